"""Which texts parameters and rules are read from: those of this version, or those kept with a run.

    with reading(edition):
        …  # everything that asks for a parameter or rule gets the edition's

What is derived from the texts is remembered per edition (`remembered`), never across them.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, cached_property, wraps
from importlib.resources import files
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Edition:
    """The TOML texts by file name: dated parameters, and intervention rules with measures."""

    parameters: Mapping[str, str]
    interventions: Mapping[str, str]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all texts."""
        content = json.dumps([dict(self.parameters), dict(self.interventions)], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()


@cache
def shipped() -> Edition:
    """The texts of this version of the program."""
    folder = files("umpak.parameters")
    return Edition(
        parameters={
            file.name: file.read_text(encoding="utf-8")
            for file in sorted(folder.iterdir(), key=lambda found: found.name)
            if file.name.endswith(".toml")
        },
        interventions={
            file.name: file.read_text(encoding="utf-8")
            for file in sorted((folder / "interventions").iterdir(), key=lambda found: found.name)
            if file.name.endswith(".toml")
        },
    )


_CHOSEN: ContextVar[Edition | None] = ContextVar("umpak_edition", default=None)


def current() -> Edition:
    """The texts that hold here and now."""
    return _CHOSEN.get() or shipped()


@contextmanager
def reading(edition: Edition) -> Iterator[None]:
    """Read parameters and rules from another edition within this block."""
    token = _CHOSEN.set(edition)
    try:
        yield
    finally:
        _CHOSEN.reset(token)


def remembered(function: Callable[P, T]) -> Callable[P, T]:
    """Compute once for each edition and arguments, like `functools.cache`."""
    known: dict[tuple[object, ...], T] = {}

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
        key = (current().digest, args, tuple(sorted(kwargs.items())))
        if key not in known:
            known[key] = function(*args, **kwargs)
        return known[key]

    return wrapper
