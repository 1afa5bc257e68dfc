"""SQL too long for a line of Python."""

from functools import cache
from importlib.resources import files


@cache
def load(name: str) -> str:
    """The text of one file of this folder."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
