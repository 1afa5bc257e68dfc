"""A backup puts back everything, on either kind of server, or it changes nothing."""

import stat
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from umpak.foundation.database.backup import backup, restore
from umpak.foundation.database.clients import clients_for_reading
from umpak.foundation.database.errors import (
    BackupError,
    DatabaseNotEmptyError,
    NotABackupError,
    RestoreError,
    UnreachableError,
)
from umpak.foundation.database.script import load_archive
from umpak.foundation.database.server import server_of

from .contents import contents, fill, names, schema
from .kinds import ServerKind, connect, environ_of

KINDS = ("embedded", "postgresql 15")

pytestmark = pytest.mark.xdist_group("backup")  # one start of each server, not one a worker

Kinds = Callable[[str], ServerKind]


@pytest.fixture
def filled(kinds: Kinds) -> dict[str, str]:
    """The embedded database with the small schema in it."""
    environ = kinds("embedded").emptied()
    fill(environ)
    return environ


def stuff(file: Path) -> None:
    """Write until the disk takes no more."""
    with file.open("wb", 0) as stuffing:
        while True:
            stuffing.write(bytes(4096))


@pytest.mark.parametrize("target", KINDS)
@pytest.mark.parametrize("source", KINDS)
def test_restored_database_is_the_same(
    kinds: Kinds, tmp_path: Path, source: str, target: str
) -> None:
    file = tmp_path / "umpak.cadangan"
    fill(kinds(source).emptied())
    before = contents(kinds(source).environ)
    said: list[str] = []

    made = backup(file, kinds(source).environ, progress=said.append)
    restored = restore(file, kinds(target).emptied(), progress=said.append)

    assert contents(kinds(target).environ) == before
    assert made.size_bytes == file.stat().st_size
    assert made.tables == restored.tables == 4
    assert said[0] == "Mencadangkan 4 tabel …"


@pytest.mark.parametrize("kind", KINDS)
def test_restored_database_still_guards_its_rows(kinds: Kinds, tmp_path: Path, kind: str) -> None:
    environ = kinds(kind).emptied()
    fill(environ)
    backup(tmp_path / "b", environ)
    restore(tmp_path / "b", environ, replace=True)

    with connect(environ) as connection:
        row = connection.execute("INSERT INTO cooperative (name) VALUES ('d') RETURNING id")
        assert row.fetchone() == (4,)
        with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
            connection.execute("UPDATE entry SET amount = 0")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO cooperative (name) VALUES ('KOPDES SUKAMAJU')")


def test_backup_is_closed_to_other_users_and_leaves_nothing_beside_it(
    filled: dict[str, str], tmp_path: Path
) -> None:
    backup(tmp_path / "umpak.cadangan", filled)

    assert [file.name for file in tmp_path.iterdir()] == ["umpak.cadangan"]
    assert stat.S_IMODE((tmp_path / "umpak.cadangan").stat().st_mode) == 0o600


def test_failing_backup_keeps_the_former_file(tmp_path: Path) -> None:
    file = tmp_path / "umpak.cadangan"
    file.write_bytes(b"former")

    with pytest.raises(UnreachableError, match="DATABASE_URL"):
        backup(file, {"DATABASE_URL": f"postgresql://umpak@/umpak?host={tmp_path}"})

    assert file.read_bytes() == b"former"
    assert list(tmp_path.iterdir()) == [file]


def test_backup_onto_a_full_disk_says_so_and_keeps_the_former_file(
    filled: dict[str, str], tiny_disk: Path
) -> None:
    file = tiny_disk / "umpak.cadangan"
    backup(file, filled)
    before = file.read_bytes()
    with pytest.raises(OSError, match="No space"):
        stuff(tiny_disk / "isi")

    with pytest.raises(BackupError, match="No space left on device"):
        backup(file, filled)

    assert file.read_bytes() == before
    assert sorted(one.name for one in tiny_disk.iterdir()) == ["isi", "umpak.cadangan"]


