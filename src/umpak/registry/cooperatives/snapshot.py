"""What the register of cooperatives gives to the snapshot."""

import datetime as dt

from django.db import connection

from umpak.foundation.snapshot import declare, sql_file
from umpak.registry.cooperatives.models import Cooperative
from umpak.registry.cooperatives.selectors.activity import with_activity

_SQL = sql_file(__package__, "snapshot_cooperatives.sql")
_JUDGED: tuple[str, ...] = ("pk", "activity_state", "established_on", "last_book_year")


def _cooperatives(as_of: dt.date) -> str:
    """Activity is judged by the query that the lists use, so there is one truth in SQL."""
    judged = with_activity(Cooperative.objects.current(), as_of).order_by()
    columns = judged.values(*_JUDGED)
    sql, parameters = columns.query.sql_with_params()
    composed = connection.ops.compose_sql(sql, parameters)  # type: ignore[attr-defined]  # psycopg's
    return _SQL.replace("%(judged)s", composed)


declare("cooperatives", _cooperatives)
declare("served_villages", sql_file(__package__, "snapshot_served_villages.sql"))
