"""What the families give to the snapshot: no name and no number, restricted families left out.

Beside them the counts by village, for villages without a registered family, and the line
below which spending counts as poor.
"""

from umpak.foundation.snapshot import declare, sql_file

declare("households", sql_file(__package__, "snapshot_households.sql"), register="people_household")
declare(
    "place_totals", sql_file(__package__, "snapshot_place_totals.sql"), register="people_placetotal"
)
declare("poverty_lines", sql_file(__package__, "snapshot_poverty_lines.sql"))
