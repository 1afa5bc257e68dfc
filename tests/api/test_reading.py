"""What reading promises: pages, filters, masked identities, the access log, few queries."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.conftest import CARD, ELSEWHERE, NIK, PHONE, VILLAGE
from umpak.foundation import calendar
from umpak.foundation.access.choices import Role
from umpak.foundation.audit.models import PersonalDataRead
from umpak.registry.territory.models import Installation


def rows(response):
    assert response.status_code == 200, response.content
    return response.json()["items"]


def test_a_list_comes_in_pages_with_the_total(office, make_cooperative):
    for number in range(5):
        make_cooperative(f"Koperasi {number}")
    first, second = (
        office.get(f"/cooperatives/?limit=3&offset={start}").json() for start in (0, 3)
    )
    names = [row["name"] for row in first["items"] + second["items"]]
    assert names == [f"Koperasi {number}" for number in range(5)]
    assert (first["total"], first["limit"], first["offset"]) == (5, 3, 0)


@pytest.mark.parametrize("limit", [0, 201])
def test_a_page_holds_one_to_two_hundred_rows(office, limit):
    response = office.get(f"/cooperatives/?limit={limit}")
    assert response.status_code == 422
    assert response.json()["field"] == "limit"


@pytest.fixture
def twenty_of_each(officer, make_cooperative):
    from umpak.registry.bumdes.details import BumdesDetails
    from umpak.registry.bumdes.services import add_bumdes
    from umpak.registry.enterprises.details import EnterpriseDetails
    from umpak.registry.enterprises.services.enterprises import add_enterprise
    from umpak.registry.people.details import HouseholdDetails, PersonDetails
    from umpak.registry.people.services.households import add_household
    from umpak.registry.people.services.persons import add_person
    from umpak.registry.territory.models import Territory

    for name in (f"Nama {number}" for number in range(20)):
        here = {"name": name, "village_code": VILLAGE}
        make_cooperative(name)
        family = add_household(
            by=officer, details=HouseholdDetails(village_code=VILLAGE, head_name=name)
        )
        add_person(by=officer, details=PersonDetails(name=name), household=family)
        add_enterprise(
            by=officer, details=EnterpriseDetails(**here, sector="kerajinan", owner_name=name)
        )
        add_bumdes(by=officer, details=BumdesDetails(**here))
    Territory.objects.bulk_create(
        Territory(code=f"99.01.01.21{number:02}", name="Desa", level="village", kind="desa")
        for number in range(20)
    )


def test_ten_rows_cost_as_many_queries_as_twenty(office, twenty_of_each):
    office.get("/territories/")  # the first call of a key notes its use
    counts = {}
    for path in (
        "territories", "households", "persons", "cooperatives", "enterprises", "bumdes",
    ):  # fmt: skip
        for limit in (10, 20):
            with CaptureQueriesContext(connection) as queries:
                assert len(rows(office.get(f"/{path}/?limit={limit}"))) == limit
            counts[path, limit] = len(queries)
    assert {path for path, _limit in counts if counts[path, 10] != counts[path, 20]} == set()


def test_lists_are_narrowed_by_place_name_and_kind(office, make_cooperative):
    make_cooperative("Koperasi Sumber Rejeki")
    make_cooperative("Koperasi Tirta Makmur", village_code=ELSEWHERE, kind="producer")
    assert [row["name"] for row in rows(office.get("/cooperatives/?q=rezeki"))] == [
        "Koperasi Sumber Rejeki"
    ]
    for query in ("kind=producer", "territory=99.01.02", "territory=9901022001"):
        found = rows(office.get(f"/cooperatives/?{query}"))
        assert [row["name"] for row in found] == ["Koperasi Tirta Makmur"]


def test_only_what_was_written_since_a_moment(office, cooperative):
    now = calendar.now()
    before, after = now - dt.timedelta(hours=1), now + dt.timedelta(hours=1)
    ask = "/cooperatives/?updated_since={:%Y-%m-%dT%H:%M:%SZ}"
    assert len(rows(office.get(ask.format(before)))) == 1
    assert rows(office.get(ask.format(after))) == []


def test_identities_are_masked_everywhere(office, household, person, cooperative, bumdes):
    pages = [
        json.dumps(office.get(path).json(), ensure_ascii=False)
        for path in (
            "/households/", f"/households/{household.public_id}", "/persons/",
            f"/persons/{person.public_id}", f"/cooperatives/{cooperative.public_id}",
            f"/bumdes/{bumdes.public_id}",
        )
    ]  # fmt: skip
    assert all("•" in page for page in pages)
    assert [page for page in pages for number in (NIK, CARD, PHONE[2:]) if number in page] == []


@pytest.mark.parametrize("kind", ["household", "person", "enterprise"])
def test_opening_a_person_s_record_is_logged_once(request, office, officer, enterprise, kind):
    record = request.getfixturevalue(kind)
    assert office.get(f"/{kind}s/{record.public_id}").status_code == 200
    read = PersonalDataRead.objects.get()
    assert (read.by, read.subject_key, read.is_unmasked) == (officer, str(record.public_id), False)
    assert read.territory_code == VILLAGE


def test_opening_the_officers_of_a_cooperative_is_logged(office, officer, cooperative):
    assert office.get(f"/cooperatives/{cooperative.public_id}/officers").status_code == 200
    read = PersonalDataRead.objects.get()
    assert (read.by, read.purpose) == (officer, "cooperative.officers")


def test_opening_the_director_of_a_bumdes_is_logged(office, officer, bumdes):
    assert office.get(f"/bumdes/{bumdes.public_id}").status_code == 200
    read = PersonalDataRead.objects.get()
    assert (read.by, read.subject_key) == (officer, str(bumdes.public_id))
    assert (read.territory_code, read.is_unmasked) == (VILLAGE, False)
    assert "phone" in read.fields


def test_a_list_of_people_is_not_logged_row_by_row(office, person):
    office.get("/persons/")
    assert not PersonalDataRead.objects.exists()


def test_a_village_officer_s_browser_sees_the_village_only(
    client, caller, make_user, household, cooperative
):
    browser = caller()
    client.force_login(make_user(Role.VILLAGE_OFFICER, VILLAGE))
    assert browser.get(f"/households/{household.public_id}").status_code == 200
    client.force_login(make_user(Role.VILLAGE_OFFICER, ELSEWHERE))
    assert browser.get(f"/households/{household.public_id}").status_code == 404
    assert browser.get(f"/cooperatives/{cooperative.public_id}").status_code == 404
    assert rows(browser.get("/households/")) == []


def test_who_may_not_see_people_is_told_so(client, caller, make_user, household):
    client.force_login(make_user(Role.PLANNER))
    for path in ("/households/", f"/households/{household.public_id}", "/persons/"):
        assert caller().get(path).status_code == 403


def test_an_unchanged_record_is_not_sent_again(office, cooperative):
    path = f"/cooperatives/{cooperative.public_id}"
    tag = office.get(path)["ETag"]
    assert office.get(path, **{"If-None-Match": tag}).status_code == 304
    office("patch", path, {"address": "Jalan Baru 2"})
    assert office.get(path, **{"If-None-Match": tag}).status_code == 200


def test_a_boundary_is_a_geojson_feature(office):
    feature = office.get(f"/territories/{VILLAGE}/boundary").json()
    assert feature["type"] == "Feature"
    assert feature["geometry"]["type"] == "Polygon"
    assert feature["properties"]["code"] == VILLAGE


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/cooperatives/?offset=99999999999999999999", "offset"),
        ("/persons/?q=a%00b", ""),
    ],
)
def test_what_the_database_cannot_hold_is_refused_in_the_one_shape(office, path, field):
    answer = office.get(path)
    assert answer.status_code == 422
    assert answer.json()["field"] == field
    assert answer.json()["mend"]


def test_rows_of_a_register_are_told_to_keys_of_the_whole_regency_only(office, caller, officer):
    Installation.objects.create(regency_id="99.01", office_name="Dinas Rekaan", is_fictional=True)
    confined = caller(officer, territory_code="99.01.01")
    told, untold = (
        {row["rows"] for row in one.get("/registers/").json()} for one in (office, confined)
    )
    assert (told, untold) == ({0}, {None})
