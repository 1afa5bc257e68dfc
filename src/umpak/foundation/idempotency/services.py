"""Do it once: the same key again is answered with the first answer, and nothing is written."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from umpak.foundation import calendar
from umpak.foundation.access.models import User
from umpak.foundation.idempotency.models import RememberedRequest

# Answers may name people, so they are not kept longer than a sender goes on trying.
KEPT_FOR = dt.timedelta(days=7)
LONGEST_KEY = 100


class KeyReused(ValueError):
    """The key was used before for another request."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the caller gets; `is_repeated` when it comes from memory."""

    status_code: int
    body: str
    is_repeated: bool = False

    @property
    def is_refusal(self) -> bool:
        return self.status_code >= 400


def answer_once(*, user: User, key: str, content_sha256: str, work: Callable[[], Answer]) -> Answer:
    """Work and remember its answer, in one transaction. Refuses a key used for other content.

    A refusal is not remembered: mended or repeated, the request is tried anew. Two requests with
    one key at the same instant wait for each other on the unique key.
    """
    with transaction.atomic():
        remembered, is_new = RememberedRequest.objects.get_or_create(
            user=user, key=key, defaults={"content_sha256": content_sha256}
        )
        if not is_new:
            return _from_memory(remembered, content_sha256)
        answer = work()
        if answer.is_refusal:
            transaction.set_rollback(True)
            return answer
        remembered.status_code, remembered.body = answer.status_code, answer.body
        remembered.save(update_fields=["status_code", "body"])
    return answer


def _from_memory(remembered: RememberedRequest, content_sha256: str) -> Answer:
    if remembered.content_sha256 != content_sha256:
        raise KeyReused
    assert remembered.status_code is not None, "a request under way is invisible to others"
    return Answer(status_code=remembered.status_code, body=remembered.body, is_repeated=True)


def forget_old() -> None:
    """Every night, whoever asked: a sender may never come again."""
    RememberedRequest.objects.filter(asked_at__lt=calendar.now() - KEPT_FOR).delete()
