"""Businesses on screen: who sees what, what a reading leaves behind, what forms answer."""

import datetime as dt

import pytest
from django.urls import reverse
from tests.registry.enterprises.conftest import NEIGHBOUR, NIK, VILLAGE

from umpak.foundation import calendar
from umpak.foundation.access.choices import Role, ScopeKind
from umpak.foundation.audit.models import PersonalDataRead
from umpak.parameters.permits import lapses_soon_days
from umpak.registry.enterprises.choices import OwnerKind
from umpak.registry.enterprises.details import PermitDetails, ProductDetails
from umpak.registry.enterprises.models import Enterprise, Product
from umpak.registry.enterprises.services.enterprises import add_enterprise
from umpak.registry.enterprises.services.parts import save_permit, save_product
from umpak.registry.people.models import Person
from umpak.web.enterprises.lists import EnterpriseList

TYPED = {
    "name": "Tempe Pak Budi", "village": f"{VILLAGE} Sumber Rejo", "owner_kind": "perorangan",
    "owner_name": "Budi", "sector": "makanan_olahan", "capital": "Rp5.000.000",
    "yearly_sales": "60.000.000", "started_year": "2019",
}  # fmt: skip
HTMX = {"HX-Request": "true", "HX-Target": "part-produk"}


def names_in(response):
    return [row[0].text for row in response.context["table"].rows]


def url(name, enterprise, *more):
    return reverse(f"enterprises:{name}", args=[enterprise.public_id, *more])


@pytest.mark.parametrize("page", ["page", "documents", "history", "change", "close", "reopen"])
@pytest.mark.parametrize(
    ("role", "place", "status"),
    [(Role.OFFICER, "99.01", 200), (Role.VILLAGE_OFFICER, NEIGHBOUR, 404),
     (Role.DATA_PROTECTION_OFFICER, "99.01", 403)],
)  # fmt: skip
def test_page_is_there_only_in_scope(as_user, enterprise, page, role, place, status):
    client = as_user(role, place)
    response = client.get(url(page, enterprise))
    if (page, role) == ("history", Role.DATA_PROTECTION_OFFICER):
        assert response.status_code == 403
    assert response.status_code == status


def test_planner_reads_but_gets_no_form_no_phone_and_no_desil(as_user, enterprise):
    page = as_user(Role.PLANNER).get(url("page", enterprise))
    text = page.content.decode()
    assert "Sri Wahyuni" in text
    assert "Desil keluarga" not in text
    assert "+6281234567890" not in text
    assert "Tambah produk" not in text
    listed = as_user(Role.PLANNER).get(reverse("enterprises:list"), {"desil": "2"})
    assert names_in(listed) == []


def test_opening_a_persons_business_is_logged_and_a_firms_is_not(
    as_user, officer, details, enterprise
):
    firm = add_enterprise(
        by=officer,
        details=details(name="CV Maju", owner_kind=OwnerKind.BODY, owner_name="CV Maju"),
    )
    client = as_user(Role.FACILITATOR, VILLAGE)
    assert client.get(url("page", firm)).status_code == 200
    assert not PersonalDataRead.objects.exists()
    client.get(url("page", enterprise))
    read = PersonalDataRead.objects.get()
    assert (read.subject_key, read.territory_code) == (str(enterprise.public_id), VILLAGE)
    assert read.purpose == "pembinaan_usaha_mikro"


def test_business_is_added_and_faults_stand_beside_their_fields(as_user, places):
    client = as_user(Role.VILLAGE_OFFICER, VILLAGE)
    wrong = client.post(reverse("enterprises:add"), TYPED | {"kbli": "123", "owner_name": ""})
    assert wrong.status_code == 422
    assert set(wrong.context["form"].errors) == {"kbli"}
    assert not Enterprise.objects.exists()
    response = client.post(reverse("enterprises:add"), TYPED)
    enterprise = Enterprise.objects.get()
    assert response.headers["Location"] == url("page", enterprise)
    assert (enterprise.size, enterprise.capital) == ("mikro", 5_000_000)


def test_business_is_not_added_elsewhere(as_user, places):
    client = as_user(Role.VILLAGE_OFFICER, NEIGHBOUR)
    answer = client.post(reverse("enterprises:add"), TYPED)
    assert answer.status_code == 422
    assert "luar wilayah tugas" in str(answer.context["form"].errors["village"])
    assert "Tempe Pak Budi" in answer.content.decode()
    assert not Enterprise.objects.exists()


def test_form_shows_no_identity_number_and_an_empty_field_keeps_it(as_user, enterprise, owner):
    client = as_user(Role.OFFICER)
    form = client.get(url("change", enterprise))
    assert NIK not in form.content.decode()
    assert "81234567890" not in form.content.decode()
    assert 'value="5.000.000"' in form.content.decode()
    client.post(url("change", enterprise), TYPED | {"owner_name": ""})
    enterprise.refresh_from_db()
    assert (enterprise.name, enterprise.owner, enterprise.phone) == (
        "Tempe Pak Budi", owner, "+6281234567890",
    )  # fmt: skip


