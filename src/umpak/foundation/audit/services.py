"""Writing the trail: `acting` around every use case, `record_read` on every page of a person."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pghistory
from django.db import IntegrityError, models, transaction
from pghistory import runtime

from umpak.foundation.audit.models import AuditEntry, PersonalDataRead
from umpak.foundation.audit.request import request_id
from umpak.foundation.refusals import in_words, require_short

if TYPE_CHECKING:
    from umpak.foundation.access.models import User


LONGEST_REASON = 500


class Act:
    """What one use case is about; filled in while it runs.

    `history_context` stands beside every row of the history that the use case writes, and no other.
    """

    def __init__(self, history_context: UUID) -> None:
        self.history_context = history_context
        self.subject: models.Model | None = None
        self.label = ""
        self.territory_code = ""
        self.details: dict[str, Any] = {}

    def on(
        self, subject: models.Model, *, territory_code: str = "", label: str = "", **details: Any
    ) -> None:
        """Name the record that was written, and figures worth keeping.

        `label` stands in the trail where the record's own text would not tell a reader enough.
        """
        self.subject = subject
        self.label = label
        self.territory_code = territory_code
        self.details |= details


@contextmanager
def acting(*, by: "User | None", verb: str, reason: str = "") -> Iterator[Act]:
    """One transaction, one history context, one audit row. Whatever fails undoes all three.

    Refuses a reason that is too long, what somebody else wrote first (`AlreadyStored`), and what
    breaks a rule of the database (`RuleBroken`).
    """
    require_short("reason", reason, LONGEST_REASON)
    try:
        with _in_one(by, verb, reason) as act:
            yield act
    except IntegrityError as error:
        refusal = in_words(error)
        if refusal is None:
            raise
        raise refusal from error


@contextmanager
def _in_one(by: "User | None", verb: str, reason: str) -> Iterator[Act]:
    with (
        transaction.atomic(),
        _own_history(user=by.pk if by else None, verb=verb, reason=reason) as context,
    ):
        act = Act(context)
        yield act
        assert act.subject is not None, f"{verb}: the use case did not say what it wrote"
        AuditEntry.objects.create(
            by=by,
            verb=verb,
            subject_kind=subject_kind(act.subject),
            subject_key=subject_key(act.subject),
            subject_label=(act.label or str(act.subject))[:200],
            territory_code=act.territory_code,
            reason=reason,
            details=act.details,
            request_id=request_id.get(),
        )


@contextmanager
def _own_history(**metadata: Any) -> Iterator[UUID]:  # whatever JSON holds
    """A context of this use case alone, whatever others the same request or use case runs.

    The library joins nested contexts into one, in which the verb and reason of the last stand
    beside all rows. So the outer one is set aside meanwhile, and goes on afterwards.
    """
    tracker = runtime._tracker  # the library has no public way out of a context
    outer = getattr(tracker, "value", None)
    if outer is None:
        with pghistory.context(**metadata) as context:
            yield context.id
        return
    own = runtime.Context(id=uuid4(), metadata={**outer.metadata, **metadata})
    tracker.value = own
    try:
        yield own.id
    finally:
        tracker.value = outer


def record_read(
    *,
    by: "User",
    roles: Sequence[str],
    subject: models.Model,
    purpose: str,
    fields: Sequence[str],
    territory_code: str = "",
    is_unmasked: bool = False,
    reason: str = "",
) -> None:
    """One row for one opened record of a person."""
    PersonalDataRead.objects.create(
        by=by,
        roles=sorted(set(roles)),
        purpose=purpose,
        subject_kind=subject_kind(subject),
        subject_key=subject_key(subject),
        territory_code=territory_code,
        fields=list(fields),
        is_unmasked=is_unmasked,
        reason=reason,
        request_id=request_id.get(),
    )


def record_export(
    *,
    by: "User",
    model: type[models.Model],
    kind: str,
    query: Mapping[str, str],
    columns: Sequence[str],
) -> None:
    """One row for one downloaded list: which table, which filters, which columns."""
    AuditEntry.objects.create(
        by=by,
        verb="list.export",
        subject_kind=model._meta.label_lower,
        subject_key="-",
        subject_label=str(model._meta.verbose_name_plural)[:200],
        details={"kind": kind, "query": dict(query), "columns": list(columns)},
        request_id=request_id.get(),
    )


def subject_kind(subject: models.Model) -> str:
    """`people.household`: how the trail names a table."""
    return subject._meta.label_lower


def subject_key(subject: models.Model) -> str:
    """The public id where there is one, for it survives in links and files; else the key."""
    return str(getattr(subject, "public_id", subject.pk))
