import base64
import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connections

from umpak.cli.main import run
from umpak.config.checks import check_production, refuse_unsafe_production
from umpak.config.settings import DEMO_KEYS, DEMO_SECRET

GOOD_KEY = base64.b64encode(bytes(range(32))).decode()
SAFE = {
    "MODE": "production",
    "DEBUG": False,
    "SECRET_KEY": "x" * 60,
    "PERSONAL_DATA_KEYS": f"2:{GOOD_KEY},1:{GOOD_KEY}",
    "PERSONAL_DATA_HASH_KEY": GOOD_KEY,
    "ALLOWED_HOSTS": ["umpak.contoh.invalid"],
}


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({}, None),
        ({"DEBUG": True}, "umpak.E001"),
        ({"SECRET_KEY": DEMO_SECRET}, "umpak.E002"),
        ({"SECRET_KEY": ""}, "umpak.E002"),
        ({"SECRET_KEY": "pendek"}, "umpak.E002"),
        ({"PERSONAL_DATA_KEYS": ""}, "umpak.E003"),
        ({"PERSONAL_DATA_KEYS": f"1:{DEMO_KEYS['data']}"}, "umpak.E003"),
        ({"PERSONAL_DATA_KEYS": "1:bukan-kunci"}, "umpak.E003"),
        ({"PERSONAL_DATA_HASH_KEY": ""}, "umpak.E004"),
        ({"PERSONAL_DATA_HASH_KEY": DEMO_KEYS["hash"]}, "umpak.E004"),
        ({"ALLOWED_HOSTS": ["*"]}, "umpak.E005"),
    ],
)
def test_production_is_refused_for_each_unsafe_setting(settings, fault, code):
    for name, value in (SAFE | fault).items():
        setattr(settings, name, value)
    assert [error.id for error in check_production()] == ([code] if code else [])
    if code is None:
        refuse_unsafe_production()
    else:
        with pytest.raises(Exception, match="Umpak tidak dapat dijalankan"):
            refuse_unsafe_production()


@pytest.fixture
def fresh_connection(db):
    """Another connection to the test's database, closed again."""
    connection = connections.create_connection("default")
    yield connection
    connection.close()


def test_production_with_unsafe_settings_opens_no_connection_checked_or_not(
    settings, fresh_connection
):
    for name, value in (SAFE | {"PERSONAL_DATA_KEYS": ""}).items():
        setattr(settings, name, value)
    for _attempt in range(2):
        with pytest.raises(ImproperlyConfigured, match="UMPAK_PERSONAL_DATA_KEYS"):
            fresh_connection.ensure_connection()
        assert fresh_connection.connection is None
    settings.PERSONAL_DATA_KEYS = SAFE["PERSONAL_DATA_KEYS"]
    with fresh_connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@pytest.mark.parametrize("action", ["backup", "restore"])
def test_production_with_unsafe_settings_copies_no_database(settings, tmp_path, action):
    for name, value in (SAFE | {"SECRET_KEY": DEMO_SECRET}).items():
        setattr(settings, name, value)
    with pytest.raises(SystemCheckError, match="UMPAK_SECRET_KEY"):
        call_command("db", action, str(tmp_path / "salinan"))
    assert not list(tmp_path.iterdir())


def test_refusal_inside_a_command_is_a_sentence(monkeypatch, capsys):
    def refuse(_arguments):
        raise ImproperlyConfigured("Umpak tidak dapat dijalankan")

    monkeypatch.setattr("django.core.management.execute_from_command_line", refuse)
    assert run(["rules", "poverty", "berkas.csv"]) == 1
    assert capsys.readouterr().err == "Umpak tidak dapat dijalankan\n"


def test_demo_may_use_its_public_secrets(settings):
    settings.MODE = "demo"
    assert check_production() == []


def test_serving_in_production_without_keys_ends_with_a_sentence_not_a_traceback(repository):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("UMPAK_")}
    done = subprocess.run(
        [sys.executable, "-m", "umpak", "serve"],
        cwd=repository, capture_output=True, text=True, timeout=120, check=False,
        env=kept | {
            "UMPAK_MODE": "production", "DATABASE_URL": "postgresql://127.0.0.1:1/none",
            "DJANGO_SETTINGS_MODULE": "umpak.config.settings", "PYTHONPATH": "src",
        },
    )  # fmt: skip
    assert done.returncode != 0
    assert "UMPAK_SECRET_KEY" in done.stderr
    assert "Traceback" not in done.stderr
