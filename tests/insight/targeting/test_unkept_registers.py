"""What the office never recorded is unknown to a run; its first record makes "none here" a fact."""

import datetime as dt

import pytest
from tests.insight.targeting.conftest import AS_OF, VILLAGES

from umpak.insight.targeting.services import carry_out, replay_run, request_run
from umpak.registry.bumdes.models import Bumdes
from umpak.registry.cooperatives.models import Cooperative, CooperativeYear
from umpak.registry.people.models import DesilRecord, Household

pytestmark = pytest.mark.django_db(transaction=True)


def run_now(as_of=AS_OF):
    return carry_out(request_run(by=None, as_of=as_of))


def forget_cooperatives():
    CooperativeYear.objects.all().delete()
    Cooperative.objects.all().delete()


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


def test_with_one_cooperative_on_record_none_elsewhere_is_a_fact(regency):
    forget_cooperatives()
    Cooperative.objects.create(
        name="Tutup", name_key="tutup", kind="consumer", village_id=VILLAGES[0],
        legal_status="legal", founded_on=dt.date(2010, 1, 1), registered_on=dt.date(2010, 1, 1),
        closed_on=dt.date(2020, 1, 1), closing_reason="dibubarkan anggota",
    )  # fmt: skip
    run = run_now()
    assert run.places.get(code=VILLAGES[0]).measures["cooperatives"] == 0
    assert "FRM-01" in rules_at(run, VILLAGES[5])
    assert "FRM-07" not in rules_at(run, VILLAGES[5])
    assert "FRM-01" not in run.silent_rules


def test_other_registers_wait_for_their_first_row_too(regency):
    before = run_now()
    assert {"enterprises", "bumdes", "composite"}.isdisjoint(
        before.places.get(code=VILLAGES[0]).measures
    )
    assert "bumdes" in str(before.silent_rules)
    Bumdes.objects.create(name="Maju", village_id=VILLAGES[1])
    counts = [run_now().places.get(code=code).measures["bumdes"] for code in VILLAGES[:2]]
    assert counts == [0, 1]


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
        before.setattr("umpak.foundation.snapshot.writer._is_kept", lambda *_: True)
        run = run_now()
    assert run.places.get(code=VILLAGES[5]).measures["cooperatives"] == 0
    assert "FRM-01" in rules_at(run, VILLAGES[5])
    found = replay_run(run)
    assert (found.is_same, found.changed) == (True, [])


def test_run_over_unkept_registers_is_replayed_though_they_are_filled_by_now(regency):
    forget_cooperatives()
    run = run_now()
    Cooperative.objects.create(
        name="Baru", name_key="baru", kind="consumer", village_id=VILLAGES[0],
        legal_status="legal", founded_on=dt.date(2010, 1, 1), registered_on=dt.date(2010, 1, 1),
    )  # fmt: skip
    found = replay_run(run)
    assert (found.is_same, found.changed) == (True, [])
