"""The address comes from DATABASE_URL, else from the data directory."""

from pathlib import Path

import pytest

from umpak.foundation.database.address import database_settings, embedded_url
from umpak.foundation.database.errors import AddressError
from umpak.foundation.database.layout import layout_of


def test_server_of_the_url_is_used() -> None:
    url = "postgresql://umpak:r%40hasia@db.example:5433/kabupaten?sslmode=require"

    settings = database_settings({"DATABASE_URL": url, "UMPAK_DATA_DIR": "/elsewhere"})

    assert settings == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "kabupaten",
        "USER": "umpak",
        "PASSWORD": "r@hasia",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://umpak@/umpak?host=/run/basis%20data",
        "postgres://umpak@%2Frun%2Fbasis%20data/umpak",
    ],
)
def test_socket_of_the_url_becomes_the_host(url: str) -> None:
    settings = database_settings({"DATABASE_URL": url})

    assert (settings["HOST"], settings["OPTIONS"]) == ("/run/basis data", {})


def test_embedded_server_has_the_same_address_in_both_forms() -> None:
    layout = layout_of(Path("/srv/umpak ngawi"))

    by_url = database_settings({"DATABASE_URL": embedded_url(layout)})

    assert by_url == database_settings({"UMPAK_DATA_DIR": "/srv/umpak ngawi"})


def test_data_directory_is_var_unless_named() -> None:
    assert database_settings({})["HOST"] == str(Path.cwd() / "var" / "postgres")


@pytest.mark.parametrize(
    "url", ["sqlite:///x.db", "mysql://u:sandi@h/d", "umpak", "postgresql://h"]
)
def test_address_of_no_postgresql_database_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(AddressError, match="DATABASE_URL") as refusal:
        database_settings({"DATABASE_URL": url})

    assert "u:sandi" not in str(refusal.value)
