"""Which client programs are taken, when a machine has several."""

from pathlib import Path

import pytest

from umpak.foundation.database import clients
from umpak.foundation.database.clients import (
    Clients,
    clients_for_dump,
    clients_for_loading,
    clients_for_reading,
    installed_clients,
)
from umpak.foundation.database.errors import ClientMissingError


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL 15 and 17 of the machine, and the wheel's 18 without encryption."""
    found = [
        Clients(directory=Path("15"), version=15, can_encrypt=True),
        Clients(directory=Path("17"), version=17, can_encrypt=True),
        Clients(directory=Path("wheel"), version=18, can_encrypt=False),
    ]
    monkeypatch.setattr(clients, "installed_clients", lambda: found)


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("server_version", "encrypted", "expected"),
    [(15, True, "15"), (16, False, "17"), (17, False, "17"), (18, False, "wheel")],
)
def test_dump_takes_the_servers_version_or_the_next(
    server_version: int, encrypted: bool, expected: str
) -> None:
    found = clients_for_dump(server_version=server_version, encrypted=encrypted)

    assert found.directory == Path(expected)


@pytest.mark.usefixtures("installed")
def test_encryption_is_never_given_up() -> None:
    assert clients_for_reading().version == 18
    assert clients_for_loading(server_version=18, encrypted=False).version == 18
    assert clients_for_loading(server_version=18, encrypted=True).version == 17
    with pytest.raises(ClientMissingError, match="PostgreSQL 18"):
        clients_for_dump(server_version=18, encrypted=True)


def test_wheel_is_always_there() -> None:
    assert (installed_clients()[-1].version, installed_clients()[-1].can_encrypt) == (18, False)
    assert Path(installed_clients()[-1].program("psql")).exists()
