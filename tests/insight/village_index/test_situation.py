from decimal import Decimal

import pytest

from tests.insight.village_index.conftest import COMPOSITES, raw_file
from umpak.foundation.access.choices import Role
from umpak.foundation.audit.models import AuditEntry
from umpak.insight.village_index import selectors, services
from umpak.insight.village_index.models import IndexRecord
from umpak.insight.village_index.situation import situation_of
from umpak.rules.problems import Problem

ONE, TWO = "99.01.01.2001", "99.01.01.2002"
# All 5 but for what is named: N = 12·S_IKS + 35·S_IKE + 140·S_IKL.
NEAR = {"IKE09": 3, "IKE01": 1, "IKE02": 1, "IKE03": 1, "IKE05": 0, "IKE07": 0, "IKS31": 1,
        "IKL01": 3, "IKL02": 4}  # fmt: skip


@pytest.fixture
def raw(territories, load_index):
    load_index(raw_file([("9901012001", 2024, NEAR, {}), ("9901012002", 2024, {"IKE09": 1}, {})]))
    return IndexRecord.objects.get(village=ONE)


def test_levers_give_gain_office_and_what_closes_the_gap(raw):
    situation = situation_of(raw)
    assert raw.points == 12 * 171 + 35 * 36 + 140 * 12
    assert (raw.status, raw.gap_points) == ("MAJU", 5138 - raw.points)
    lever = next(one for one in situation.best_levers if one.code == "IKE09")
    assert (lever.from_score, lever.to_score, lever.gain_points) == (3, 5, 70)
    assert lever.office == "DISPERINDAKOP UKM"
    assert situation.best_levers[0].is_cooperative_lever
    assert not situation.closes_gap(lever)


def test_cheapest_step_follows_the_costs_that_are_given(raw):
    situation = situation_of(raw)
    cheap = situation.cheapest({"IKE09": Decimal(1), "IKL01": Decimal(1000)})
    assert cheap is not None
    assert [(one.code, one.to_score) for one in cheap.levers] == [("IKE09", 5), ("IKL01", 4)]
    assert (cheap.cost, cheap.gain_points) == (1002, 210)
    assert situation.cheapest({"IKE09": Decimal(1)}) is None


def test_what_if_settles_a_score_that_cannot_be_reached(raw):
    found = situation_of(raw).what_if({"IKE09": 4, "IKL01": 5})
    assert found is not None
    assert found.after.points == found.before.points + 280
    assert situation_of(raw).what_if({"IKE09": 5}).after.points == raw.points + 70


def test_composites_borrow_the_scores_of_the_same_year(raw, load_index):
    load_index(COMPOSITES)
    current = IndexRecord.objects.get(village=ONE, is_current=True)
    assert current.scores is None
    assert situation_of(current).scores["IKE09"] == 3


def test_which_villages_move_up_when_one_lever_is_raised_everywhere(raw):
    rows = IndexRecord.objects.filter(is_current=True)
    effects = {one.code: one for one in selectors.lever_effects(rows, 2024)}
    assert (effects["IKE09"].known, effects["IKE09"].below, effects["IKE09"].moving) == (2, 2, 0)
    assert (effects["IKL01"].below, effects["IKL01"].moving) == (1, 1)
    moved = rows.filter(selectors.moves_up_with("IKL01", 2024))
    assert [record.village_id for record in moved] == [ONE]


def test_series_and_records_keep_to_scope(raw, make_user):
    officer = make_user(Role.OFFICER, "99.01")
    (series,) = selectors.series_for(officer)
    assert (series.key, series.count) == ("idm-2024", 2)
    assert selectors.records_for(officer).count() == 2
    stranger = make_user(Role.OFFICER, "99.02")
    assert not selectors.records_for(stranger).exists()
    assert selectors.series_for(stranger) == []
    assert selectors.status_by_district(selectors.records_for(officer)) == [
        ("99.01.01", "Kecamatan Satu",
         {"SANGAT TERTINGGAL": 0, "TERTINGGAL": 0, "BERKEMBANG": 0, "MAJU": 1, "MANDIRI": 1}),
    ]  # fmt: skip


def test_statuses_of_two_instruments_are_never_compared(raw, load_index):
    load_index(
        "kode_desa,tahun,DLD,DS,DE,DL,DA,DTKPD\n9901012001,2025,145,67,137,62,47,78\n",
        kind="indeks-desa",
    )
    series = selectors.history(raw.village)
    (idm,), (points,) = series["idm"], series["indeks_desa"]
    refused = selectors.change_since(idm, points)
    assert isinstance(refused, Problem)
    assert refused.code == "other_instrument"


def test_another_version_can_be_chosen_with_a_reason(raw, load_index, make_user):
    load_index(COMPOSITES)
    raw.refresh_from_db()
    assert raw.is_current is None
    officer = make_user(Role.OFFICER, "99.01")
    services.choose_version(by=officer, record=raw, reason="skor lengkap")
    current = IndexRecord.objects.get(village=ONE, is_current=True)
    assert current == raw
    assert AuditEntry.objects.filter(verb="village_index.choose_version").count() == 1
    services.choose_version(by=officer, record=raw, reason="sekali lagi")
    assert AuditEntry.objects.filter(verb="village_index.choose_version").count() == 1
