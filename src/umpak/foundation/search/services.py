"""Words made anew from what is stored, where the history has brought back a name."""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

from umpak.foundation.search.fields import as_arrays, words_of

M = TypeVar("M", bound=Model)

_CHUNK = 2000
_SQL = """
    UPDATE "{table}" t SET search_words = found.words::varchar[]
    FROM unnest(%s::bigint[], %s::text[]) AS found(id, words)
    WHERE t.id = found.id AND t.search_words <> found.words::varchar[]
"""


def rewrite_words(rows: QuerySet[M], names_of: Callable[[M], Iterable[str]]) -> None:
    """Find each of these rows under its names and no others; only those that differ are written.

    The history leaves the words out, for they follow from the names: whoever restores rows from it
    calls this. `names_of` is what the row's own service gives to `words_of`.
    """
    stored = rows.order_by("pk").iterator(chunk_size=_CHUNK)
    while chunk := list(islice(stored, _CHUNK)):
        _write({row.pk: words_of(*names_of(row)) for row in chunk}, rows.model._meta.db_table)


def _write(words: dict[int, list[str]], table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SQL.format(table=table), [list(words), as_arrays(words.values())])
