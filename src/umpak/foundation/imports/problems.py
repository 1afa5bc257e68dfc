"""What is wrong with a file: where, what, and how to mend it."""

from dataclasses import dataclass

LARGEST_LIST = 10_000  # more would not be read by anybody; refused rows are counted beyond it


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One line of the list that goes back to whoever sent the file."""

    row: int
    column: str
    problem: str
    mend: str
    value: str = ""
    is_warning: bool = False
