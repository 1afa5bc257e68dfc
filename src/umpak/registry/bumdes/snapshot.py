"""What the village enterprises give to the snapshot."""

from umpak.foundation.snapshot import declare, sql_file

declare("bumdes", sql_file(__package__, "snapshot_bumdes.sql"), register="bumdes_bumdes")
