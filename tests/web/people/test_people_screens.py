import datetime as dt
import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from umpak.foundation import calendar
from umpak.foundation.access.choices import Role
from umpak.foundation.audit.models import PersonalDataRead
from umpak.foundation.personal_data.models import Unmasking
from umpak.foundation.personal_data.services import unmask
from umpak.foundation.search import selectors
from umpak.registry.enterprises.details import EnterpriseDetails
from umpak.registry.enterprises.services.enterprises import add_enterprise
from umpak.registry.people.details import HouseholdDetails, PersonDetails
from umpak.registry.people.models import Household, Person
from umpak.registry.people.services.households import add_household, note_desil
from umpak.registry.people.services.persons import add_person
from umpak.registry.people.services.restriction import restrict
from umpak.rules.quarters import Quarter
from umpak.web.lists import screen

HERE, BESIDE = "99.01.01.2001", "99.01.01.2002"
CARD, NIK = "9901010101200001", "9901011708800001"
REASON = "Mencocokkan surat keterangan"


@pytest.fixture
def officer(make_user, places):
    return make_user(Role.OFFICER)


@pytest.fixture
def make_household(officer):
    def make(**details):
        known = {"village_code": HERE, "head_name": "Sutarjo"} | details
        return add_household(by=officer, details=HouseholdDetails(**known))

    return make


@pytest.fixture
def household(make_household, officer):
    household = make_household(
        family_card=CARD, desil=2, desil_period=Quarter(2026, 3), size=3, has_pkh=True
    )
    person = PersonDetails(name="Sutarjo", nik=NIK, relation="head", phone="081200000000")
    add_person(by=officer, details=person, household=household)
    return household


@pytest.fixture
def office(client, officer):
    client.force_login(officer)
    return client


def page(household):
    return reverse("people:household", args=[household.public_id])


def test_page_masks_every_identity_and_leaves_exactly_one_reading(office, household, officer):
    text = office.get(page(household)).content.decode()
    assert "9901••••••••0001" in text
    for identity in (CARD, NIK, "81200000000"):
        assert identity not in text
    reading = PersonalDataRead.objects.get()
    assert (reading.by, reading.subject_key) == (officer, str(household.public_id))
    assert (reading.territory_code, reading.is_unmasked) == (HERE, False)
    assert reading.roles == ["officer"]


def test_unmasking_asks_a_reason_lasts_thirty_minutes_and_is_logged(
    office, household, second_factor, monkeypatch
):
    address = reverse("people:unmask", args=[household.public_id])
    refused = office.post(address, {"reason": "mau"})
    assert refused.status_code == 422
    assert not Unmasking.objects.exists()
    office.post(address, {"reason": REASON})
    text = office.get(page(household)).content.decode()
    assert CARD in text
    assert NIK in text
    assert "data-countdown" in text
    reading = PersonalDataRead.objects.get()
    assert (reading.is_unmasked, reading.reason) == (True, REASON)
    now = calendar.now()
    monkeypatch.setattr(calendar, "now", lambda: now + dt.timedelta(minutes=30, seconds=1))
    assert NIK not in office.get(page(household)).content.decode()


def test_unmasking_needs_the_second_factor(office, household):
    address = reverse("people:unmask", args=[household.public_id])
    response = office.post(address, {"reason": REASON})
    assert response.status_code == 302
    assert response["Location"] == reverse("mfa_index")
    assert not Unmasking.objects.exists()


def test_unmasking_serves_its_own_user_only(client, household, officer, make_user):
    unmask(by=officer, record=household, reason=REASON)
    client.force_login(make_user(Role.OFFICER))
    assert NIK not in client.get(page(household)).content.decode()


def test_village_officer_sees_the_own_village_and_404_for_the_rest(
    client, make_user, household, make_household
):
    other = make_household(village_code=BESIDE, head_name="Wahyudi")
    client.force_login(make_user(Role.VILLAGE_OFFICER, HERE))
    text = client.get(reverse("people:list")).content.decode()
    assert "Sutarjo" in text
    assert "Wahyudi" not in text
    assert client.get(page(household)).status_code == 200
    for name in ("household", "change", "move", "restrict", "add_person"):
        assert client.get(reverse(f"people:{name}", args=[other.public_id])).status_code == 404


def test_whoever_may_not_see_people_gets_403_and_strangers_sign_in(client, make_user, household):
    assert client.get(page(household)).status_code == 302
    client.force_login(make_user(Role.PLANNER))
    for address in (reverse("people:list"), page(household), reverse("people:add")):
        assert client.get(address).status_code == 403


