import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from umpak.foundation.access.choices import Role, ScopeKind
from umpak.foundation.audit.models import PersonalDataRead
from umpak.registry.cooperatives.choices import (
    CoordinateCheck,
    IdentifierKind,
    Kind,
    LegalStatus,
    Post,
)
from umpak.registry.cooperatives.models import Cooperative, CooperativeIdentifier
from umpak.registry.cooperatives.services import (
    OfficerFields,
    YearFigures,
    add_officer,
    record_year,
    set_identifier,
)
from umpak.registry.territory.models import BoundaryDisplay


@pytest.fixture
def officer(client, make_user):
    user = make_user(Role.OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def full(make_cooperative):
    """A cooperative with something on every tab."""
    cooperative = make_cooperative(
        "Koperasi Desa Merah Putih Sumberan",
        kind=Kind.KMP,
        phone="081234567890",
        legal_status=LegalStatus.LEGAL,
    )
    set_identifier(by=None, cooperative=cooperative, kind=IdentifierKind.NIB, typed="0101259900001")
    add_officer(
        by=None,
        cooperative=cooperative,
        fields=OfficerFields(post=Post.CHAIR, person_name="Contoh Satu", nik="9999994101800001"),
    )
    for year in (2023, 2024):
        record_year(
            by=None,
            cooperative=cooperative,
            book_year=year,
            figures=YearFigures(members=40, rat_on=dt.date(year + 1, 3, 1)),
        )
    return cooperative


def _url(name, cooperative, *args):
    return reverse(f"cooperatives:{name}", args=[cooperative.public_id, *args])


@pytest.mark.parametrize("tab", ["page", "officers", "years", "documents", "history"])
def test_every_tab_opens_for_the_office_and_is_absent_outside_the_scope(
    client, make_user, officer, full, tab
):
    response = client.get(_url(tab, full))
    assert response.status_code == 200
    assert "Koperasi Desa Merah Putih Sumberan" in response.content.decode()
    client.force_login(make_user(Role.OFFICER, "99.01.02"))
    assert client.get(_url(tab, full)).status_code == 404


def test_identities_are_masked_and_opening_the_officers_is_logged(client, officer, full):
    officers = client.get(_url("officers", full)).content.decode()
    assert "9999••••••••0001" in officers
    assert "9999994101800001" not in officers
    assert "81234567890" not in client.get(_url("page", full)).content.decode()
    purposes = set(PersonalDataRead.objects.values_list("purpose", flat=True))
    assert purposes == {"cooperative.officers", "cooperative.contact"}


def test_where_it_stands_is_drawn_once_point_and_borders_are_known(client, officer, full):
    assert "data-cooperative-map" not in client.get(_url("page", full)).content.decode()
    Cooperative.objects.filter(pk=full.pk).update(
        lat="-7.400000", lng="111.400000", coordinate_check=CoordinateCheck.INSIDE
    )
    assert client.get(_url("page", full)).context["map"] is None
    BoundaryDisplay.objects.create(
        territory_id=full.village_id, level="village",
        geometry={"type": "Point", "coordinates": [111, -7]},
    )  # fmt: skip
    shown = client.get(_url("page", full))
    [point] = shown.context["map"]["points"]["features"]
    assert point["geometry"]["coordinates"] == [111.4, -7.4]
    assert point["properties"]["state_label"] == str(shown.context["stats"][0].badge.text)
    assert "data-cooperative-map" in shown.content.decode()


def test_rules_stand_on_the_page_with_their_article(client, officer, full):
    page = client.get(_url("officers", full)).content.decode()
    assert "Pengurus 1 orang; harus ganjil dan paling sedikit 5." in page
    assert "JUKLAK Menkop 1/2025 Bab III.1.b" in page


def test_deviations_name_posts_as_people_do_and_not_by_their_codes(client, officer, full):
    page = client.get(_url("officers", full)).content.decode()
    findings = page.split("Pemeriksaan aturan")[1]
    assert "Jabatan pengurus belum terisi: Wakil ketua bidang usaha" in findings
    assert "wakil_ketua" not in findings


def test_missing_annual_meeting_is_named_and_can_be_recorded(client, officer, full):
    page = client.get(_url("page", full)).content.decode()
    assert f"{_url('record_year', full)}?tahun=2025" in page


@pytest.mark.parametrize(
    ("status", "founded_on", "owed", "not_owed"),
    [
        (LegalStatus.LEGAL, dt.date(2010, 1, 1), ["tahun=2025", "2 dari 3 RAT"], ["pembentukan;"]),
        (LegalStatus.LEGAL, dt.date(2024, 3, 1), ["tahun=2025"], ["tahun=2022", "pembentukan;"]),
        (LegalStatus.IN_FORMATION, dt.date(2010, 1, 1), ["pembentukan;"], ['tahun=2025"']),
    ],
)
def test_annual_meetings_are_owed_only_since_legal_status(
    client, officer, full, status, founded_on, owed, not_owed
):
    Cooperative.objects.update(legal_status=status, founded_on=founded_on)
    page = client.get(_url("page", full)).content.decode()
    assert all(text in page for text in owed)
    assert not any(text in page for text in not_owed)


def test_manager_sees_only_the_own_cooperative(client, make_user, full, make_cooperative):
    other = make_cooperative("Koperasi Lain")
    manager = make_user(
        Role.COOPERATIVE_MANAGER, str(full.public_id), scope_kind=ScopeKind.COOPERATIVE
    )
    client.force_login(manager)
    listed = client.get(reverse("cooperatives:list")).content.decode()
    assert full.name in listed
    assert other.name not in listed
    assert client.get(_url("page", other)).status_code == 404
    assert client.get(_url("change", full)).status_code == 200
    assert client.get(reverse("cooperatives:duplicates")).status_code == 403


def test_camat_reads_the_district_and_cannot_write(client, make_user, full, make_cooperative):
    beyond = make_cooperative("Koperasi Jauh", village_code="99.01.02.2001")
    client.force_login(make_user(Role.DISTRICT_OFFICE, "99.01.01"))
    listed = client.get(reverse("cooperatives:list")).content.decode()
    assert full.name in listed
    assert beyond.name not in listed
    assert client.get(_url("change", full)).status_code == 403


def test_name_as_typed_stands_before_a_forgiven_one_though_the_list_goes_by_name(
    client, officer, make_cooperative
):
    make_cooperative("Koperasi Sutarji")
    make_cooperative("Koperasi Sutarjo")
    found = client.get(reverse("cooperatives:list"), {"q": "sutarjo"}).context["table"].page.rows
    assert [one.name for one in found] == ["Koperasi Sutarjo", "Koperasi Sutarji"]
    asked = {"q": "sutarji", "urut": "-name"}
    found = client.get(reverse("cooperatives:list"), asked).context["table"].page.rows
    assert [one.name for one in found] == ["Koperasi Sutarjo", "Koperasi Sutarji"]


@pytest.mark.parametrize("tab", ["page", "officers", "years", "history"])
def test_every_tab_costs_the_same_for_ten_officers_and_years_and_twenty(
    client, officer, make_cooperative, tab
):
    cooperative = make_cooperative()
    costs = []
    for start in (0, 10):
        for number in range(start, start + 10):
            fields = OfficerFields(post=Post.MANAGER, person_name=f"Contoh {number}")
            add_officer(by=None, cooperative=cooperative, fields=fields)
            figures = YearFigures(members=number)
            record_year(by=None, cooperative=cooperative, book_year=2000 + number, figures=figures)
        client.get(_url(tab, cooperative))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(_url(tab, cooperative)).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("view", ["", "grafik", "peta"])
def test_list_costs_the_same_queries_for_ten_and_twenty_rows(
    client, officer, make_cooperative, view
):
    def cost():
        for number in range(10):
            cooperative = make_cooperative(f"Koperasi Nomor {number}")
            figures = YearFigures(members=9)
            record_year(by=None, cooperative=cooperative, book_year=2024, figures=figures)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(reverse("cooperatives:list"), {"tampil": view} if view else {})
        assert answer.status_code == 200
        return len(queries)

    client.get(reverse("cooperatives:list"))  # reads the places of the filter once
    assert cost() == cost() <= 10


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "Soember Redjeki"}, {"KSP Sumber Rejeki"}),
        ({"q": "0101259900001"}, {"KSP Sumber Rejeki"}),
        ({"jenis": "kmp"}, {"KDMP Tegalan"}),
        ({"wilayah": "99.01.02"}, {"KDMP Tegalan"}),
        ({"keaktifan": "tidak_aktif"}, set()),
        ({"nik": "tidak"}, {"KSP Sumber Rejeki", "KSP Soember Rejekii", "KDMP Tegalan"}),
        ({"ganda": "ya"}, {"KSP Sumber Rejeki", "KSP Soember Rejekii"}),
        ({"tutup": "ya"}, set()),
    ],
)
def test_filters_and_search_find_what_they_say(client, officer, make_cooperative, query, expected):
    first = make_cooperative("KSP Sumber Rejeki", kind=Kind.KSP)
    set_identifier(by=None, cooperative=first, kind="nib", typed="0101259900001")
    make_cooperative("KSP Soember Rejekii", kind=Kind.KSP)
    make_cooperative(
        "KDMP Tegalan", kind=Kind.KMP, village_code="99.01.02.2003", legal_status=LegalStatus.LEGAL
    )
    rows = client.get(reverse("cooperatives:list"), query).context["table"].rows
    found = {row[0].text for row in rows}
    assert found >= expected
    assert expected or not found


