"""What the embedded server's administrator does: look whether it answers, make our database."""

import psycopg
from psycopg import sql

from umpak.foundation.database.layout import (
    ADMINISTRATOR_ROLE,
    APPLICATION_ROLE,
    DATABASE_NAME,
    PORT,
    Layout,
)


def answers(layout: Layout) -> bool:
    try:
        with _connect(layout):
            return True
    except psycopg.OperationalError:
        return False


def ensure_role_and_database(layout: Layout) -> None:
    """The owner is no superuser, as on any other server, so that row-level security can bind it."""
    role, database = sql.Identifier(APPLICATION_ROLE), sql.Identifier(DATABASE_NAME)
    with _connect(layout) as connection:
        known_roles = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
        if APPLICATION_ROLE not in known_roles:
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(role))
        known = {name for (name,) in connection.execute("SELECT datname FROM pg_database")}
        if DATABASE_NAME not in known:
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, role))


def _connect(layout: Layout) -> psycopg.Connection:
    return psycopg.connect(
        host=str(layout.socket_directory_in_use),
        port=PORT,
        user=ADMINISTRATOR_ROLE,
        dbname="postgres",
        connect_timeout=5,
        autocommit=True,
    )
