"""Refusals around territories, in the user's language."""

from collections.abc import Sequence

from umpak.foundation.imports.models import ImportProblem


class TerritoryRefused(ValueError):
    """The change makes no sense: the message says why."""


class SetUpRefused(ValueError):
    """The installation cannot be set up this way; `problems` lists the rows of a bad file."""

    def __init__(self, message: str, problems: Sequence[ImportProblem] = ()) -> None:
        super().__init__(message)
        self.problems = problems
