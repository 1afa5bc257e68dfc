"""The number of the request under way, so that log lines, audit rows and history can be joined."""

from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
