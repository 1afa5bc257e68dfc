"""What the territory gives to the snapshot: villages in force, and their polygons."""

from umpak.foundation.snapshot import declare, sql_file

declare("villages", sql_file(__package__, "snapshot_villages.sql"))
declare("boundaries", sql_file(__package__, "snapshot_boundaries.sql"))
