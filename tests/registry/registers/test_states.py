"""The office's word on a register: who may give it, what it may be, and what holds without it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from tests.registry.registers.conftest import TODAY, VILLAGE

from umpak.foundation.access.choices import Role
from umpak.foundation.access.errors import NotPermitted, OutOfScope
from umpak.foundation.audit.models import AuditEntry
from umpak.registry.bumdes.models import Bumdes
from umpak.registry.registers.choices import Register, State
from umpak.registry.registers.errors import StateRefused
from umpak.registry.registers.models import RegisterState
from umpak.registry.registers.selectors import register_now
from umpak.registry.registers.services import declare_register_state


def say(by, state=State.COMPLETE, **more):
    return declare_register_state(by=by, register=Register.BUMDES, state=state, **more)


def now():
    return register_now(Register.BUMDES, "99.01")


def test_without_a_word_rows_are_taken_for_the_whole_list_and_none_for_not_kept(regency):
    assert (now().state, now().is_declared) == (State.NOT_KEPT, False)
    Bumdes.objects.create(name="Maju", village_id=VILLAGE)
    assert (now().state, now().rows, now().is_declared) == (State.COMPLETE, 1, False)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD])
def test_office_says_that_a_list_is_complete_as_of_a_day(regency, bumdes, make_user, role):
    user, day = make_user(role), dt.date(2026, 10, 31)
    word = say(user, as_of=day, reason=" dicocokkan  dengan DPMD ")
    assert (word.row_count, word.declared_by, word.as_of) == (1, user, day)
    assert word.reason == "dicocokkan dengan DPMD"
    assert (now().state, now().is_declared) == (State.COMPLETE, True)
    entry = AuditEntry.objects.get(verb="register.declare")
    assert (entry.by, entry.territory_code, entry.reason) == (user, "99.01", word.reason)
    assert entry.details == {"as_of": "2026-10-31", "rows": 1}


def test_word_given_twice_is_noted_once_and_another_one_is_kept_beside_it(officer, bumdes):
    assert say(officer) == say(officer)
    say(officer, State.FILLING)
    assert now().state == State.FILLING
    assert say(officer).row_count == 1
    assert RegisterState.objects.count() == AuditEntry.objects.filter(
        verb="register.declare"
    ).count() == 3  # fmt: skip


@pytest.mark.parametrize(
    ("role", "place", "refusal"),
    [(Role.PLANNER, "99.01", NotPermitted), (Role.OFFICER, "99.01.01", OutOfScope),
     (Role.OFFICER, "99.02", OutOfScope)],
)  # fmt: skip
def test_others_than_the_office_of_the_whole_regency_are_refused(
    regency, make_user, role, place, refusal
):
    with pytest.raises(refusal):
        say(make_user(role, place))
    assert not RegisterState.objects.exists()


def test_day_that_has_not_come_is_refused(officer):
    with pytest.raises(StateRefused, match="belum tiba"):
        say(officer, as_of=TODAY + dt.timedelta(days=1))
    assert say(officer, as_of=TODAY)


def test_register_with_rows_is_not_called_unkept(officer):
    say(officer, State.NOT_KEPT)
    Bumdes.objects.create(name="Maju", village_id=VILLAGE)
    assert now().state == State.FILLING
    with pytest.raises(StateRefused, match="1 baris"):
        say(officer, State.NOT_KEPT)


@pytest.mark.parametrize(("reason", "told"), [("x" * 501, "500"), ("a\x00b", "NUL")])
def test_reason_that_does_not_fit_is_refused(officer, reason, told):
    with pytest.raises(ValidationError, match=told):
        say(officer, reason=reason)
    assert not RegisterState.objects.exists()


def test_installation_without_a_regency_is_refused_in_words(db):
    with pytest.raises(StateRefused, match="umpak init"):
        say(None)


def test_empty_list_may_be_complete_and_the_word_outlives_its_rows_only_then(officer):
    say(officer)
    assert now().state == State.COMPLETE
    bumdes = Bumdes.objects.create(name="Maju", village_id=VILLAGE)
    say(officer)
    bumdes.delete()
    assert (now().state, now().is_declared) == (State.NOT_KEPT, False)


@pytest.mark.parametrize(
    "wrong",
    [{"register": "roads"}, {"state": "perfect"}, {"regency_id": VILLAGE},
     {"state": "not_kept", "row_count": 1}],
)  # fmt: skip
def test_database_takes_no_word_that_makes_no_sense(officer, wrong):
    right = {"regency_id": "99.01", "register": "bumdes", "state": "complete", "as_of": TODAY,
             "row_count": 0}  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterState.objects.create(**right | wrong)
    assert RegisterState.objects.create(**right).pk


def test_word_that_was_given_is_neither_changed_nor_taken_away(officer):
    word = say(officer)
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        RegisterState.objects.update(state=State.FILLING)
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        word.delete()
