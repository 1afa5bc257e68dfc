"""BUMDes on screen: who sees what, and what forms answer."""

from decimal import Decimal

import pytest
from django.urls import reverse
from tests.registry.bumdes.conftest import CERTIFICATE, NEIGHBOUR, VILLAGE

from umpak.foundation.access.choices import Role
from umpak.foundation.imports.choices import Status
from umpak.foundation.imports.services import apply_import, upload_import
from umpak.registry.bumdes.choices import BumdesKind
from umpak.registry.bumdes.details import UnitDetails
from umpak.registry.bumdes.models import Bumdes, BumdesAsset
from umpak.registry.bumdes.services import add_bumdes, save_unit
from umpak.web.bumdes.lists import BumdesList

TYPED = {
    "name": "BUMDes Baru", "kind": "bumdes", "village": VILLAGE, "legal_status": "belum",
    "is_active": "on",
}  # fmt: skip


def names_in(response):
    return [row[0].text for row in response.context["table"].rows]


def url(name, bumdes, *more):
    return reverse(f"bumdes:{name}", args=[bumdes.public_id, *more])


@pytest.mark.parametrize("page", ["page", "documents", "history", "change"])
@pytest.mark.parametrize(
    ("role", "place", "status"),
    [(Role.OFFICER, "99.01", 200), (Role.VILLAGE_OFFICER, NEIGHBOUR, 404), (None, "", 403)],
)
def test_page_is_there_only_in_scope(as_user, make_user, client, bumdes, page, role, place, status):
    if role == Role.TELLER:
        client.force_login(make_user())
    else:
        as_user(role, place)
    assert client.get(url(page, bumdes)).status_code == status


def test_bumdesma_is_a_page_in_each_of_its_villages(as_user, officer, details):
    shared = details(kind=BumdesKind.BUMDESMA, member_village_codes=(NEIGHBOUR,))
    bumdes = add_bumdes(by=officer, details=shared)
    assert as_user(Role.VILLAGE_OFFICER, NEIGHBOUR).get(url("page", bumdes)).status_code == 200


def test_bumdes_is_added_and_faults_stand_beside_their_fields(as_user, places):
    client = as_user(Role.VILLAGE_OFFICER, VILLAGE)
    wrong = client.post(reverse("bumdes:add"), TYPED | {"legal_status": "berbadan_hukum"})
    assert wrong.status_code == 422
    assert set(wrong.context["form"].errors) == {"legal_number", "legal_on"}
    assert not Bumdes.objects.exists()
    answer = client.post(reverse("bumdes:add"), TYPED | {"reported_assets": "Rp1.500.000"})
    bumdes = Bumdes.objects.get()
    assert answer.headers["Location"] == url("page", bumdes)
    assert (bumdes.reported_assets, bumdes.is_active) == (1_500_000, True)


def test_bumdes_is_not_added_elsewhere(as_user, places):
    client = as_user(Role.VILLAGE_OFFICER, NEIGHBOUR)
    answer = client.post(reverse("bumdes:add"), TYPED)
    assert answer.status_code == 422
    assert "luar wilayah tugas" in str(answer.context["form"].errors["village"])


def test_bumdesma_is_typed_with_the_codes_of_its_villages(as_user, bumdes):
    client = as_user(Role.OFFICER)
    typed = TYPED | {"kind": "bumdesma", "member_villages": f"{NEIGHBOUR}, "}
    client.post(url("change", bumdes), typed)
    bumdes.refresh_from_db()
    assert sorted(one.village_id for one in bumdes.member_villages.all()) == [VILLAGE, NEIGHBOUR]
    assert bumdes.phone == "+6281234567890"
    form = client.get(url("change", bumdes))
    assert f'value="{NEIGHBOUR}"' in form.content.decode()
    assert "81234567890" not in form.content.decode()


def test_asset_is_added_on_the_page_in_rupiah(as_user, bumdes):
    client = as_user(Role.OFFICER)
    typed = {"name": "Gudang", "category": "gudang", "ownership": "bmdes", "value": "150.000.000"}
    client.post(url("part", bumdes, "aset"), {f"aset-{key}": one for key, one in typed.items()})
    assert BumdesAsset.objects.get().value == 150_000_000
    page = client.get(url("page", bumdes)).content.decode()
    assert "Rp150.000.000" in page
    assert CERTIFICATE in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "karia"}, ["BUMDes Karya"]),
        ({"badan_hukum": "berbadan_hukum"}, ["BUMDes Karya"]),
        ({"badan_hukum": "belum"}, ["BUMDes Lain"]),
        ({"wilayah": NEIGHBOUR}, ["BUMDes Lain"]),
        ({"aktif": "tidak"}, []),
    ],
)
def test_filters_narrow_the_list(as_user, officer, details, bumdes, query, found):
    add_bumdes(by=officer, details=details(name="BUMDes Lain", village_code=NEIGHBOUR))
    client = as_user(Role.OFFICER)
    assert names_in(client.get(reverse("bumdes:list"), query)) == found


def test_list_costs_the_same_for_ten_rows_as_for_twenty(
    as_user, officer, details, django_assert_max_num_queries
):
    client = as_user(Role.OFFICER)
    client.get(reverse("bumdes:list"))  # reads the places of the filter once
    counts = []
    for total in (10, 20):
        for number in range(Bumdes.objects.count(), total):
            one = add_bumdes(by=officer, details=details(name=f"B{number}"))
            save_unit(by=officer, bumdes=one, details=UnitDetails(name="Toko"))
        with django_assert_max_num_queries(60) as queries:
            page = client.get(reverse("bumdes:list"))
        assert len(page.context["table"].rows) == total
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_list_taken_away_with_all_columns_comes_back_unchanged(as_user, bumdes, officer, details):
    add_bumdes(
        by=officer,
        details=details(
            name="BUMDesma Rukun", kind=BumdesKind.BUMDESMA, member_village_codes=(NEIGHBOUR,),
            reported_assets=Decimal(150_000_000), is_active=False, director_name="Bambang",
        ),
    )  # fmt: skip
    for name in ("air bersih", "sewa tenda"):
        save_unit(by=officer, bumdes=bumdes, details=UnitDetails(name=name))
    columns = "&".join(f"kolom={column.key}" for column in BumdesList.columns)
    answer = as_user(Role.OFFICER).get(f"/bumdes/?{columns}&unduh=csv")
    file = b"".join(answer.streaming_content)
    assert f"{VILLAGE};{NEIGHBOUR}" in file.decode()

    def loaded(content: bytes):
        batch = upload_import(by=None, kind_code="bumdes", file_name="b.csv", content=content)
        return apply_import(by=None, batch=batch)

    again = loaded(file)
    assert (again.status, again.new_count, again.unchanged_count) == (Status.APPLIED, 0, 2)
    Bumdes.objects.all().delete()
    loaded(file)
    back = Bumdes.objects.get(kind=BumdesKind.BUMDESMA)
    assert sorted(back.member_villages.values_list("village_id", flat=True)) == [VILLAGE, NEIGHBOUR]
    assert (back.is_active, back.reported_assets) == (False, 150_000_000)
    assert Bumdes.objects.exclude(pk=back.pk).get().units.count() == 2
