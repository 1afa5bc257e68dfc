"""The promises of every list, shown on one made of users."""

import csv
import io
from uuid import uuid4

import pytest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineWorkbook

from umpak.foundation.access.choices import Permission, Role
from umpak.foundation.access.models import User
from umpak.foundation.audit.models import AuditEntry
from umpak.web.lists import paging
from umpak.web.lists.columns import INSTANT, NUMBER, Badge, Column
from umpak.web.lists.filters import BooleanFilter, ChoiceFilter, RangeFilter, TextFilter
from umpak.web.lists.screen import ListScreen
from umpak.web.urls import urlpatterns as product_urls


class People(ListScreen[User]):
    title = _("Daftar orang")
    permission = Permission.ROLE_VIEW
    model = User
    columns = (
        Column(key="name", label=_("Nama"), sort="name", is_heading=True, url=lambda u: f"/{u.pk}"),
        Column(key="username", label=_("Nama pengguna"), sort="username"),
        Column(key="number", label=_("Nomor"), value="pk", format=NUMBER),
        Column(key="state", label=_("Keadaan"), value=lambda _u: Badge(text="aktif", tone="green")),
        Column(key="made", label=_("Dibuat"), value="created_at", format=INSTANT, is_default=False),
    )
    filters = (
        ChoiceFilter(key="nama", label=_("Nama"), path="name", choices=[("Budi", "Pak Budi")]),
        BooleanFilter(key="aktif", label=_("Aktif"), path="is_active"),
        TextFilter(key="surel", label=_("Surel"), path="email"),
        RangeFilter(key="dibuat", label=_("Dibuat"), path="created_at", kind="instant"),
    )
    default_sort = "name"
    search_paths = ("name", "username")

    def queryset(self, user):
        return User.objects.all()

    def exportable(self, user, rows):
        return rows


urlpatterns = [*product_urls, path("orang/", People.as_view(), name="people")]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def office(client, make_user):
    """A signed-in head of office who may see and download the list."""
    client.force_login(make_user(Role.HEAD))
    return client


def add(*names):
    return [
        User.objects.create_user(f"orang{number}", name=name, password=None)
        for number, name in enumerate(names)
    ]


def names_in(response):
    return [row[0].text for row in response.context["table"].rows]


def test_search_finds_every_word_anywhere(office):
    add("Siti Aminah", "Budi Santoso", "Siti Rahma")
    assert names_in(office.get("/orang/?q=siti rah")) == ["Siti Rahma"]


def test_sort_turns_round_by_its_heading(office):
    add("Ani", "Zul")
    assert names_in(office.get("/orang/?urut=-name"))[0] == "Zul"
    assert names_in(office.get("/orang/?urut=name"))[0] == "Ani"


def test_unknown_values_in_the_address_change_nothing(office):
    add("Ani")
    plain = names_in(office.get("/orang/"))
    odd = (
        "/orang/?urut=password&hal=x&per=7&nama=tidakada&aktif=mungkin&dibuat_dari=kemarin&tampil=z"
    )
    assert names_in(office.get(odd)) == plain


def test_filter_shows_as_a_chip_whose_link_removes_it(office):
    add("Budi", "Ani")
    response = office.get("/orang/?nama=Budi&urut=-name")
    [chip] = response.context["table"].chips
    assert (chip.text, chip.url) == ("Pak Budi", "?urut=-name")
    assert names_in(response) == ["Budi"]


def test_range_includes_both_its_ends(office):
    from umpak.foundation import calendar

    add("Ani")
    day = calendar.today().isoformat()
    assert "Ani" in names_in(office.get(f"/orang/?dibuat_dari={day}&dibuat_sampai={day}"))
    assert names_in(office.get("/orang/?dibuat_sampai=2001-01-01")) == []


