"""Whether an operation is asked as it is described: its parameters, its media types.

What is asked otherwise must not look like an answer: a filter with a slip in its name, left
unheard, gives the whole list.
"""

from collections.abc import Callable
from difflib import get_close_matches
from functools import wraps
from inspect import unwrap
from typing import Any, cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja.constants import NOT_SET
from ninja.operation import Operation

Run = Callable[..., HttpResponseBase]
JSON, FORM = "application/json", "multipart/form-data"
_PLAIN_FORM = "application/x-www-form-urlencoded"


class AskedWrongly(ValueError):
    """The request does not fit the operation."""


class UnknownParameters(AskedWrongly):
    """Names in the query that the operation does not know; `known` are those it does."""

    def __init__(self, names: list[str], known: list[str]) -> None:
        super().__init__(names)
        self.names, self.known = names, known

    def nearest(self, name: str) -> str:
        """The known name that was probably meant; empty where none is near."""
        return next(iter(get_close_matches(name, self.known, n=1)), "")


class NotAcceptable(AskedWrongly):
    """The caller takes none of the forms in which the operation answers."""

    def __init__(self, offered: tuple[str, ...]) -> None:
        super().__init__(offered)
        self.offered = offered


class UnsupportedBody(AskedWrongly):
    """The body is of another kind than the operation reads."""

    def __init__(self, taken: str) -> None:
        super().__init__(taken)
        self.taken = taken


def asked_rightly(run: Run) -> Run:
    """Around every operation. Who asks wrongly is known and counted before being told so."""

    @wraps(run)
    def judged(request: HttpRequest, **path: Any) -> HttpResponseBase:
        operation = operation_of(run)
        fault = _fault(operation, request)
        if fault is None:
            return run(request, **path)
        return operation._run_checks(request) or operation.api.on_exception(request, fault)

    return judged


def operation_of(run: Run) -> Operation:
    """The operation that is run, under whatever stands around it."""
    return cast("Operation", unwrap(run).__self__)


def parameters_of(operation: Operation) -> list[str]:
    """The names that may stand in the query."""
    return [
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in model.__ninja_flatten_map__
    ]


def _fault(operation: Operation, request: HttpRequest) -> AskedWrongly | None:
    known = parameters_of(operation)
    unknown = [name for name in request.GET if name not in known]
    if unknown:
        return UnknownParameters(unknown, known)
    offered = _answers_of(operation) if request.headers.get("Accept") else ()
    if offered and not any(request.accepts(kind) for kind in offered):
        return NotAcceptable(offered)
    taken = _body_of(operation)
    if taken and _has_body(request) and not _is_taken(request, taken):
        return UnsupportedBody(taken)
    return None


def _answers_of(operation: Operation) -> tuple[str, ...]:
    """The media types of an answer; none where any may come, as with a stored file."""
    described = (operation.openapi_extra or {}).get("responses", {}).get(200, {}).get("content")
    if described:
        return tuple(described)
    if any(model in (None, NOT_SET) for model in operation.response_models.values()):
        return ()
    return (JSON,)


def _body_of(operation: Operation) -> str:
    """The media type that the operation reads; empty for one without a body."""
    sources = {model.__ninja_param_source__ for model in operation.models}
    if sources & {"form", "file"}:
        return FORM
    return JSON if "body" in sources else ""


def _is_taken(request: HttpRequest, taken: str) -> bool:
    kind = request.content_type or ""
    if taken == FORM:
        return kind in {FORM, _PLAIN_FORM}
    return kind == JSON or kind.endswith("+json")


def _has_body(request: HttpRequest) -> bool:
    return request.headers.get("Content-Length", "0") not in {"", "0"} or (
        "Transfer-Encoding" in request.headers
    )
