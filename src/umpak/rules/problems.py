"""What is wrong with data from outside, as a value instead of an exception.

A problem carries a code for machines, an Indonesian message and how to mend it. Messages are
msgids with `%(name)s` places, so that screens can translate them and fill in the figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One named fault of one value.

    Attributes:
        code: Stable name for machines, for example `wrong_length`.
        message: Indonesian msgid: what is wrong.
        mend: Indonesian msgid: what the person can do about it.
        figures: What the `%(name)s` places of both texts are filled with.

    Example:
        >>> str(Problem(code="x", message="%(n)s angka", mend="", figures={"n": "12"}))
        '12 angka'
    """

    code: str
    message: str
    mend: str
    figures: Mapping[str, str] = field(default_factory=lambda: _NOTHING)

    def __str__(self) -> str:
        """The whole sentence in Indonesian: what is wrong, then how to mend it."""
        return f"{self.message} {self.mend}".strip() % self.figures


def gettext_noop(text: str) -> str:
    """Mark a text for translation and return it unchanged.

    Bears the name that Django's `makemessages` looks for, so the texts of this standard-library
    package reach the translation catalogue without importing Django.
    """
    return text
