import pytest
from django.db import OperationalError
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.both_servers


def test_alive_asks_nothing_of_the_database(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/sehat/").json() == {"status": "ok"}


def test_ready_when_the_schema_is_the_program_s_own(client, db):
    assert client.get("/siap/").status_code == 200


def test_not_ready_while_migrations_wait(client, db, monkeypatch):
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: ["satu"])
    answer = client.get("/siap/")
    assert (answer.status_code, answer.json()["migrations"]) == (503, 1)


def test_not_ready_without_the_database(client, db, monkeypatch):
    def fail(*_):
        raise OperationalError

    monkeypatch.setattr(MigrationExecutor, "__init__", fail)
    assert client.get("/siap/").status_code == 503
