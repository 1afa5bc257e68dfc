"""The suite runs on the server that was asked for, as a user who may not do everything."""

import os

import pytest
from django.db import connection

from umpak.foundation.database.layout import SERVER_VERSION

pytestmark = pytest.mark.both_servers


def test_server_has_the_version_that_was_asked_for(db):
    asked = os.environ.get("UMPAK_TEST_SERVER_VERSION")
    if asked is None and "test-postgres" not in connection.settings_dict["HOST"]:
        assert connection.pg_version >= 15_00_00
        return
    assert connection.pg_version // 1_00_00 == int(asked or SERVER_VERSION)


def test_tests_run_without_superuser_rights(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)
