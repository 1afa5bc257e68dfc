"""Rows by name. As typed first; where that finds little, spelling slips are forgiven."""

from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from django.db.models import Case, IntegerField, Model, Q, QuerySet, Value, When

from umpak.foundation.search.fields import words_of
from umpak.foundation.search.lexicon import Lexicon, lexicon

M = TypeVar("M", bound=Model)

ENOUGH = 25  # one page: whoever sees that many as typed adds a word rather than doubts the spelling
MOST_WORDS = 8
MOST_COUNTED = 1_000  # whoever finds more adds a word; counting a frequent word takes the time


@dataclass(frozen=True, kw_only=True)
class Found(Generic[M]):
    """The rows, and how many they are where the search knows: beyond `MOST_COUNTED` one more."""

    rows: QuerySet[M]
    count: int | None = None


def search(queryset: QuerySet[M], typed: str) -> QuerySet[M]:
    """The rows whose names hold every typed word; the last word may be unfinished.

    With fewer than a page of those, also rows within a slip or two of each word, after the others:
    `search_rank` is 0 for a row found as typed, 1 for a forgiven one, and orders the result before
    the queryset's own order. Nothing typed finds everything.
    """
    return find(queryset, typed).rows


def find(queryset: QuerySet[M], typed: str) -> Found[M]:
    """As `search`, with the count by which it knows whether there are enough as typed."""
    words = words_of(typed)[:MOST_WORDS]
    if not words:
        return Found(rows=_ranked(queryset, Value(0)))
    known = lexicon(queryset.model._meta.db_table)
    near = _as_typed(words, known)
    exact = queryset.filter(_all_of(near))
    count = exact.order_by().values("pk")[: MOST_COUNTED + 1].count()
    own_order = queryset.query.order_by or tuple(queryset.model._meta.ordering or ())
    if count >= ENOUGH:
        return Found(rows=_ranked(exact, Value(0)).order_by(*own_order), count=count)
    forgiven = [
        sorted({*alike, *known.similar(word)}) for word, alike in zip(words, near, strict=True)
    ]
    rank = Case(When(_all_of(near), then=Value(0)), default=Value(1), output_field=IntegerField())
    found = _ranked(queryset.filter(_all_of(forgiven)), rank)
    return Found(rows=found.order_by("search_rank", *own_order))


def _as_typed(words: list[str], known: Lexicon) -> list[list[str]]:
    """Each word by itself, the last one also with its possible endings."""
    *finished, last = words
    return [*([word] for word in finished), sorted({last, *known.completed(last)})]


def _all_of(alternatives: list[list[str]]) -> Q:
    condition = Q()
    for words in alternatives:
        condition &= Q(search_words__overlap=words)
    return condition


def _ranked(queryset: QuerySet[M], rank: Value | Case) -> QuerySet[M]:
    return cast("QuerySet[M]", queryset.annotate(search_rank=rank))
