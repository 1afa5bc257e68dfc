"""Numbers of officers, owners and directors: masked, opened for a reason, told to the DPO."""

import datetime as dt

import pytest
from django.urls import reverse

from umpak.foundation import calendar
from umpak.foundation.access.choices import Role, ScopeKind
from umpak.foundation.audit.models import AuditEntry, PersonalDataRead
from umpak.foundation.personal_data.models import Unmasking
from umpak.registry.bumdes.details import BumdesDetails
from umpak.registry.bumdes.services import add_bumdes
from umpak.registry.cooperatives.choices import Kind
from umpak.registry.cooperatives.services import (
    CooperativeFields,
    OfficerFields,
    add_cooperative,
    add_officer,
)
from umpak.registry.enterprises.details import EnterpriseDetails
from umpak.registry.enterprises.services.enterprises import add_enterprise

HERE, THERE = "99.01.01.2001", "99.01.02.2001"
NIK, PHONE = "9901011708800001", "081234567890"
SHOWN_PHONE = "81234567890"  # with or without the country code before it
REASON = "Mencocokkan surat keterangan"
RECORDS = ["cooperatives", "enterprises", "bumdes"]


@pytest.fixture
def officer(make_user, places):
    return make_user(Role.OFFICER)


@pytest.fixture
def office(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def records(officer):
    cooperative = add_cooperative(
        by=officer,
        fields=CooperativeFields(
            name="Rukun", kind=Kind.CONSUMER, village_code=HERE, phone=PHONE
        ),
    )  # fmt: skip
    chair = OfficerFields(post="ketua", person_name="Sri Wahyuni", nik=NIK)
    add_officer(by=officer, cooperative=cooperative, fields=chair)
    business = EnterpriseDetails(
        name="Amplang",
        village_code=HERE,
        sector="makanan_olahan",
        owner_name="Ngatini",
        phone=PHONE,
    )
    bumdes = BumdesDetails(
        name="Maju", village_code=HERE, director_name="Budi Hartono", phone=PHONE
    )
    return {
        "cooperatives": cooperative,
        "enterprises": add_enterprise(by=officer, details=business),
        "bumdes": add_bumdes(by=officer, details=bumdes),
    }


def address(kind, record, name="page"):
    return reverse(f"{kind}:{name}", args=[record.public_id])


def text_of(client, url):
    response = client.get(url)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return response.content.decode()


@pytest.mark.parametrize("kind", RECORDS)
def test_number_opens_for_a_reason_for_thirty_minutes(
    office, officer, records, second_factor, monkeypatch, kind
):
    record = records[kind]
    page = text_of(office, address(kind, record))
    assert SHOWN_PHONE not in page
    assert address(kind, record, "unmask") in page
    refused = office.post(address(kind, record, "unmask"), {"reason": "mau"})
    assert refused.status_code == 422
    assert "reason" in refused.context["form"].errors
    assert not Unmasking.objects.exists()
    assert office.post(address(kind, record, "unmask"), {"reason": REASON}).status_code == 302
    opened = text_of(office, address(kind, record))
    assert SHOWN_PHONE in opened
    assert "data-countdown" in opened
    now = calendar.now()
    monkeypatch.setattr(calendar, "now", lambda: now + dt.timedelta(minutes=30, seconds=1))
    assert SHOWN_PHONE not in text_of(office, address(kind, record))


@pytest.mark.parametrize("kind", RECORDS)
def test_opening_and_reading_are_logged_with_their_place(
    office, officer, records, second_factor, kind
):
    record = records[kind]
    office.post(address(kind, record, "unmask"), {"reason": REASON})
    unmasking = Unmasking.objects.get()
    assert (unmasking.user, unmasking.territory_code, unmasking.reason) == (officer, HERE, REASON)
    entry = AuditEntry.objects.get(verb="personal_data.unmask")
    assert (entry.subject_key, entry.territory_code) == (str(record.public_id), HERE)
    office.get(address(kind, record))
    read = PersonalDataRead.objects.latest("pk")
    assert (read.subject_key, read.territory_code) == (str(record.public_id), HERE)
    assert (read.is_unmasked, read.reason) == (True, REASON)
    assert "phone" in read.fields


def test_numbers_of_officers_open_with_their_cooperative(office, records, second_factor):
    cooperative = records["cooperatives"]
    url = address("cooperatives", cooperative, "officers")
    assert NIK not in text_of(office, url)
    done = office.post(address("cooperatives", cooperative, "unmask"), {"reason": REASON})
    assert done["Location"] == url
    assert NIK in text_of(office, url)
    read = PersonalDataRead.objects.latest("pk")
    assert (read.fields, read.is_unmasked) == (["person_name", "nik"], True)


@pytest.mark.parametrize("kind", RECORDS)
def test_opening_needs_the_second_factor(office, records, kind):
    answer = office.post(address(kind, records[kind], "unmask"), {"reason": REASON})
    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_index"))
    assert not Unmasking.objects.exists()


def test_manager_sees_the_page_but_opens_nothing(client, make_user, records, second_factor):
    key = str(records["cooperatives"].public_id)
    manager = make_user(Role.COOPERATIVE_MANAGER, key, scope_kind=ScopeKind.COOPERATIVE)
    client.force_login(manager)
    url = address("cooperatives", records["cooperatives"], "unmask")
    assert url not in text_of(client, address("cooperatives", records["cooperatives"]))
    assert client.post(url, {"reason": REASON}).status_code == 403


def test_officer_of_the_next_district_opens_nothing(client, make_user, records, second_factor):
    client.force_login(make_user(Role.OFFICER, "99.01.02"))
    for kind, record in records.items():
        assert client.post(address(kind, record, "unmask"), {"reason": REASON}).status_code == 404
    assert not Unmasking.objects.exists()


def test_data_protection_officer_reads_each_opening_of_the_own_territory(
    client, make_user, office, records, second_factor
):
    for kind, record in records.items():
        office.post(address(kind, record, "unmask"), {"reason": f"{REASON} {kind}"})
    seen = {}
    for place in ("99.01", "99.02"):
        client.force_login(make_user(Role.DATA_PROTECTION_OFFICER, place))
        seen[place] = client.get(reverse("unmasking_log")).content.decode()
    assert all(f"{REASON} {kind}" in seen["99.01"] for kind in records)
    assert REASON not in seen["99.02"]


def test_page_of_a_bumdes_leaves_one_reading_of_its_director(office, officer, records):
    office.get(address("bumdes", records["bumdes"]))
    read = PersonalDataRead.objects.get()
    assert (read.by, read.subject_key) == (officer, str(records["bumdes"].public_id))
    assert (read.fields, read.is_unmasked) == (["director_name", "phone"], False)
    assert (read.purpose, read.territory_code) == ("pembinaan_bumdes", HERE)


def test_bumdes_without_a_director_or_number_leaves_no_reading(office, officer):
    bare = add_bumdes(by=officer, details=BumdesDetails(name="Baru", village_code=THERE))
    office.get(address("bumdes", bare))
    assert not PersonalDataRead.objects.exists()
