"""Gives every request a number and tells the database's history who is asking."""

import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse
from pghistory.middleware import HistoryMiddleware

from umpak.foundation.audit.request import request_id


class RequestIdMiddleware:
    """Binds a fresh request number; answers carry it as `X-Request-Id`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = uuid.uuid4().hex
        token = request_id.set(number)
        structlog.contextvars.bind_contextvars(request_id=number)
        try:
            response = self.get_response(request)
        finally:
            structlog.contextvars.unbind_contextvars("request_id")
            request_id.reset(token)
        response["X-Request-Id"] = number
        return response


class HistoryContextMiddleware(HistoryMiddleware):
    """History events of this request know the user and the request number."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        user = getattr(request, "user", None)
        return {
            "user": user.pk if user is not None and user.is_authenticated else None,
            "request_id": request_id.get(),
        }
