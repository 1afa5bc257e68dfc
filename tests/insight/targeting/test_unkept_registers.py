"""What the office never recorded is unknown to a run; "none here" is a fact of complete lists."""

import datetime as dt

import pytest
from tests.insight.targeting.conftest import AS_OF, VILLAGES

from umpak.foundation.snapshot.writer import _State
from umpak.insight.targeting.services import carry_out, replay_run, request_run
from umpak.registry.bumdes.models import Bumdes
from umpak.registry.cooperatives.models import Cooperative, CooperativeYear
from umpak.registry.people.models import DesilRecord, Household
from umpak.registry.registers.choices import Register, State
from umpak.registry.registers.services import declare_register_state

pytestmark = pytest.mark.django_db(transaction=True)


def run_now(as_of=AS_OF):
    return carry_out(request_run(by=None, as_of=as_of))


def forget_cooperatives():
    CooperativeYear.objects.all().delete()
    Cooperative.objects.all().delete()


def add_cooperative(village, **more):
    return Cooperative.objects.create(
        name="Baru", name_key="baru", kind="consumer", village_id=village, legal_status="legal",
        founded_on=dt.date(2010, 1, 1), registered_on=dt.date(2010, 1, 1), **more,
    )  # fmt: skip


def say(register, state, **more):
    return declare_register_state(by=None, register=register, state=state, **more)


def rules_at(run, code):
    return set(run.lines.filter(place_code=code).values_list("rule_code", flat=True))


def test_without_a_single_cooperative_the_plan_asks_to_take_stock_first(regency):
    forget_cooperatives()
    run = run_now()
    poorest = run.places.get(code=VILLAGES[5]).measures
    assert "cooperatives" not in poorest
    assert "low_families_in_reach" not in poorest
    assert (poorest["low_share"], poorest["is_cooperative_register_kept"]) == (0.5, False)
    assert "cooperatives" in run.silent_rules["FRM-01"]
    asked = set(run.lines.filter(rule_code="FRM-07").values_list("place_code", flat=True))
    assert asked == set(VILLAGES[2:])  # two of ten families or more are poor there
    assert not run.places.exclude(quadrant="").exists()


def test_with_one_cooperative_typed_the_other_villages_stay_unknown_until_the_list_is_complete(
    regency,
):
    forget_cooperatives()
    add_cooperative(VILLAGES[4])
    say(Register.COOPERATIVES, State.FILLING)
    half = run_now()
    there, elsewhere = (half.places.get(code=code).measures for code in (VILLAGES[4], VILLAGES[5]))
    assert (there["cooperatives"], there["is_cooperative_register_kept"]) == (1, True)
    assert (elsewhere["cooperatives"], elsewhere["is_cooperative_register_kept"]) == (None, False)
    assert {one.get("low_families_in_reach") for one in (there, elsewhere)} == {None}
    assert "FRM-07" in rules_at(half, VILLAGES[5]) - rules_at(half, VILLAGES[4])
    assert not half.lines.filter(rule_code="FRM-01").exists()

    say(Register.COOPERATIVES, State.COMPLETE)
    whole = run_now()
    assert whole.places.get(code=VILLAGES[5]).measures["cooperatives"] == 0
    assert "FRM-01" in rules_at(whole, VILLAGES[5])
    assert not whole.lines.filter(rule_code="FRM-07").exists()
    assert "FRM-01" not in whole.silent_rules

    say(Register.COOPERATIVES, State.FILLING)
    assert not run_now().lines.filter(rule_code="FRM-01").exists()


def test_closed_cooperative_in_a_complete_list_leaves_its_village_with_none(regency):
    forget_cooperatives()
    add_cooperative(VILLAGES[0], closed_on=dt.date(2020, 1, 1), closing_reason="dibubarkan anggota")
    say(Register.COOPERATIVES, State.COMPLETE)
    assert run_now().places.get(code=VILLAGES[0]).measures["cooperatives"] == 0


def test_office_that_truly_has_no_cooperative_says_so_and_is_asked_no_more(regency):
    forget_cooperatives()
    say(Register.COOPERATIVES, State.COMPLETE)
    run = run_now()
    assert run.places.get(code=VILLAGES[5]).measures["cooperatives"] == 0
    assert "FRM-01" in rules_at(run, VILLAGES[5])
    assert not run.lines.filter(rule_code="FRM-07").exists()


def test_word_on_a_list_whose_rows_are_gone_holds_no_more(regency):
    say(Register.COOPERATIVES, State.COMPLETE)
    forget_cooperatives()
    run = run_now()
    assert "cooperatives" not in run.places.get(code=VILLAGES[5]).measures
    assert "FRM-07" in rules_at(run, VILLAGES[5])


def test_other_registers_follow_the_word_too(regency):
    before = run_now()
    assert {"enterprises", "bumdes", "composite"}.isdisjoint(
        before.places.get(code=VILLAGES[0]).measures
    )
    assert "bumdes" in str(before.silent_rules)
    Bumdes.objects.create(name="Maju", village_id=VILLAGES[1])

    def counts():
        places = run_now().places
        return [places.get(code=code).measures["bumdes"] for code in VILLAGES[:2]]

    assert counts() == [0, 1]
    say(Register.BUMDES, State.FILLING)
    assert counts() == [None, 1]


def test_without_families_nobody_is_poor_is_not_said(regency):
    DesilRecord.objects.all().delete()
    Household.objects.all().delete()
    run = run_now()
    assert run.status == "done"
    found = run.places.get(code=VILLAGES[5]).measures
    assert {"families", "low_families", "low_share"}.isdisjoint(found)
    assert found["cooperatives"] == 1
    assert not run.lines.filter(families__gt=0).exists()


def test_run_that_took_an_empty_register_as_a_fact_is_replayed_as_it_was(regency, monkeypatch):
    """As the program did before it told the two apart: its snapshots hold tables without rows."""
    forget_cooperatives()
    with monkeypatch.context() as before:
        before.setattr("umpak.foundation.snapshot.writer._state", lambda *_: _State.WHOLE)
        run = run_now()
    assert run.places.get(code=VILLAGES[5]).measures["cooperatives"] == 0
    assert "FRM-01" in rules_at(run, VILLAGES[5])
    found = replay_run(run)
    assert (found.is_same, found.changed) == (True, [])


def test_run_over_unkept_registers_is_replayed_though_they_are_filled_by_now(regency):
    forget_cooperatives()
    run = run_now()
    add_cooperative(VILLAGES[0])
    found = replay_run(run)
    assert (found.is_same, found.changed) == (True, [])


def test_run_over_half_a_register_is_replayed_though_it_is_complete_by_now(regency):
    say(Register.COOPERATIVES, State.FILLING)
    run = run_now()
    say(Register.COOPERATIVES, State.COMPLETE)
    found = replay_run(run)
    assert (found.is_same, found.changed) == (True, [])
    assert run_now().data_fingerprint != run.data_fingerprint
