import base64
import os
import subprocess
import sys

import pytest

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
