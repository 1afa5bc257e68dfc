"""Days as people type them after an option."""

import datetime as dt
from argparse import ArgumentTypeError


def day(text: str) -> dt.date:
    """`2026-11-22`; anything else is refused with what to write."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(
            f"“{text}” bukan tanggal; tulis TTTT-BB-HH, misalnya 2026-11-22"
        ) from error
