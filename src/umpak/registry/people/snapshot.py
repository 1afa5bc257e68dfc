"""What the families give to the snapshot: no name and no number, restricted families left out."""

from umpak.foundation.snapshot import declare, sql_file

declare("households", sql_file(__package__, "snapshot_households.sql"))
