"""Rows by name. As typed first; where that finds little, spelling slips are forgiven."""

from typing import TypeVar, cast

from django.db.models import Case, IntegerField, Model, Q, QuerySet, Value, When

from umpak.foundation.search.fields import words_of
from umpak.foundation.search.lexicon import Lexicon, lexicon

M = TypeVar("M", bound=Model)

ENOUGH = 25  # one page: whoever sees that many as typed adds a word rather than doubts the spelling
MOST_WORDS = 8


def search(queryset: QuerySet[M], typed: str) -> QuerySet[M]:
    """The rows whose names hold every typed word; the last word may be unfinished.

    With fewer than a page of those, also rows within a slip or two of each word, after the others:
    `search_rank` is 0 for a row found as typed, 1 for a forgiven one, and orders the result before
    the queryset's own order. Nothing typed finds everything.
    """
    words = words_of(typed)[:MOST_WORDS]
    if not words:
        return _ranked(queryset, Value(0))
    known = lexicon(queryset.model._meta.db_table)
    as_typed = _all_of(_as_typed(words, known))
    exact = queryset.filter(as_typed)
    own_order = queryset.query.order_by or tuple(queryset.model._meta.ordering or ())
    if len(exact.order_by().values_list("pk")[:ENOUGH]) == ENOUGH:
        return _ranked(exact, Value(0)).order_by(*own_order)
    forgiven = [
        sorted({*near, *known.similar(word)})
        for word, near in zip(words, _as_typed(words, known), strict=True)
    ]
    rank = Case(When(as_typed, then=Value(0)), default=Value(1), output_field=IntegerField())
    found = _ranked(queryset.filter(_all_of(forgiven)), rank)
    return found.order_by("search_rank", *own_order)


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
