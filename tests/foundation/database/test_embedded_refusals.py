"""What the embedded server cannot do, it says by name and with a mend, and breaks nothing."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from umpak.foundation.database import embedded
from umpak.foundation.database.diagnosis import diagnose
from umpak.foundation.database.errors import (
    DirectoryLockedError,
    DirectoryNotWritableError,
    DiskFullError,
    EmbeddedDatabaseError,
    ForeignDirectoryError,
    OrphansAtWorkError,
    OtherVersionError,
    StartTimeoutError,
)
from umpak.foundation.database.layout import layout_of


@pytest.fixture
def unwritable(directory: Path) -> Iterator[Path]:
    """For root no file is closed, but a read-only disk is."""
    if os.geteuid() != 0:
        directory.chmod(0o500)
        yield directory
        directory.chmod(0o700)
        return
    command = ["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", directory]
    if subprocess.run(command, capture_output=True).returncode:
        pytest.skip("root cannot make a read-only disk here")
    yield directory
    subprocess.run(["umount", directory], check=True)


def test_data_of_another_version_is_left_alone(directory: Path) -> None:
    cluster = layout_of(directory).cluster
    cluster.mkdir()
    (cluster / "PG_VERSION").write_text("14\n")

    with pytest.raises(OtherVersionError, match=r"versi 14.*versi 18") as refusal:
        embedded.start(directory)

    assert "umpak db backup" in str(refusal.value)
    assert [file.name for file in cluster.iterdir()] == ["PG_VERSION"]


def test_directory_with_other_things_is_left_alone(directory: Path) -> None:
    cluster = layout_of(directory).cluster
    cluster.mkdir()
    (cluster / "laporan.xlsx").write_text("isi")

    with pytest.raises(ForeignDirectoryError, match=r"laporan\.xlsx"):
        embedded.start(directory)

    assert (cluster / "laporan.xlsx").read_text() == "isi"


def test_file_in_place_of_the_data_directory_is_named(directory: Path) -> None:
    file = directory / "var"
    file.write_text("isi")

    with pytest.raises(DirectoryNotWritableError, match="var"):
        embedded.start(file)


def test_unwritable_directory_names_the_user(unwritable: Path) -> None:
    with pytest.raises(DirectoryNotWritableError, match="tidak dapat ditulis oleh pengguna"):
        embedded.start(unwritable)


def test_full_disk_says_how_much_is_free(tiny_disk: Path) -> None:
    with pytest.raises(DiskFullError, match=r"tersisa \d+ MB"):
        embedded.start(tiny_disk)

    assert not layout_of(tiny_disk).cluster.exists()


def test_live_server_that_does_not_answer_keeps_its_directory(directory: Path) -> None:
    started = embedded.start(directory, throw_away=True)
    (started.socket_directory / ".s.PGSQL.5432").unlink()

    with pytest.raises(DirectoryLockedError, match=str(started.pid)):
        embedded.start(directory)

    assert embedded.stop(directory)
    assert embedded.start(directory).is_running


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("PANIC:  could not write to file: No space left on device", DiskFullError),
        (
            'FATAL:  lock file "postmaster.pid" already exists\n'
            'HINT:  Is another postmaster (PID 77) running in data directory "x"?',
            DirectoryLockedError,
        ),
        ("FATAL:  pre-existing shared memory block is still in use", OrphansAtWorkError),
        ('FATAL:  data directory "x" has wrong ownership', DirectoryNotWritableError),
        ("pg_ctl: server did not start in time", StartTimeoutError),
        ("FATAL:  invalid value for parameter", EmbeddedDatabaseError),
    ],
)
def test_words_of_the_server_become_a_named_error(
    directory: Path, said: str, expected: type[EmbeddedDatabaseError]
) -> None:
    layout = layout_of(directory)
    layout.cluster.mkdir()
    before = "FATAL:  an old failure: No space left on device\n"
    layout.log_file.write_text(before + said)

    error = diagnose(layout, "pg_ctl: could not start server", log_from=len(before))

    assert type(error) is expected
    assert "%(" not in str(error)
