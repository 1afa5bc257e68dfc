"""The words of one table in memory, and which of them somebody may have meant."""

from bisect import bisect_left
from dataclasses import dataclass

from django.db import connection
from rapidfuzz import process
from rapidfuzz.distance import OSA

from umpak.foundation.search.models import Word

MOST_SIMILAR = 40
MOST_COMPLETED = 100
SHORTEST_COMPLETED = 2


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """All words of one table, sorted. `version` tells whether the table has learnt more since."""

    version: tuple[int, int]
    words: tuple[str, ...]

    def completed(self, beginning: str) -> list[str]:
        """The words that begin so, up to a limit: people rarely type a name to its end."""
        if len(beginning) < SHORTEST_COMPLETED:
            return []
        first = bisect_left(self.words, beginning)
        last = bisect_left(self.words, beginning + "\U0010ffff", lo=first)
        return list(self.words[first : min(last, first + MOST_COMPLETED)])

    def similar(self, word: str) -> list[str]:
        """The words that are a slip or two away: a letter missing, added, wrong or swapped."""
        slips = allowed_slips(word)
        if not slips:
            return []
        found = process.extract(
            word, self.words, scorer=OSA.distance, score_cutoff=slips, limit=MOST_SIMILAR
        )
        return [match for match, _distance, _position in found]


def allowed_slips(word: str) -> int:
    """Short words are taken as typed, for one letter more makes another name of them."""
    if len(word) < 4:
        return 0
    return 1 if len(word) < 8 else 2


_cached: dict[str, Lexicon] = {}


def lexicon(kind: str) -> Lexicon:
    """The lexicon of a table: read once per process, and again when it has learnt a word."""
    version = _version(kind)
    held = _cached.get(kind)
    if held is None or held.version != version:
        rows = Word.objects.filter(kind=kind).order_by("word")
        held = _cached[kind] = Lexicon(
            version=version, words=tuple(rows.values_list("word", flat=True))
        )
    return held


def _version(kind: str) -> tuple[int, int]:
    """Asked with every search: plain SQL, for the ORM takes five times as long to say it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), coalesce(max(id), 0) FROM search_word WHERE kind = %s", [kind]
        )
        count, newest = cursor.fetchone()
    return count, newest
