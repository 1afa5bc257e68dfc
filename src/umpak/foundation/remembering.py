"""What one page asks several times is asked once: a memory that lives as long as the request.

Only requests that read have one. While something is written nothing is remembered, for what was
true before may no longer be; nor is there a memory in jobs and on the terminal.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

T = TypeVar("T")
_READING = {"GET", "HEAD"}
_memory: ContextVar[dict[Hashable, Any] | None] = ContextVar("remembered", default=None)


class RememberingMiddleware:
    """Around the view of whatever only reads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in _READING:
            return self.get_response(request)
        with remembering():
            return self.get_response(request)


@contextmanager
def remembering() -> Iterator[None]:
    """Within it, `once` keeps its answers."""
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


def once(key: Hashable, ask: Callable[[], T]) -> T:
    """The answer kept under the key, else a fresh one. The key names all that it depends on."""
    memory = _memory.get()
    if memory is None:
        return ask()
    if key not in memory:
        memory[key] = ask()
    found: T = memory[key]
    return found
