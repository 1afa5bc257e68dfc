"""Longer SQL stands beside this file; `load` reads it once."""

from functools import cache
from pathlib import Path


@cache
def load(name: str) -> str:
    """The text of `name`."""
    return (Path(__file__).parent / name).read_text(encoding="utf-8")