def test_officer_adds_a_cooperative_and_lands_on_its_page(client, officer, villages):
    response = client.post(
        reverse("cooperatives:add"),
        {
            "name": "KSP Baru",
            "kind": "ksp",
            "pattern": "conventional",
            "form": "primary",
            "membership_area": "regency",
            "legal_status": "in_formation",
            "village_code": "99.01.01.2001",
        },
    )
    cooperative = Cooperative.objects.get()
    assert response.headers["Location"] == _url("page", cooperative)


def test_wrong_decree_says_how_to_mend_it_beside_the_field_and_changes_nothing(
    client, officer, full
):
    url = _url("identifier", full, "ahu")
    response = client.post(url, {"typed": "AHU 99 Tahun 2025", "issued_by": "", "issued_on": ""})
    assert response.status_code == 422
    [error] = response.context["form"].errors["typed"]
    assert "AHU-0099003.AH.01.26.TAHUN 2021" in error
    assert not CooperativeIdentifier.objects.filter(kind="ahu").exists()


def test_changing_keeps_the_phone_that_the_form_does_not_show(client, officer, full):
    form = client.get(_url("change", full)).context["form"]
    data = {
        name: field.value() if field.value() is not None else ""
        for name, field in ((bound.name, bound) for bound in form)
        if field.value() not in {False}
        if not isinstance(field.value(), list)
    }
    data |= {"address": "Jalan Pasar 1", "served_village_codes": ["99.01.01.2001"]}
    response = client.post(_url("change", full), data)
    assert response.status_code == 302
    full.refresh_from_db()
    assert (full.address, full.phone) == ("Jalan Pasar 1", "+6281234567890")


