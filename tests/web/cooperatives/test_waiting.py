"""Kutai Kartanegara's question: which cooperatives wait for legality, where and since when."""

import datetime as dt

import pytest

from umpak.foundation import calendar
from umpak.foundation.access.choices import Role, ScopeKind
from umpak.registry.cooperatives.choices import LegalStatus

ADDRESS = "/koperasi/menunggu-badan-hukum/"


@pytest.fixture
def waiting(make_cooperative):
    """One within the ninety days, one on the day, one past, one undated, one a legal body."""
    today = calendar.today()
    for name, days, village in (
        ("Koperasi Muda", 10, "99.01.01.2001"),
        ("Koperasi Tepat", 90, "99.01.01.2002"),
        ("Koperasi Lama", 91, "99.01.02.2001"),
    ):
        make_cooperative(
            name,
            village_code=village,
            founded_on=today - dt.timedelta(days=days),
        )
    make_cooperative("Koperasi Tanpa Tanggal", village_code="99.01.03.2001")
    make_cooperative("Koperasi Resmi", legal_status=LegalStatus.LEGAL)


def names(client, query="") -> list[str]:
    rows = client.get(f"{ADDRESS}{query}").context["table"].rows
    return [cell.text for row in rows for cell in row if cell.is_heading]


@pytest.fixture
def office(client, make_user, waiting):
    client.force_login(make_user(Role.OFFICER, "99.01"))
    return client


def test_longest_waiting_stands_first_and_legal_bodies_are_absent(office):
    assert names(office) == [
        "Koperasi Lama", "Koperasi Tepat", "Koperasi Muda", "Koperasi Tanpa Tanggal",
    ]  # fmt: skip


def test_limit_of_the_law_divides_the_list_on_its_day(office):
    assert names(office, "?lewat=ya") == ["Koperasi Lama"]
    assert "Koperasi Tepat" in names(office, "?lewat=tidak")
    page = office.get(ADDRESS).content.decode()
    assert "<strong>1</strong> sudah menunggu lebih dari 90 hari." in page
    assert "UU 25/1992 Pasal 10" in page


def test_chart_shows_where_they_wait_and_the_district_of_the_late_ones_first(office):
    answer = office.get(f"{ADDRESS}?tampil=grafik")
    assert "umpak/chart.js" in answer.content.decode()
    shown = answer.context
    assert shown["chart_headings"] == ["Lewat batas", "Masih wajar", "Tanggal belum dicatat"]
    lines = shown["chart_lines"]
    assert lines[0]["values"] == [1, 0, 0]
    assert sorted(line["values"] for line in lines[1:]) == [[0, 0, 1], [0, 2, 0]]
    narrowed = office.get(f"{ADDRESS}?tampil=grafik&lewat=ya").context["chart_lines"]
    assert [line["total"] for line in narrowed] == [1]


def test_list_names_the_village_the_day_and_the_days(office):
    page = office.get(f"{ADDRESS}?wilayah=99.01.02").content.decode()
    assert "Sumberan Kulon" in page
    assert ">91<" in page.replace(" ", "").replace("\n", "")
    assert "Koperasi Muda" not in page


def test_camat_sees_only_the_own_district(client, make_user, waiting):
    client.force_login(make_user(Role.DISTRICT_OFFICE, "99.01.02"))
    assert names(client) == ["Koperasi Lama"]


@pytest.mark.parametrize(
    ("role", "kind", "is_offered"),
    [
        (Role.OFFICER, ScopeKind.TERRITORY, True),
        (Role.DISTRICT_OFFICE, ScopeKind.TERRITORY, True),
        (Role.COOPERATIVE_MANAGER, ScopeKind.COOPERATIVE, False),
    ],
)
def test_list_is_offered_to_those_who_hold_places(
    client, make_user, make_cooperative, role, kind, is_offered
):
    own = make_cooperative("Koperasi Sendiri")
    key = "99.01.01" if kind == ScopeKind.TERRITORY else str(own.public_id)
    client.force_login(make_user(role, key, scope_kind=kind))
    for address in ("/", "/koperasi/"):
        assert (ADDRESS in client.get(address).content.decode()) == is_offered


def test_name_is_found_with_a_slip(office):
    assert names(office, "?q=Lamo") == ["Koperasi Lama"]
