"""What a searchable model declares: the column of words, its index, and the lexicon's triggers."""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from umpak.rules.cooperative_names import search_words

_LEARN_WORDS = """
    INSERT INTO search_word (kind, word)
    SELECT TG_TABLE_NAME, fresh.word
    FROM (SELECT DISTINCT unnest(search_words) AS word FROM new_rows) AS fresh
    WHERE NOT EXISTS (
        SELECT FROM search_word AS known
        WHERE known.kind = TG_TABLE_NAME AND known.word = fresh.word
    )
    ORDER BY fresh.word
    ON CONFLICT DO NOTHING;
    RETURN NULL;
"""


class SearchWordsField(ArrayField[list[str], list[str]]):
    """The normalised words by which a row is found. Collation C: compared as bytes, so fast."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("base_field", None)
        kwargs.setdefault("default", list)
        kwargs.setdefault("editable", False)
        super().__init__(models.CharField(max_length=60, db_collation="C"), **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("base_field", None)
        return name, path, args, kwargs


def words_of(*texts: str) -> list[str]:
    """The words under which a row with these names is found, each once."""
    found = (word[:60] for text in texts for word in search_words(text))
    return list(dict.fromkeys(found))


def words_of_many(names: Iterable[str | None]) -> list[list[str]]:
    """`words_of` for each name, for whole files: few words make up very many names."""
    return [_words_of_one(name) if name else [] for name in names]


def _words_of_one(name: str) -> list[str]:
    """Plain names go word by word through a memory; with titles or marks the whole is read."""
    if name.isascii() and name.replace(" ", "").isalpha():
        words = [_plain_word(word) for word in name.lower().split()]
        if None not in words:
            return list(dict.fromkeys(words))  # type: ignore[arg-type]  # no None among them
    return words_of(name)


def as_arrays(words: Iterable[Collection[str]]) -> list[str]:
    """Words as PostgreSQL writes arrays, for COPY; they hold letters and digits only."""
    return ['{"' + '","'.join(found) + '"}' if found else "{}" for found in words]


@lru_cache(maxsize=100_000)
def _plain_word(word: str) -> str | None:
    """A word's form in the index wherever it stands; `None` for a title, which may be dropped."""
    found = search_words(f"{word} x")
    return found[0][:60] if len(found) == 2 else None


def search_index(name: str) -> GinIndex:
    """The index that answers "which rows hold one of these words"."""
    return GinIndex(fields=["search_words"], name=name)


def lexicon_triggers() -> list[pgtrigger.Trigger]:
    """Once per statement, whatever wrote it, the lexicon learns the words it did not know."""
    return [
        pgtrigger.Trigger(
            name=f"learn_words_on_{operation_name}",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=pgtrigger.Referencing(new="new_rows"),  # type: ignore[no-untyped-call]  # untyped library
            func=_LEARN_WORDS,
        )
        for operation_name, operation in (
            ("insert", pgtrigger.Insert),
            ("update", pgtrigger.Update),
        )
    ]
