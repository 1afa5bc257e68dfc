"""Backs a whole database up into one file, and puts such a file back: all of it or nothing."""

import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from umpak.foundation.database.clients import (
    clients_for_dump,
    clients_for_loading,
    clients_for_reading,
)
from umpak.foundation.database.embedded import ensure_started_for
from umpak.foundation.database.errors import (
    BackupError,
    DatabaseNotEmptyError,
    NotABackupError,
    RestoreError,
)
from umpak.foundation.database.script import load_archive, run_client, shortened
from umpak.foundation.database.server import Server, server_of
from umpak.foundation.database.wording import gettext_noop, silent, worded

MAGIC = b"PGDMP"  # the first bytes of pg_dump's custom format
OWN_EYES_ONLY = 0o600  # a backup holds personal data

Progress = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class BackupMade:
    """A finished backup."""

    file: Path
    size_bytes: int
    tables: int


@dataclass(frozen=True, kw_only=True)
class BackupRestored:
    """A database that now holds what the file held."""

    database: str
    tables: int


def backup(file: Path, environ: Mapping[str, str], *, progress: Progress = silent) -> BackupMade:
    """Writes the database to the file once it is complete and has been read back whole."""
    ensure_started_for(environ, progress=progress)
    server = server_of(environ)
    progress(worded(gettext_noop("Mencadangkan %(tables)s tabel …"), tables=server.tables))
    unfinished = _unfinished_beside(file)
    try:
        _dump(server, unfinished, file)
        progress(worded(gettext_noop("Memeriksa cadangan …")))
        _check_whole(unfinished)
        unfinished.replace(file)
    except NotABackupError as error:
        raise BackupError(file=file, detail=error.facts["detail"]) from error
    except OSError as error:
        raise BackupError(file=file, detail=error.strerror) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return BackupMade(file=file, size_bytes=file.stat().st_size, tables=server.tables)


def restore(
    file: Path,
    environ: Mapping[str, str],
    *,
    replace: bool = False,
    progress: Progress = silent,
) -> BackupRestored:
    """Fills the database from the file, in one transaction.

    Refuses a file that is no whole backup, and a database with tables unless `replace` is given.
    """
    progress(worded(gettext_noop("Memeriksa cadangan …")))
    _check_whole(file)
    ensure_started_for(environ, progress=progress)
    server = server_of(environ)
    if server.tables and not replace:
        raise DatabaseNotEmptyError(file=file, database=server.name, tables=server.tables)
    progress(worded(gettext_noop("Memulihkan %(database)s …"), database=server.name))
    loader = clients_for_loading(server_version=server.version, encrypted=server.is_encrypted)
    emptying = resources.files(__package__).joinpath("sql", "empty_database.sql").read_bytes()
    failure = load_archive(
        archive=file,
        reader=clients_for_reading(),
        loader=loader,
        server=server,
        before=emptying if replace else b"",
    )
    if failure:
        raise RestoreError(file=file, detail=failure)
    server.analyze()
    return BackupRestored(database=server.name, tables=server_of(environ).tables)


def _unfinished_beside(file: Path) -> Path:
    """In the same directory, so that the last step is a mere renaming."""
    try:
        descriptor, name = tempfile.mkstemp(
            dir=file.resolve().parent, prefix=f".{file.name}.", suffix=".part"
        )
    except OSError as error:
        raise BackupError(file=file, detail=error.strerror) from error
    os.fchmod(descriptor, OWN_EYES_ONLY)
    os.close(descriptor)
    return Path(name)


def _dump(server: Server, unfinished: Path, file: Path) -> None:
    clients = clients_for_dump(server_version=server.version, encrypted=server.is_encrypted)
    return_code, said = run_client(
        [
            clients.program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges",
            "--no-password", f"--file={unfinished}", f"--dbname={server.administrator_conninfo}",
        ],
        password=server.password,
    )  # fmt: skip
    if return_code:
        raise BackupError(file=file, detail=shortened(said))


def _check_whole(file: Path) -> None:
    """Reads the whole file as pg_restore would, without a database."""
    try:
        with file.open("rb") as archive:
            if archive.read(len(MAGIC)) != MAGIC:
                raise NotABackupError(file=file, detail="format")
    except OSError as error:
        raise NotABackupError(file=file, detail=error.strerror) from error
    program = clients_for_reading().program("pg_restore")
    return_code, said = run_client([program, f"--file={os.devnull}", str(file)])
    if return_code:
        raise NotABackupError(file=file, detail=shortened(said))