@pytest.mark.parametrize("kind", ["", "csv", "xlsx"])
def test_restricted_family_is_in_no_list_page_file_or_count(office, household, officer, kind):
    addresses = [
        reverse("people:list"), reverse("people:list") + "?q=sutarjo",
        reverse("people:list") + "?desil=2&wilayah=99.01.01", reverse("people:desil_by_village"),
    ]  # fmt: skip
    separator = [f"{a}{'&' if '?' in a else '?'}unduh={kind}" if kind else a for a in addresses]
    before = [text_of(office.get(address)) for address in separator]
    restrict(by=officer, record=household, reason="Permintaan subjek data")
    after = [text_of(office.get(address)) for address in separator]
    for seen, unseen in zip(before[:3], after[:3], strict=True):
        assert "Sutarjo" in seen
        assert "Sutarjo" not in unseen
    assert before[3] != after[3]
    assert office.get(page(household)).status_code == 404
    address = reverse("people:find_by_number")
    assert (
        "Tidak ada keluarga" in office.post(address, {"number": CARD}, follow=True).content.decode()
    )


def text_of(response) -> str:
    content = response.getvalue() if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "".join(book.read(name).decode() for name in book.namelist())
    return content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_files_hold_masked_identities_only(office, household, kind):
    text = text_of(office.get(reverse("people:list") + f"?unduh={kind}"))
    assert "9901••••••••0001" in text
    assert CARD not in text


def test_auditor_sees_who_looked_and_those_who_looked_do_not(client, make_user, household, officer):
    client.force_login(officer)
    assert client.get(page(household)).context["readings"] is None
    client.force_login(make_user(Role.AUDITOR))
    shown = client.get(page(household)).context["readings"]
    assert officer in {reading.by for reading in shown}


def test_number_is_found_by_post_and_never_stands_in_an_address(office, household):
    found = office.post(reverse("people:find_by_number"), {"number": "9901 0117 0880 0001"})
    assert found["Location"] == page(household)
    refused = office.get(reverse("people:list"), {"q": NIK})
    assert refused.status_code == 302
    assert NIK not in refused["Location"]
    missing = office.post(reverse("people:find_by_number"), {"number": "0"}, follow=True)
    assert "Tidak ada keluarga" in missing.content.decode()


def test_family_is_added_and_faults_stand_beside_their_fields(office, places):
    form = {
        "village": f"{HERE} Embun", "head_name": "Siti", "family_card": "123", "size": "2",
        "adults": "3", "desil": "2", "desil_period": "TW IX",
    }  # fmt: skip
    response = office.post(reverse("people:add"), form)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"desil_period"}
    response = office.post(reverse("people:add"), form | {"desil_period": "TW III 2026"})
    assert set(response.context["form"].errors) == {"family_card", "adults"}
    assert not Household.objects.exists()
    response = office.post(
        reverse("people:add"),
        form | {"desil_period": "TW III 2026", "family_card": CARD, "adults": "2"},
    )
    assert response["Location"] == page(Household.objects.get())


def test_change_form_never_sends_identities_back(office, household):
    address = reverse("people:change", args=[household.public_id])
    assert CARD not in office.get(address).content.decode()
    form = {"head_name": "Sutarjo", "address": "Jl. Baru", "family_card": "", "size": "3"}
    assert office.post(address, form).status_code == 302
    household.refresh_from_db()
    assert (household.family_card, household.address) == (CARD, "Jl. Baru")


def test_member_is_added_changed_and_belongs_to_its_household_alone(
    office, household, make_household
):
    address = reverse("people:add_person", args=[household.public_id])
    assert office.post(address, {"name": "Rini", "relation": "child"}).status_code == 302
    rini = Person.objects.get(name="Rini")
    change = reverse("people:change_person", args=[household.public_id, rini.public_id])
    assert office.post(change, {"name": "Rini W", "relation": "child"}).status_code == 302
    assert Person.objects.filter(name="Rini W").exists()
    foreign = reverse("people:change_person", args=[make_household().public_id, rini.public_id])
    assert office.get(foreign).status_code == 404


