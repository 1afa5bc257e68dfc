"""Bring every stored identifier under the newest key, history and files included.

Each value says by its first byte under which key it lies, so the work can stop anywhere and go on
later: what is done already is simply not found again. What lies sealed outside our columns (files,
secrets of the sign-in library) is announced with `register` by whoever keeps it.
"""

import base64
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pgtrigger
from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction

from umpak.foundation.personal_data import cipher
from umpak.foundation.personal_data.fields import EncryptedTextField

BATCH_ROWS = 2000
BATCH_THINGS = 100  # after how many progress is told
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True)
class SealedColumn:
    """A column that holds ciphertext."""

    table: str
    key: str
    column: str

    def __str__(self) -> str:
        return f"{self.table}.{self.column}"


@dataclass(frozen=True, kw_only=True)
class SealedThings:
    """What is sealed elsewhere than in our columns: which wait for the key, how one gets it."""

    name: str
    waiting: Callable[[], list[str]]
    rewrite: Callable[[str], None]


_THINGS: dict[str, SealedThings] = {}


def register(things: SealedThings) -> None:
    """Have these rotated too; called from the app's `ready`."""
    _THINGS[things.name] = things


def sealed_columns() -> Iterator[SealedColumn]:
    """Every encrypted column of every table, the history tables too."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, EncryptedTextField):
                yield SealedColumn(
                    table=model._meta.db_table, key=_key_column(model), column=str(field.column)
                )


def waiting(column: SealedColumn) -> int:
    """How many values still lie under an older key."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT count(*) FROM "{column.table}"'  # noqa: S608  # names of our own tables
            f' WHERE "{column.column}" IS NOT NULL AND get_byte("{column.column}", 0) <> %s',
            [cipher.current_key_number()],
        )
        (count,) = cursor.fetchone()
    return int(count)


def rotate(progress: Progress) -> int:
    """Rewrite all that lies under an older key; answers how many. One transaction a batch."""
    values = sum(_rotate_column(column, progress) for column in sealed_columns())
    return values + sum(_rotate_things(things, progress) for things in _THINGS.values())


def with_new_key() -> str:
    """The configured keys with a fresh one in front: what the settings should say from now on."""
    known = settings.PERSONAL_DATA_KEYS
    numbers = {int(entry.partition(":")[0]) for entry in known.split(",")}
    free = next(number for number in range(1, 256) if number not in numbers)
    return f"{free}:{base64.b64encode(os.urandom(32)).decode()},{known}"


def _rotate_column(column: SealedColumn, progress: Progress) -> int:
    total, done, last_key = waiting(column), 0, 0
    while done < total:
        with transaction.atomic():
            batch = _next_batch(column, last_key)
            if not batch:
                break
            _rewrite(column, batch)
        last_key = batch[-1][0]
        done += len(batch)
        progress(str(column), done, total)
    return done


def _rotate_things(things: SealedThings, progress: Progress) -> int:
    keys = things.waiting()
    for done, key in enumerate(keys, start=1):
        things.rewrite(key)
        if done == len(keys) or not done % BATCH_THINGS:
            progress(things.name, done, len(keys))
    return len(keys)


def _next_batch(column: SealedColumn, last_key: int) -> list[tuple[int, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT "{column.key}", "{column.column}" FROM "{column.table}"'  # noqa: S608  # names of our own tables
            f' WHERE "{column.key}" > %s AND "{column.column}" IS NOT NULL'
            f' AND get_byte("{column.column}", 0) <> %s'
            f' ORDER BY "{column.key}" LIMIT {BATCH_ROWS} FOR UPDATE',
            [last_key, cipher.current_key_number()],
        )
        found: list[tuple[int, bytes]] = cursor.fetchall()
    return found


def _rewrite(column: SealedColumn, batch: list[tuple[int, bytes]]) -> None:
    """The value stays the same, so neither history nor search has anything to note."""
    sealed = cipher.encrypt_many([cipher.decrypt(value) for _key, value in batch])
    # Ignored for this statement only: the history is append-only, and has nothing to learn here.
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{column.table}" t SET "{column.column}" = fresh.sealed'  # noqa: S608  # as above
            " FROM unnest(%s::bigint[], %s::bytea[]) AS fresh (key, sealed)"
            f' WHERE t."{column.key}" = fresh.key',
            [[key for key, _value in batch], sealed],
        )


def _key_column(model: type[models.Model]) -> str:
    return str(model._meta.pk.column)
