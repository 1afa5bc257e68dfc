import pytest
from django.db import connection
from tests.foundation.imports.conftest import DISTRICT, REGENCY, THREE, VILLAGE, csv_of

from umpak.foundation.imports import bulk
from umpak.registry.territory.models import Territory


def rules_of(table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexdef FROM pg_indexes WHERE tablename = %(t)s UNION"
            " SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE conrelid = %(t)s::regclass",
            {"t": table},
        )
        return {rule for (rule,) in cursor.fetchall()}


@pytest.fixture
def few_are_many(monkeypatch):
    monkeypatch.setattr(bulk, "FEWEST_ROWS", 1)
    dropped = []
    drop = bulk._drop
    monkeypatch.setattr(bulk, "_drop", lambda parts: dropped.extend(parts) or drop(parts))
    return dropped


def test_first_load_leaves_every_index_and_rule_as_it_was(load, few_are_many):
    tables = ("territory_territory", "territory_territoryevent")
    before = [rules_of(table) for table in tables]
    assert load(THREE).new_count == 3
    assert few_are_many
    assert [rules_of(table) for table in tables] == before


def test_rows_that_break_a_rule_still_leave_nothing(load, few_are_many):
    before = rules_of("territory_territory")
    batch = load(csv_of(REGENCY, DISTRICT, VILLAGE, VILLAGE))
    assert batch.refused_count
    assert not Territory.objects.exists()
    assert rules_of("territory_territory") == before


def test_full_table_keeps_its_indexes(load, few_are_many):
    load(THREE)
    few_are_many.clear()
    load(csv_of("99.02,Kabupaten Lain,kabkota,99"))
    assert few_are_many == []
