"""The embedded server: starts, is shared, stands beside others, stops, comes back."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg

from umpak.foundation.database import embedded
from umpak.foundation.database.address import database_settings
from umpak.foundation.database.layout import layout_of

from .kinds import connect


def environ_of(directory: Path) -> dict[str, str]:
    return {"UMPAK_DATA_DIR": str(directory)}


def write_mark(directory: Path, mark: str) -> None:
    with connect(environ_of(directory)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS mark (mark text)")
        connection.execute("INSERT INTO mark VALUES (%s)", [mark])


def marks(directory: Path) -> list[str]:
    with connect(environ_of(directory)) as connection:
        return [mark for (mark,) in connection.execute("SELECT mark FROM mark ORDER BY mark")]


def setting(connection: psycopg.Connection, name: str) -> str:
    found = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
    assert found
    return str(found[0])


def test_address_is_known_before_the_server_starts(directory: Path) -> None:
    before = database_settings(environ_of(directory))

    started = embedded.ensure_started_for(environ_of(directory))

    assert started
    assert started.is_running
    assert database_settings(environ_of(directory)) == before
    with connect(environ_of(directory)) as connection:
        assert setting(connection, "fsync") == "on"
        assert setting(connection, "timezone") == "UTC"
        assert setting(connection, "listen_addresses") == ""
        assert setting(connection, "is_superuser") == "off"


def test_a_given_database_url_starts_nothing(directory: Path) -> None:
    environ = environ_of(directory) | {"DATABASE_URL": "postgresql://umpak@db.invalid/umpak"}

    assert embedded.ensure_started_for(environ) is None

    assert list(directory.iterdir()) == []


def test_second_process_uses_the_running_server(running: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from umpak.foundation.database import embedded; "
        "print(embedded.start(Path(sys.argv[1])).pid)"
    )
    source = Path(embedded.__file__).parents[3]

    said = subprocess.run(
        [sys.executable, "-c", program, running],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(source)},
    ).stdout

    assert int(said) == embedded.status(running).pid


def test_two_installations_stand_side_by_side(running: Path, directory: Path) -> None:
    embedded.start(directory, throw_away=True)
    write_mark(running, "left")
    write_mark(directory, "right")

    assert marks(directory) == ["right"]
    assert embedded.stop(directory)
    assert "left" in marks(running)


def test_stopped_server_keeps_its_rows(directory: Path) -> None:
    embedded.start(directory, throw_away=True)
    write_mark(directory, "kept")

    assert embedded.stop(directory)
    assert not embedded.status(directory).is_running
    assert not embedded.stop(directory)

    embedded.start(directory)
    assert marks(directory) == ["kept"]


def test_killed_server_recovers_by_itself(directory: Path) -> None:
    first = embedded.start(directory)
    write_mark(directory, "survives")
    assert first.pid
    os.kill(first.pid, signal.SIGKILL)

    second = embedded.start(directory)

    assert second.pid != first.pid
    assert marks(directory) == ["survives"]


def test_stranger_with_the_number_of_the_dead_server_is_no_hindrance(directory: Path) -> None:
    first = embedded.start(directory, throw_away=True)
    assert first.pid
    pid_file = layout_of(directory).cluster / "postmaster.pid"
    os.kill(first.pid, signal.SIGKILL)
    text = pid_file.read_text()
    pid_file.write_text(text.replace(str(first.pid), str(os.getpid()), 1))

    assert not embedded.stop(directory)

    assert embedded.start(directory).is_running


def test_interrupted_making_is_begun_anew(directory: Path) -> None:
    half = layout_of(directory).unfinished_cluster
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")

    assert embedded.start(directory, throw_away=True).is_running
    assert not half.exists()


def test_long_path_with_spaces_gets_a_private_socket_elsewhere(
    new_directory: Callable[[], Path],
) -> None:
    deep = new_directory() / "kantor dinas koperasi, lantai 2" / ("x" * 100)

    started = embedded.start(deep, throw_away=True)

    try:
        assert started.socket_directory != layout_of(deep).cluster
        assert stat.S_IMODE(started.socket_directory.stat().st_mode) == 0o700
        write_mark(deep, "deep")
        assert marks(deep) == ["deep"]
    finally:
        embedded.stop(deep)
        started.socket_directory.rmdir()
