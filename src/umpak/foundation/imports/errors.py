"""Refusals of an import. Each says what is wrong and how to mend it."""

from django.utils.translation import gettext as _


class ValueRefused(ValueError):
    """One cell cannot be read."""

    def __init__(self, problem: str, mend: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.mend = mend


class FileRefused(ValueError):
    """The file as a whole cannot be read as what it should be."""

    def __init__(self, problem: str, mend: str, *, row: int = 0, column: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.mend = mend
        self.row = row
        self.column = column


class NotReady(ValueError):
    """The batch is not in a state in which this can be done."""


class UndoRefused(ValueError):
    """Something has changed or come to rest on the rows since; `reasons` lists what."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(_("Impor ini tidak dapat dibatalkan."))
        self.reasons = reasons