@pytest.mark.parametrize("target", KINDS)
def test_whole_schema_of_umpak_comes_back_with_its_triggers_and_rules(
    db: None, kinds: Kinds, tmp_path: Path, target: str
) -> None:
    """The database that the suite runs on, as the migrations made it."""
    source = environ_of(connection.settings_dict)
    backup(tmp_path / "umpak.cadangan", source)
    restored = restore(tmp_path / "umpak.cadangan", kinds(target).emptied())

    there = schema(kinds(target).environ)
    assert there == schema(source)
    assert {kind for kind, *_rest in there} == {"table", "column", "trigger", "constraint", "index"}
    assert restored.tables > 50


def test_backup_into_a_missing_folder_is_refused(filled: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="No such file"):
        backup(tmp_path / "tidak-ada" / "umpak.cadangan", filled)


def test_filled_database_is_replaced_only_when_asked(
    filled: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "umpak.cadangan"
    backup(file, filled)
    before = contents(filled)
    made = names(filled)
    with connect(filled) as connection:
        connection.execute("DROP VIEW total; ALTER TABLE cooperative ADD later int")
        connection.execute("CREATE SCHEMA later; CREATE TABLE later.one (id int)")
        connection.execute("CREATE TABLE newer (id serial); CREATE TYPE pair AS (a int, b int)")
        connection.execute("CREATE MATERIALIZED VIEW heap AS SELECT 1 AS one")
        connection.execute("CREATE FUNCTION twice(newer) RETURNS int RETURN 2")

    with pytest.raises(DatabaseNotEmptyError, match="--replace"):
        restore(file, filled)
    assert names(filled) > made - {"total", "_total"}

    restore(file, filled, replace=True)
    assert contents(filled) == before
    assert names(filled) == made


@pytest.mark.parametrize("kind", KINDS)
def test_restore_that_fails_halfway_changes_nothing(
    kinds: Kinds, tmp_path: Path, kind: str
) -> None:
    """The rows of `guarded` are refused on the way back, when most has been restored."""
    file = tmp_path / "umpak.cadangan"
    environ = kinds(kind).emptied()
    fill(environ)
    with connect(environ) as connection:
        connection.execute("SET umpak.open = 'yes'")
        connection.execute(
            "CREATE TABLE guarded"
            " (x int CHECK (current_setting('umpak.open', true) IS NOT DISTINCT FROM 'yes'))"
        )
        connection.execute("INSERT INTO guarded VALUES (1)")
        backup(file, environ)
        connection.execute("DROP TABLE guarded")
    before = contents(environ)

    with pytest.raises(RestoreError, match="guarded"):
        restore(file, environ, replace=True)

    assert contents(environ) == before


def test_half_a_file_is_never_committed_even_unchecked(
    filled: dict[str, str], kinds: Kinds, tmp_path: Path
) -> None:
    """As if the disk broke between the check of the file and its loading."""
    file = tmp_path / "umpak.cadangan"
    backup(file, filled)
    file.write_bytes(file.read_bytes()[:-100])
    server = server_of(kinds("embedded").emptied())
    newest = clients_for_reading()

    failure = load_archive(archive=file, reader=newest, loader=newest, server=server, before=b"")

    assert "pg_restore" in failure
    assert server_of(filled).tables == 0


@pytest.mark.parametrize("harm", ["text", "half", "absent"])
def test_file_that_is_no_whole_backup_is_refused(
    filled: dict[str, str], tmp_path: Path, harm: str
) -> None:
    file = tmp_path / "umpak.cadangan"
    backup(file, filled)
    before = contents(filled)
    if harm == "text":
        file.write_text("nama,desa\n")
    elif harm == "half":
        file.write_bytes(file.read_bytes()[: file.stat().st_size * 2 // 3])
    else:
        file.unlink()

    with pytest.raises(NotABackupError, match=r"bukan cadangan Umpak yang utuh"):
        restore(file, filled, replace=True)

    assert contents(filled) == before
