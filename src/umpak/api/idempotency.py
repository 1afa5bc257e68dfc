"""`Idempotency-Key` on every POST: sent twice, done once."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac

from umpak.api.asking import operation_of
from umpak.api.security import BEARER
from umpak.foundation.idempotency.services import LONGEST_KEY, Answer, KeyReused, answer_once

HEADER = "Idempotency-Key"
Run = Callable[..., HttpResponseBase]


class KeyRefused(ValueError):
    """The key is too long to be kept."""


def idempotent(run: Run) -> Run:
    """Around every operation; only a POST with the header is remembered."""

    @wraps(run)
    def once(request: HttpRequest, **path: Any) -> HttpResponseBase:
        key = request.headers.get(HEADER, "").strip()
        if request.method != "POST" or not key:
            return run(request, **path)
        user = BEARER(request)
        if user is None:
            return run(request, **path)
        api = operation_of(run).api
        if len(key) > LONGEST_KEY:
            return api.on_exception(request, KeyRefused())
        fresh: list[HttpResponse] = []

        def work() -> Answer:
            response = run(request, **path)
            assert isinstance(response, HttpResponse), "a POST answers with JSON"
            fresh.append(response)
            return Answer(status_code=response.status_code, body=response.content.decode())

        try:
            answer = answer_once(
                user=user, key=key, content_sha256=_fingerprint(request), work=work
            )  # fmt: skip
        except KeyReused as error:
            return api.on_exception(request, error)
        return fresh[0] if fresh else _repeated(answer)

    return once


def _repeated(answer: Answer) -> HttpResponse:
    response = HttpResponse(
        answer.body, status=answer.status_code, content_type="application/json; charset=utf-8"
    )
    response["Idempotent-Replay"] = "true"
    return response


def _fingerprint(request: HttpRequest) -> str:
    """What was asked, under the key of the installation: a body may hold an identity number.

    A form is read field by field, for its boundary differs each time.
    """
    asked = f"{request.method} {request.get_full_path()}\n"
    digest = salted_hmac("umpak.api.idempotency", asked, algorithm="sha256")
    if request.content_type != "multipart/form-data":
        digest.update(request.body)
        return digest.hexdigest()
    for name, values in sorted(request.POST.lists()):
        digest.update(f"{name}={values}\n".encode())
    for name, file in sorted(request.FILES.items()):
        digest.update(f"{name}:{file.name}\n".encode())  # type: ignore[union-attr]  # one file a field
        digest.update(hashlib.file_digest(file, "sha256").digest())  # type: ignore[arg-type]  # it is a file
        file.seek(0)  # type: ignore[union-attr]  # as above
    return digest.hexdigest()
