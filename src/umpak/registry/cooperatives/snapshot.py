"""What the register of cooperatives gives to the snapshot."""

import datetime as dt
from collections.abc import Iterable

from django.db import connection

from umpak.foundation.snapshot import declare, sql_file
from umpak.parameters.cooperatives import officer_rules
from umpak.parameters.loader import NoParameterError
from umpak.registry.cooperatives.models import Cooperative
from umpak.registry.cooperatives.selectors.activity import with_activity

_REGISTER = "cooperatives_cooperative"
_SQL = sql_file(__package__, "snapshot_cooperatives.sql")
_BLOCKS = sql_file(__package__, "snapshot_officer_blocks.sql")
_NO_BLOCKS = """blocks AS (
    SELECT NULL::bigint AS cooperative_id, NULL::boolean AS has_officer_block WHERE false
)"""
_JUDGED: tuple[str, ...] = ("pk", "activity_state", "established_on", "last_book_year")


def _cooperatives(as_of: dt.date) -> str:
    """Activity is judged by the query that the lists use, so there is one truth in SQL."""
    judged = with_activity(Cooperative.objects.current(), as_of).order_by()
    columns = judged.values(*_JUDGED)
    sql, parameters = columns.query.sql_with_params()
    composed = connection.ops.compose_sql(sql, parameters)  # type: ignore[attr-defined]  # psycopg's
    return _SQL.replace("%(judged)s", composed).replace("%(blocks)s", officer_blocks_sql(as_of))


def officer_blocks_sql(as_of: dt.date) -> str:
    """The findings with the numbers of the day; nothing where no rule was in force that day."""
    try:
        rules = officer_rules(as_of)
    except NoParameterError:
        return _NO_BLOCKS
    sql = _BLOCKS
    for name, value in {
        "pengurus_least": str(rules.pengurus_least),
        "pengurus_posts": _quoted(rules.pengurus_posts),
        "posts_count": str(len(rules.pengurus_posts)),
        "pengawas_least": str(rules.pengawas_least),
        "term_years_most": str(rules.term_years_most),
        "terms_most": str(rules.terms_most),
        "kin_blocked": _quoted(sorted(rules.kin_blocked)),
    }.items():
        sql = sql.replace(f":{name}", value)
    return sql


def _quoted(words: Iterable[str]) -> str:
    """Words of the parameters as texts of SQL."""
    return ", ".join("'" + word.replace("'", "''") + "'" for word in words)


declare("cooperatives", _cooperatives, register=_REGISTER)
declare(
    "served_villages", sql_file(__package__, "snapshot_served_villages.sql"), register=_REGISTER
)
