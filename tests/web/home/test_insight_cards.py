"""The first page of head, officer and camat: the figures that matter, and what waits."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.insight.written import AS_OF, VILLAGES, write_run
from tests.web.targeting.conftest import installation, places

from umpak.foundation.access.choices import Role
from umpak.insight.targeting.services import draft_plan, propose_plan
from umpak.registry.cooperatives.models import Cooperative
from umpak.registry.people.models import Household
from umpak.registry.territory.models import BoundaryDisplay

__all__ = ["installation", "places"]


@pytest.fixture
def run(installation):
    return write_run()


def page(client) -> str:
    return client.get("/").content.decode()


def test_head_sees_figures_first_actions_and_what_waits(as_user, make_user, run):
    officer = make_user(Role.OFFICER, "99.01")
    propose_plan(by=officer, plan=draft_plan(by=officer, run=run, title="Rencana", ranks=[1]))
    shown = page(as_user(Role.HEAD))
    assert "KSP sehat atau cukup sehat" in shown
    assert "3 dalam pengawasan" in shown
    assert "Menunggu keputusan" in shown
    assert "Rencana" in shown
    assert "1. Masalah 1" in shown
    assert "Koperasi desa menurut kecamatan" in shown
    assert '"unit": "desa"' in shown


def test_camat_sees_the_own_district_and_no_decisions(as_user, run):
    shown = page(as_user(Role.DISTRICT_OFFICE, "99.01.01"))
    assert "2 dalam pengawasan" in shown
    assert "Masalah 1<" not in shown
    assert "Menunggu keputusan" not in shown


def test_the_map_is_seen_at_once_where_there_are_borders_and_more_than_one_village(as_user, run):
    assert "data-target-map" not in page(as_user(Role.HEAD))
    shape = {"type": "Point", "coordinates": [111, -7]}
    for code in VILLAGES:
        BoundaryDisplay.objects.create(territory_id=code, level="village", geometry=shape)
    shown = page(as_user(Role.HEAD))
    assert "data-target-map" in shown
    assert 'href="/peta-sasaran/"' in shown
    assert "data-target-map" not in page(as_user(Role.VILLAGE_OFFICER, VILLAGES[0]))


def test_no_number_of_the_machine_stands_on_the_first_page(as_user, run):
    shown = page(as_user(Role.HEAD))
    assert "Semua baris · per" in shown
    assert run.rule_version[:8] not in shown


def test_figures_without_a_source_are_left_out(as_user, run):
    assert "belum pernah dikunjungi" not in page(as_user(Role.HEAD))


def test_an_empty_register_is_not_read_as_no_poor_families(as_user, installation):
    write_run(measures={"low_families_in_reach": 1})
    shown = page(as_user(Role.HEAD))
    assert "Keluarga miskin dan KSP" in shown
    assert "Keluarga miskin di luar jangkauan" in shown
    nothing = {"families": None, "ranked_families": None, "low_families": 0}
    write_run(measures={"low_families_in_reach": 0} | nothing)
    shown = page(as_user(Role.HEAD))
    assert "Keluarga miskin dan KSP" not in shown
    assert "Keluarga miskin di luar jangkauan" not in shown
    assert "Desa dengan koperasi desa berbadan hukum" in shown


def test_next_steps_lead_from_the_territory_to_the_first_run(as_user, installation):
    officer = page(as_user(Role.OFFICER))
    assert "Masukkan keluarga dengan desilnya" in officer
    assert "Mulai perhitungan pertama" in officer
    camat = page(as_user(Role.DISTRICT_OFFICE, "99.01.01"))
    assert "Masukkan keluarga dengan desilnya" not in camat
    assert "Mulai perhitungan pertama" not in camat
    write_run()
    assert "Mulai perhitungan pertama" not in page(as_user(Role.OFFICER))


def test_without_a_cooperative_the_next_step_is_to_bring_their_list(as_user, installation):
    Household.objects.create(village_id=VILLAGES[0], head_name="Suminah")
    assert "Masukkan daftar koperasi" in page(as_user(Role.OFFICER))
    assert "Masukkan daftar koperasi" not in page(as_user(Role.DISTRICT_OFFICE, "99.01.01"))
    Cooperative.objects.create(
        name="Maju", name_key="maju", kind="consumer", village_id=VILLAGES[0],
        founded_on=AS_OF, registered_on=AS_OF,
    )  # fmt: skip
    assert "Masukkan daftar koperasi" not in page(as_user(Role.OFFICER))


def test_before_the_first_run_the_page_is_as_before(as_user, installation):
    assert "Tindakan teratas" not in page(as_user(Role.HEAD))


@pytest.mark.parametrize("role", [Role.HEAD, Role.OFFICER])
def test_page_asks_for_the_newest_run_and_its_places_once(as_user, run, role):
    client = as_user(role)
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        page(client)
    asked = [query["sql"] for query in queries]
    assert sum('FROM "targeting_insightrun"' in sql for sql in asked) == 1
    assert sum('FROM "targeting_placeresult"' in sql for sql in asked) == 2  # districts, villages
    assert len(asked) == len(set(asked))


def test_page_costs_the_same_for_any_number_of_lines(as_user, installation):
    client = as_user(Role.HEAD)
    costs = []
    for lines in (6, 12):
        write_run(lines=lines)
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            page(client)
        costs.append(len(queries))
    assert costs[0] == costs[1]
