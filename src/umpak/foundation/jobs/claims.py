"""Who is at work on something: a claim that PostgreSQL itself lets go of when the process dies."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_CLAIM = "SELECT pg_try_advisory_lock(hashtextextended(%s, 0))"
_LET_GO = "SELECT pg_advisory_unlock(hashtextextended(%s, 0))"
_IS_HELD = """
    SELECT EXISTS (
        SELECT FROM pg_locks
        WHERE locktype = 'advisory' AND objsubid = 1
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND (classid::bigint << 32 | objid::bigint) = hashtextextended(%s, 0)
    )
"""


@contextmanager
def claimed(name: str) -> Iterator[bool]:
    """Whether nobody else holds this claim: it is held for the time of the block, by this session.

    However a process ends (killed, out of memory, a power cut), its session ends with it, and the
    claim with the session.
    """
    is_mine = _asked(_CLAIM, name)
    try:
        yield is_mine
    finally:
        if is_mine and connection.is_usable():
            _asked(_LET_GO, name)


def is_claimed(name: str) -> bool:
    """Whether any living session holds the claim."""
    return _asked(_IS_HELD, name)


def _asked(sql: str, name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(sql, [name])
        return bool(cursor.fetchone()[0])