def test_family_moves_gets_a_desil_is_restricted_and_freed_again(office, household):
    key = [household.public_id]
    move = {"village": BESIDE, "address": "", "rt": "1", "rw": "1", "reason": "Pindah rumah"}
    assert office.post(reverse("people:move", args=key), move).status_code == 302
    desil = {"period": "2026-Q4", "desil": "3", "source": "DTSEN"}
    assert office.post(reverse("people:note_desil", args=key), desil).status_code == 302
    household.refresh_from_db()
    assert (household.village_id, household.desil) == (BESIDE, 3)
    reason = {"reason": "Surat permintaan 12/2026"}
    assert office.get(reverse("people:lift", args=key)).status_code == 404
    assert office.post(reverse("people:restrict", args=key), reason).status_code == 302
    assert not Household.objects.exists()
    assert office.post(reverse("people:lift", args=key), reason).status_code == 302
    assert Household.objects.exists()


@pytest.mark.parametrize("query", ["", "?q=sutarjo", "?desil=2"])
def test_list_costs_the_same_queries_for_ten_rows_and_twenty(office, make_household, query):
    counts = []
    for _ in range(2):
        for _ in range(10):
            make_household(desil=2, desil_period=Quarter(2026, 3))
        office.get(reverse("people:list") + query)  # the lexicon is read when it grew
        with CaptureQueriesContext(connection) as captured:
            office.get(reverse("people:list") + query)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_search_counts_up_to_its_bound_and_says_that_there_is_more(
    office, make_household, monkeypatch
):
    for module in (selectors, screen):
        monkeypatch.setattr(module, "MOST_COUNTED", 30)
    for _ in range(31):
        make_household(head_name="Sutarjo")
    page = office.get(reverse("people:list") + "?q=sutarjo").context["table"].page
    assert (page.total_text, page.last, len(page.rows)) == ("30+", 2, 25)
    page = office.get(reverse("people:list")).context["table"].page
    assert page.total_text == "31"


def test_slips_are_forgiven_among_the_rows_that_the_filters_leave(office, make_household):
    for _ in range(25):
        make_household(head_name="Sutarjo")
    make_household(head_name="Sutarji", village_code=BESIDE)
    address = reverse("people:list") + "?q=sutarjo"
    assert office.get(address).context["table"].page.total == 25
    page = office.get(f"{address}&wilayah={BESIDE}").context["table"].page
    assert [row.head_name for row in page.rows] == ["Sutarji"]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUDITOR])
def test_page_costs_the_same_for_ten_members_and_twenty(
    client, make_user, officer, household, role
):
    client.force_login(make_user(role))
    costs = []
    for start in (0, 10):
        for number in range(start, start + 10):
            person = PersonDetails(name=f"Anak {number}", relation="child")
            add_person(by=officer, details=person, household=household)
            period = Quarter(2020 + number // 4, 1 + number % 4)
            note_desil(by=officer, household=household, period=period, desil=2, source="DTSEN")
            business = EnterpriseDetails(
                name=f"Usaha {number}", village_code=HERE, sector="makanan_olahan", owner_nik=NIK
            )
            add_enterprise(by=officer, details=business)
            client.get(page(household))
        with CaptureQueriesContext(connection) as queries:
            shown = client.get(page(household)).context
        assert len(shown["members"]) == len(shown["desil_records"]) == start + 11
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_villages_show_how_many_families_of_each_desil_they_have(office, household):
    rows = office.get(reverse("people:desil_by_village") + "?unduh=csv").getvalue().decode()
    line = next(line for line in rows.splitlines() if line.startswith("Embun"))
    assert line.split(",")[:5] == ["Embun", "Awan", "1", "100", "0"]


def test_chart_counts_every_family_once_by_band_of_desil(office, household):
    answer = office.get(reverse("people:desil_by_village") + "?tampil=grafik")
    assert "umpak/chart.js" in answer.content.decode()
    shown = answer.context
    assert sum(line["total"] for line in shown["chart_lines"]) == 1
    lone = office.get(
        reverse("people:desil_by_village") + "?tampil=grafik&wilayah=99.01.01"
    ).context  # fmt: skip
    assert shown["chart_row_heading"] == "Kecamatan"
    assert lone["chart_row_heading"] == "Desa/kelurahan"
    assert lone["chart_headings"][:4] == ["Desil 1", "Desil 2", "Desil 3–4", "Desil 5–10"]
    embun = next(line for line in lone["chart_lines"] if line["label"] == "Embun")
    assert sum(embun["values"]) == embun["total"] == 1


def test_number_typed_into_the_search_field_leads_to_a_page_that_says_so(office, household):
    fragment = {"HX-Request": "true", "HX-Target": "list-table"}
    answer = office.get(reverse("people:list"), {"q": CARD}, headers=fragment)
    assert answer["HX-Redirect"] == reverse("people:list")
    assert "Nomor identitas tidak dicari" in office.get(answer["HX-Redirect"]).content.decode()
