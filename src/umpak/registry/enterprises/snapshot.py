"""What the enterprises give to the snapshot: no owner's name, only the decile of the family."""

from umpak.foundation.snapshot import declare, sql_file

declare(
    "enterprises", sql_file(__package__, "snapshot_enterprises.sql"),
    register="enterprises_enterprise",
)  # fmt: skip
