"""Turns an archive into a script that the server understands, and runs it in one transaction."""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from shutil import copyfileobj
from typing import IO

from umpak.foundation.database.clients import Clients
from umpak.foundation.database.server import Server

SETTING = re.compile(rb"SET (\w+) = ")
LONGEST_DETAIL_CHARACTERS = 500


def load_archive(
    *, archive: Path, reader: Clients, loader: Clients, server: Server, before: bytes
) -> str:
    """Loads the archive after the commands of `before`; the reason if it failed, else nothing.

    pg_restore cannot do it alone: a new one reads all files but names settings that an older
    server does not know, an old one does not read new files. psql runs what it writes. Should
    pg_restore fail halfway, psql is killed, so that it cannot commit the half.
    """
    with tempfile.TemporaryFile() as said:
        reading = subprocess.Popen(  # noqa: S603 - PostgreSQL's own program
            [reader.program("pg_restore"), "--no-owner", "--no-privileges", "--file=-", archive],
            stdout=subprocess.PIPE,
            stderr=said,
            env=_environment(),
        )
        loading = subprocess.Popen(  # noqa: S603 - PostgreSQL's own program
            [
                loader.program("psql"), "--no-psqlrc", "--quiet", "--no-password",
                "--single-transaction", "--set=ON_ERROR_STOP=1", "--file=-",
                f"--dbname={server.conninfo}",
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=said,
            env=_environment(server.password),
        )  # fmt: skip
        with reading, loading:
            return_code = _pump(reading, loading, before=before, known=server.settings)
        said.seek(0)
        text = said.read().decode("utf-8", "replace")
    return shortened(text) or f"psql {return_code}" if return_code else ""


def run_client(command: Sequence[str], *, password: str = "") -> tuple[int, str]:
    """Return code and error output of a client program."""
    finished = subprocess.run(  # noqa: S603 - PostgreSQL's own program
        command, check=False, capture_output=True, env=_environment(password)
    )
    return finished.returncode, finished.stderr.decode("utf-8", "replace")


def shortened(said: str) -> str:
    return " ".join(said.split())[:LONGEST_DETAIL_CHARACTERS]


def known_preamble(preamble: Iterable[bytes], known: frozenset[str]) -> Iterator[bytes]:
    """Leaves out settings that the server does not know (transaction_timeout is new in 17)."""
    for line in preamble:
        setting = SETTING.match(line)
        if setting is None or setting.group(1).decode() in known:
            yield line


def _pump(
    reading: subprocess.Popen[bytes],
    loading: subprocess.Popen[bytes],
    *,
    before: bytes,
    known: frozenset[str],
) -> int:
    if reading.stdout is None or loading.stdin is None:
        raise AssertionError("both programs were started with pipes")
    try:
        loading.stdin.write(before)
        loading.stdin.writelines(known_preamble(_preamble(reading.stdout), known))
        copyfileobj(reading.stdout, loading.stdin, 1024 * 1024)
        if reading.wait():
            loading.kill()
        loading.stdin.close()
    except BrokenPipeError:  # psql stopped at an error and has said which
        reading.kill()
        with suppress(BrokenPipeError):
            loading.stdin.close()
    return loading.wait() or reading.wait()


def _preamble(script: IO[bytes]) -> Iterator[bytes]:
    """The lines before the first object; later ones may be data and are not looked at."""
    for line in script:
        yield line
        if line.startswith(b"-- Name: "):
            return


def _environment(password: str = "") -> dict[str, str]:
    """As ours, which may name certificates for libpq, but with English messages and UTF-8."""
    own = {"LC_ALL": "C", "PGCLIENTENCODING": "UTF8"}
    return dict(os.environ) | own | ({"PGPASSWORD": password} if password else {})
