import base64

import pytest
from django.core.management import call_command
from django.db import connection

from tests.registry.people.conftest import CARD, OTHER_CARD
from umpak.foundation.personal_data import cipher, rotation
from umpak.registry.people.models import Household
from umpak.registry.people.selectors import household_with_number

pytestmark = pytest.mark.both_servers

NEW_KEY = "7:" + base64.b64encode(b"n" * 32).decode()


@pytest.fixture
def families(make_household):
    return make_household(family_card=CARD, phone="081200000000"), make_household(
        family_card=OTHER_CARD
    )


def key_numbers(table: str) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT get_byte(family_card, 0) FROM {table}")  # noqa: S608
        return {number for (number,) in cursor.fetchall()}


def test_all_identities_lie_under_the_new_key_and_read_the_same(officer, families, settings):
    old = settings.PERSONAL_DATA_KEYS
    settings.PERSONAL_DATA_KEYS = f"{NEW_KEY},{old}"
    events = families[0].history.count()
    call_command("keys", "rotate")
    assert key_numbers("people_household") == key_numbers("people_householdevent") == {7}
    settings.PERSONAL_DATA_KEYS = NEW_KEY
    assert {row.family_card for row in Household.objects.all()} == {CARD, OTHER_CARD}
    assert household_with_number(officer, CARD) == families[0]
    assert families[0].history.count() == events


def test_rotation_that_broke_off_goes_on_where_it_stopped(families, settings, monkeypatch):
    monkeypatch.setattr(rotation, "BATCH_ROWS", 1)
    settings.PERSONAL_DATA_KEYS = f"{NEW_KEY},{settings.PERSONAL_DATA_KEYS}"
    rewrite, calls = rotation._rewrite, []

    def break_off(column, batch):
        calls.append(column)
        if len(calls) == 2:
            raise KeyboardInterrupt
        rewrite(column, batch)

    monkeypatch.setattr(rotation, "_rewrite", break_off)
    with pytest.raises(KeyboardInterrupt):
        rotation.rotate(lambda *_: None)
    monkeypatch.setattr(rotation, "_rewrite", rewrite)
    left = sum(map(rotation.waiting, rotation.sealed_columns()))
    assert left > 0
    assert rotation.rotate(lambda *_: None) == left
    assert sum(map(rotation.waiting, rotation.sealed_columns())) == 0


def test_history_stays_append_only_for_everybody_else(families):
    from django.db import DatabaseError, transaction

    with pytest.raises(DatabaseError), transaction.atomic():
        families[0].history.update(head_name="x")


def test_new_key_is_only_printed(families, capsys, settings):
    before = settings.PERSONAL_DATA_KEYS
    call_command("keys", "rotate", "--new-key")
    printed = capsys.readouterr().out.strip().partition("=")[2]
    assert printed.endswith(f",{before}")
    assert before == settings.PERSONAL_DATA_KEYS
    settings.PERSONAL_DATA_KEYS = printed
    assert cipher.current_key_number() not in key_numbers("people_household")
