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
_VERSION = """
    SELECT pg_relation_filenode('search_word')::bigint, count(*), coalesce(max(id), 0)
    FROM search_word WHERE kind = %s AND learnt_in >= %s::xid8
"""


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """All words of one table, sorted, as they stood in one state of the table.

    Every transaction before `horizon` had ended when they were read: what those learnt is among
    them for good. `version` tells of the others; it changes when one of them, or a later one, ends.
    """

    horizon: str
    version: tuple[int, ...]
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
    held = _cached.get(kind)
    if held is None or held.version != _version(kind, held.horizon):
        held = _cached[kind] = _read(kind)
    return held


def _read(kind: str) -> Lexicon:
    """The words come last: one learnt in between changes the version, and is read again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")
        (horizon,) = cursor.fetchone()
    version = _version(kind, horizon)
    rows = Word.objects.filter(kind=kind).order_by("word")
    words = tuple(rows.values_list("word", flat=True))
    return Lexicon(horizon=horizon, version=version, words=words)


def _version(kind: str, horizon: str) -> tuple[int, ...]:
    """Asked with every search, so only of what is new: counting all words would take longer.

    The file number changes when the table is emptied or restored from a backup.
    """
    with connection.cursor() as cursor:
        cursor.execute(_VERSION, [kind, horizon])
        found: tuple[int, ...] = cursor.fetchone()
    return found
