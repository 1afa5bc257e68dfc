"""What the village indices give the snapshot: the current version of every year."""

from umpak.foundation.snapshot import declare, sql_file

declare(
    "village_index", sql_file(__package__, "snapshot_village_index.sql"),
    register="village_index_indexrecord",
)  # fmt: skip