def test_officer_year_and_paper_are_written_through_their_forms(client, officer, full):
    chair = full.officers.get()
    assert (
        client.post(
            _url("end_officer", full, chair.public_id),
            {"ended_on": "2026-01-02", "reason": "Mengundurkan diri"},
        ).status_code
        == 302
    )
    assert (
        client.post(
            _url("add_officer", full), {"post": "ketua", "person_name": "Contoh Dua"}
        ).status_code
        == 302
    )
    assert (
        client.post(
            _url("record_year", full),
            {"book_year": "2024", "assets": "Rp1.250.000,50", "source": "rat_report"},
        ).status_code
        == 302
    )
    assert (
        client.post(
            _url("business_lines", full), {"lines": "47111 2020 Sembako\n64142 2020"}
        ).status_code
        == 302
    )
    identifier = full.identifiers.get()
    assert client.post(_url("verify_identifier", full, identifier.pk)).status_code == 302
    assert client.post(_url("verify_year", full, 2024)).status_code == 302
    assert str(full.years.get(book_year=2024).assets) == "1250000.50"
    assert full.business_lines.count() == 2
    identifier.refresh_from_db()
    assert identifier.verified_by == officer


def test_confirmation_of_another_number_than_the_page_showed_is_told(client, officer, full):
    number = {"typed": "0101259900001", "issued_by": "OSS"}
    client.post(_url("identifier", full, "nib"), number)
    page = client.get(_url("page", full)).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    client.post(_url("identifier", full, "nib"), number | {"typed": "0101259900002"})
    identifier = full.identifiers.get(kind="nib")
    verify = _url("verify_identifier", full, identifier.pk)
    answer = client.post(verify, {"seen": seen}, follow=True)
    assert "diubah orang lain sesudah halaman ini dibuka" in answer.content.decode()
    identifier.refresh_from_db()
    assert identifier.verified_at is None
    seen = re.search(r'name="seen" value="(\w+)"', answer.content.decode())[1]
    client.post(verify, {"seen": seen})
    identifier.refresh_from_db()
    assert identifier.verified_by == officer


def test_two_records_are_compared_merged_and_taken_apart_again(client, officer, make_cooperative):
    winner = make_cooperative("KSP Sumber Rejeki", kind=Kind.KSP, address="Jalan Satu")
    loser = make_cooperative("KSP Soember Redjeki", kind=Kind.KSP, address="Jalan Dua")
    listed = client.get(reverse("cooperatives:duplicates")).content.decode()
    assert _url("merge", winner, loser.public_id) in listed
    page = client.get(_url("merge", winner, loser.public_id)).content.decode()
    assert page.count("pair-differs") == 2
    client.post(_url("merge", winner, loser.public_id), {"reason": "Catatan ganda"})
    loser.refresh_from_db()
    assert loser.merged_into == winner
    merge = winner.merges_won.get()
    client.post(_url("undo_merge", winner, merge.pk), {"reason": "Ternyata dua"})
    loser.refresh_from_db()
    assert loser.merged_into is None
    client.post(_url("not_duplicate", winner, loser.public_id), {"reason": "Dua akta"})
    assert (
        "Tidak ada dugaan ganda" in client.get(reverse("cooperatives:duplicates")).content.decode()
    )
