"""A small database, and all that it holds as values that can be compared across servers."""

from pathlib import Path
from typing import Any

from .kinds import connect

HERE = Path(__file__).parent


def fill(environ: dict[str, str]) -> None:
    with connect(environ) as connection:
        connection.execute((HERE / "cooperative.sql").read_bytes())


def contents(environ: dict[str, str]) -> list[Any]:
    with connect(environ) as connection:
        connection.execute("SET timezone = 'UTC'")
        return sorted(connection.execute((HERE / "contents.sql").read_bytes()), key=repr)


def names(environ: dict[str, str]) -> set[str]:
    with connect(environ) as connection:
        return {name for (name,) in connection.execute((HERE / "names.sql").read_bytes())}


def schema(environ: dict[str, str]) -> set[tuple[str, ...]]:
    """Tables, columns, triggers, constraints and indexes, each with its definition."""
    with connect(environ) as connection:
        return set(connection.execute((HERE / "schema.sql").read_bytes()))