def test_owner_changes_the_own_business_on_a_shorter_form(as_user, enterprise):
    client = as_user(
        Role.ENTERPRISE_OWNER, str(enterprise.public_id), scope_kind=ScopeKind.ENTERPRISE
    )
    form = client.get(url("change", enterprise)).context["form"]
    assert "owner_nik" not in form.fields
    assert "village" not in form.fields
    answer = client.post(
        url("change", enterprise), {"name": "Keripik Maju", "sector": "makanan_olahan"}
    )
    assert answer.status_code == 302
    enterprise.refresh_from_db()
    assert (enterprise.name, enterprise.village_id) == ("Keripik Maju", VILLAGE)
    assert client.get(reverse("enterprises:add")).status_code == 403
    assert client.post(reverse("enterprises:add"), TYPED).status_code == 403


def test_closing_and_reopening(as_user, enterprise):
    client = as_user(Role.OFFICER)
    assert client.post(url("close", enterprise), {"closed_on": "2999-01-01", "reason": "x"}) \
        .status_code == 422  # fmt: skip
    client.post(url("close", enterprise), {"closed_on": calendar.today(), "reason": "Pindah"})
    enterprise.refresh_from_db()
    assert not enterprise.is_open
    client.post(url("reopen", enterprise), {"reason": "Salah catat"})
    enterprise.refresh_from_db()
    assert enterprise.is_open


def test_product_is_added_changed_and_removed_on_the_page(as_user, enterprise):
    client = as_user(Role.OFFICER)
    card = url("part", enterprise, "produk")
    fragment = client.post(
        card, {"produk-name": "Keripik", "produk-price": "Rp10.000"}, headers=HTMX
    )
    assert fragment.status_code == 200
    assert "Rp10.000" in fragment.content.decode()
    assert "<html" not in fragment.content.decode()
    again = client.post(card, {"produk-name": "Keripik"})
    assert again.status_code == 422
    assert "Sudah tercatat" in again.content.decode()
    product = Product.objects.get()
    edit = url("edit_part", enterprise, "produk", product.pk)
    assert client.get(edit).status_code == 200
    assert client.post(edit, {"name": "Keripik pedas"}).status_code == 302
    assert Product.objects.get().name == "Keripik pedas"
    client.post(edit, {"hapus": "1"})
    assert not Product.objects.exists()


def test_wrong_permit_number_is_told_beside_the_field(as_user, enterprise):
    client = as_user(Role.OFFICER)
    answer = client.post(url("part", enterprise, "izin"), {"izin-kind": "nib", "izin-number": "12"})
    assert "13 angka" in answer.content.decode()
    assert not enterprise.permits.exists()


@pytest.mark.parametrize(
    ("role", "place", "status"),
    [(Role.PLANNER, "99.01", 403), (Role.VILLAGE_OFFICER, NEIGHBOUR, 404)],
)
def test_lines_are_written_only_in_scope(as_user, officer, enterprise, role, place, status):
    product = save_product(
        by=officer, enterprise=enterprise, details=ProductDetails(name="Keripik")
    )
    client = as_user(role, place)
    typed = {"produk-name": "Lain", "name": "Lain"}
    assert client.post(url("part", enterprise, "produk"), typed).status_code == status
    edit = url("edit_part", enterprise, "produk", product.pk)
    assert client.get(edit).status_code == status
    assert client.post(edit, {"hapus": "1"}).status_code == status
    assert Product.objects.get() == product


def test_line_of_another_business_and_unknown_part_are_not_found(
    as_user, officer, details, enterprise
):
    other = add_enterprise(by=officer, details=details(name="Lain"))
    product = save_product(by=officer, enterprise=other, details=ProductDetails(name="Roti"))
    client = as_user(Role.OFFICER)
    assert client.get(url("edit_part", enterprise, "produk", product.pk)).status_code == 404
    assert client.get(url("part", enterprise, "rahasia")).status_code == 404


