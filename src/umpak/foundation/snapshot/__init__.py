"""The snapshot: what each app gives to the pipelines, read in one consistent view of the data."""

from umpak.foundation.snapshot.past import Dating
from umpak.foundation.snapshot.registry import (
    Declaration,
    declarations,
    declare,
    declare_word,
    sql_file,
)
from umpak.foundation.snapshot.writer import Snapshot, take_snapshot

__all__ = [
    "Dating",
    "Declaration",
    "Snapshot",
    "declarations",
    "declare",
    "declare_word",
    "sql_file",
    "take_snapshot",
]