def test_page_shows_its_share_and_the_total(office):
    add(*(f"Orang {number:03}" for number in range(60)))
    second = office.get("/orang/?hal=2&q=Orang").context["table"]
    assert (second.page.first_row, second.page.last_row, second.page.total_text) == (26, 50, "60")
    too_far = office.get("/orang/?hal=99&q=Orang").context["table"]
    assert too_far.page.number == 3


def test_counting_stops_at_its_bound(office, monkeypatch):
    monkeypatch.setattr(paging, "COUNT_BOUND", 30)
    add(*(f"Orang {number:03}" for number in range(60)))
    page = office.get("/orang/").context["table"].page
    assert (page.total_text, page.is_bounded, page.last) == ("30+", True, 2)


def test_twenty_rows_cost_as_many_queries_as_ten(office, django_assert_num_queries):
    add(*(f"Orang {number:03}" for number in range(9)))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        office.get("/orang/")
    for number in range(9, 19):
        User.objects.create_user(f"orang{number}", name=f"Orang {number:03}", password=None)
    with django_assert_num_queries(len(few)):
        office.get("/orang/")


@pytest.mark.parametrize(
    ("headers", "has_frame", "has_form"),
    [
        ({}, True, True),
        ({"HX-Request": "true", "HX-Target": "list-table"}, False, False),
        ({"HX-Request": "true", "HX-Target": "list"}, False, True),
    ],
)
def test_htmx_gets_only_the_part_it_swaps(office, headers, has_frame, has_form):
    text = office.get("/orang/", headers=headers).content.decode()
    assert ("<html" in text, 'id="list-form"' in text, 'id="list-table"' in text) == (
        has_frame, has_form, True,
    )  # fmt: skip


def test_files_hold_exactly_the_rows_and_columns_of_the_screen(office):
    add("Siti", "Budi", "Sari")
    query = "q=s&urut=-name&kolom=username&kolom=number"
    shown = [
        [cell.text for cell in row] for row in office.get(f"/orang/?{query}").context["table"].rows
    ]
    response = office.get(f"/orang/?{query}&unduh=csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    heads, *lines = csv.reader(io.StringIO(text))
    assert heads == ["Nama", "Nama pengguna", "Nomor"]
    assert [line[:2] for line in lines] == [row[:2] for row in shown]
    workbook = b"".join(office.get(f"/orang/?{query}&unduh=xlsx").streaming_content)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_index(0).to_python()
    assert [row[:2] for row in sheet[1:]] == [line[:2] for line in lines]
    assert all(isinstance(row[2], float) for row in sheet[1:])


def test_download_is_in_the_trail_without_what_was_typed(office):
    office.get("/orang/?q=3521010101010001&aktif=ya&unduh=csv").getvalue()
    entry = AuditEntry.objects.get(verb="list.export")
    assert entry.details["query"] == {"q": "…", "aktif": "ya", "unduh": "csv"}


@pytest.mark.parametrize("text", ["=1+1", "+62", "-5", "@cmd"])
def test_text_that_a_spreadsheet_would_run_is_made_harmless(office, text):
    add(f"{text} Budi")
    body = b"".join(office.get("/orang/?q=Budi&unduh=csv").streaming_content).decode("utf-8-sig")
    [line] = list(csv.reader(io.StringIO(body)))[1:]
    assert line[0].startswith("'")


def test_download_is_refused_without_its_permission(client, make_user):
    client.force_login(make_user(Role.DATA_PROTECTION_OFFICER))
    assert client.get("/orang/").status_code == 200
    assert client.get("/orang/?unduh=csv").status_code == 403


def test_list_is_refused_without_its_permission_and_to_strangers(client, make_user):
    assert client.get("/orang/").status_code == 302
    client.force_login(make_user(Role.TELLER, str(uuid4()), scope_kind="cooperative"))
    assert client.get("/orang/").status_code == 403


def test_empty_list_says_what_to_do_next(office):
    text = office.get("/orang/?q=tidakada").content.decode()
    assert "Tidak ada yang cocok" in text
    assert 'href="?"' in text