def test_village_officer_lists_only_the_own_village(as_user, officer, details, enterprise):
    add_enterprise(by=officer, details=details(name="Tetangga", village_code=NEIGHBOUR))
    client = as_user(Role.VILLAGE_OFFICER, NEIGHBOUR)
    assert names_in(client.get(reverse("enterprises:list"))) == ["Tetangga"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "keripk"}, ["Keripik Bu Sri"]),
        ({"q": "wahyuni"}, ["Keripik Bu Sri"]),
        ({"sektor": "kerajinan"}, ["Anyaman"]),
        ({"ukuran": "mikro", "desil": "2"}, ["Keripik Bu Sri"]),
        ({"wilayah": NEIGHBOUR}, ["Anyaman"]),
        ({"wilayah": "99.01.02"}, ["Anyaman", "Keripik Bu Sri"]),
        ({"izin": "30"}, ["Anyaman"]),
        ({"izin": "lewat"}, []),
        ({"tutup": "ya"}, []),
    ],
)
def test_filters_narrow_the_list(as_user, officer, details, enterprise, query, found):
    other = add_enterprise(
        by=officer,
        details=details(
            name="Anyaman", sector="kerajinan", village_code=NEIGHBOUR, owner_name="Parto"
        ),
    )
    for days in (-400, 20):
        ends = calendar.today() + dt.timedelta(days=days)
        save_permit(
            by=officer, enterprise=other,
            details=PermitDetails(kind="merek", number=f"M{days}", expires_on=ends),
        )  # fmt: skip
    client = as_user(Role.OFFICER)
    assert sorted(names_in(client.get(reverse("enterprises:list"), query))) == found


def test_permits_that_lapse_are_listed_soonest_first_without_the_renewed(
    as_user, officer, enterprise
):
    today = calendar.today()
    for kind, number, days in (
        ("halal", "ID99000000000001", -30), ("halal", "ID99000000000002", 900),
        ("pirt", "299000000000001", 10), ("merek", "M1", None),
    ):  # fmt: skip
        ends = None if days is None else today + dt.timedelta(days=days)
        save_permit(
            by=officer, enterprise=enterprise,
            details=PermitDetails(kind=kind, number=number, expires_on=ends),
        )  # fmt: skip
    page = as_user(Role.OFFICER).get(reverse("enterprises:permits"))
    numbers = [row[4].text for row in page.context["table"].rows]
    assert numbers == ["299000000000001", "ID99000000000002"]


def test_entries_to_the_permits_lead_to_those_that_lapse_within_the_term(
    as_user, officer, enterprise
):
    today = calendar.today()
    term = lapses_soon_days(today)
    for kind, number, days in (
        ("merek", "M1", -1), ("halal", "ID99000000000001", term),
        ("pirt", "299000000000001", term + 1),
    ):  # fmt: skip
        save_permit(
            by=officer, enterprise=enterprise,
            details=PermitDetails(
                kind=kind, number=number, expires_on=today + dt.timedelta(days=days)
            ),
        )  # fmt: skip
    client = as_user(Role.OFFICER)
    home = client.get("/")
    card = next(one for one in home.context["cards"] if one.title == "Izin yang segera berakhir")
    action = next(one for one in EnterpriseList.actions if one.icon == "calendar-exclamation")
    assert card.more_url == action.url
    page = client.get(card.more_url)
    assert [row[4].text for row in page.context["table"].rows] == ["ID99000000000001"]
    assert f"segera ({term} hari)" in page.content.decode()
    assert card.more_label == "Semua 1 yang segera berakhir"


def test_chart_by_sector_and_size_agrees_with_its_table(as_user, enterprise):
    page = as_user(Role.OFFICER).get(reverse("enterprises:list"), {"tampil": "grafik"})
    (line,) = page.context["chart_lines"]
    assert (line["label"], line["total"], sum(line["values"])) == ("Makanan olahan", 1, 1)


@pytest.mark.parametrize("address", ["enterprises:list", "enterprises:permits"])
def test_list_costs_the_same_for_ten_rows_as_for_twenty(
    as_user, officer, details, places, django_assert_max_num_queries, address
):
    client = as_user(Role.OFFICER)
    client.get(reverse(address))  # reads the places of the filter once
    counts = []
    for total in (10, 20):
        for number in range(Enterprise.objects.count(), total):
            one = add_enterprise(by=officer, details=details(name=f"Usaha {number}"))
            permit = PermitDetails(kind="merek", number=f"M{number}", expires_on=calendar.today())
            save_permit(by=officer, enterprise=one, details=permit)
        with django_assert_max_num_queries(60) as queries:
            page = client.get(reverse(address))
        assert len(page.context["table"].rows) == total
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_page_costs_the_same_for_many_products(
    as_user, officer, enterprise, django_assert_max_num_queries
):
    client = as_user(Role.OFFICER)
    counts = []
    for total in (10, 20):
        for number in range(Product.objects.count(), total):
            product = ProductDetails(name=f"Produk {number}")
            save_product(by=officer, enterprise=enterprise, details=product)
        with django_assert_max_num_queries(80) as queries:
            client.get(url("page", enterprise))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_owners_name_is_only_ever_text_in_the_form(as_user, officer, owner, enterprise):
    Person.objects.filter(pk=owner.pk).update(name="Sri <b onclick='x'>Wahyuni</b>")
    page = as_user(Role.OFFICER).get(url("change", enterprise)).content.decode()
    assert "<b onclick" not in page
    assert "&lt;b onclick" in page
