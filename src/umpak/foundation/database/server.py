"""What a backup must know about the server that holds the database."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

import psycopg
from psycopg.conninfo import make_conninfo

from umpak.foundation.database.address import database_settings, is_embedded
from umpak.foundation.database.errors import UnreachableError
from umpak.foundation.database.layout import ADMINISTRATOR_ROLE

DJANGO_ONLY_OPTIONS = {"pool", "server_side_binding", "isolation_level", "assume_role"}
COUNT_TABLES = """
    SELECT count(*) FROM pg_tables
    WHERE schemaname <> 'information_schema' AND schemaname !~ '^pg_'
"""


@dataclass(frozen=True, kw_only=True)
class Server:
    """The database's address without its password, and what the server says about itself."""

    name: str
    conninfo: str
    administrator_conninfo: str  # on the embedded server: sees rows whatever their row security
    password: str
    version: int
    is_encrypted: bool
    tables: int
    settings: frozenset[str]

    def analyze(self) -> None:
        """Fresh statistics, which a backup does not carry."""
        with psycopg.connect(self.conninfo, password=self.password, autocommit=True) as connection:
            connection.execute("ANALYZE")


def server_of(environ: Mapping[str, str]) -> Server:
    settings = database_settings(environ)
    options = {
        name: value
        for name, value in settings["OPTIONS"].items()
        if name not in DJANGO_ONLY_OPTIONS
    }
    address = {
        "host": settings["HOST"] or None,
        "port": settings["PORT"] or None,
        "user": settings["USER"] or None,
        "dbname": settings["NAME"],
        "connect_timeout": 10,
    } | options
    password = settings["PASSWORD"] or os.environ.get("PGPASSWORD", "")
    administrator = {"user": ADMINISTRATOR_ROLE} if is_embedded(environ) else {}
    conninfo = make_conninfo("", **address)
    try:
        with psycopg.connect(conninfo, password=password or None) as connection:
            count = connection.execute(COUNT_TABLES).fetchone()
            names = connection.execute("SELECT name FROM pg_settings").fetchall()
            return Server(
                name=settings["NAME"],
                conninfo=conninfo,
                administrator_conninfo=make_conninfo("", **(address | administrator)),
                password=password,
                version=connection.info.server_version // 10000,
                is_encrypted=connection.pgconn.ssl_in_use,
                tables=count[0] if count else 0,
                settings=frozenset(name for (name,) in names),
            )
    except psycopg.OperationalError as error:
        raise UnreachableError(
            host=settings["HOST"], database=settings["NAME"], detail=str(error).strip()
        ) from error
