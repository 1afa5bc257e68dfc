"""A throw-away database for measurements: the server of the tests, or `DATABASE_URL`."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.db import connection
from django.test.utils import setup_databases, teardown_databases


@contextmanager
def throw_away_database() -> Iterator[None]:
    """Migrated and empty; gone afterwards. The tests' own database stays untouched."""
    connection.settings_dict["TEST"]["NAME"] = f"umpak_bench_{os.getpid()}"
    made = setup_databases(verbosity=0, interactive=False)
    try:
        yield
    finally:
        teardown_databases(made, verbosity=0)


def server_version() -> str:
    """Which PostgreSQL is measured."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])
