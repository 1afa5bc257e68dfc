"""The list of families: identities masked on the screen and in the files alike."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.personal_data.selectors import masked
from umpak.foundation.search.selectors import Found, find
from umpak.registry.people.models import Household
from umpak.registry.people.selectors import households
from umpak.rules.quarters import quarter_of
from umpak.web.lists.addresses import page_address
from umpak.web.lists.columns import NUMBER, ONE_LINE, RUPIAH, YES_NO, Column
from umpak.web.lists.filters import BooleanFilter, ChoiceFilter, TerritoryFilter
from umpak.web.lists.screen import Action, Empty, ListScreen
from umpak.web.lists.state import SEARCH

_LONGEST_DIGITS_IN_A_NAME = 5


def household_url(household: Household) -> str:
    """The address holds the public id: no number of a citizen stands in any address."""
    return page_address("people:household", household.public_id)


def desil_text(household: Household) -> str:
    """A desil without its quarter says nothing."""
    if household.desil is None or household.desil_period_on is None:
        return "–"
    return f"{household.desil} ({quarter_of(household.desil_period_on).label})"


def programmes(household: Household) -> list[str]:
    """The programmes whose help the family receives."""
    flags = (
        (household.has_pkh, "PKH"), (household.has_sembako, "Sembako"),
        (household.has_pbi, "PBI-JK"), (household.has_blt, "BLT Desa"),
    )  # fmt: skip
    return [name for has, name in flags if has]


def holds_a_number(text: str) -> bool:
    """Whether somebody typed an identity number where a name belongs."""
    return sum(sign.isdigit() for sign in text) > _LONGEST_DIGITS_IN_A_NAME


class HouseholdList(ListScreen[Household]):
    title = _("Keluarga")
    lead = _("Nomor identitas disamarkan; bukalah di halaman keluarga dengan alasan.")
    permission = Permission.PEOPLE_VIEW
    model = Household
    template_name = "people/list.html"
    search_label = _("Cari nama anggota keluarga")
    columns = (
        Column(
            key="nama", label=_("Kepala keluarga"), value="head_name", sort="head_name",
            url=household_url, is_heading=True,
        ),
        Column(key="kk", label=_("No. KK"), value=lambda row: masked(row.family_card)),
        Column(key="desa", label=_("Desa/kelurahan"), value="village.name", sort="village"),
        Column(key="kecamatan", label=_("Kecamatan"), value="village.parent.name"),
        Column(key="alamat", label=_("Alamat"), value="address", is_default=False),
        Column(key="rt", label=_("RT"), is_default=False),
        Column(key="rw", label=_("RW"), is_default=False),
        Column(key="anggota", label=_("Anggota"), value="size", format=NUMBER, sort="size"),
        Column(key="desil", label=_("Desil"), value=desil_text, sort="desil", format=ONE_LINE),
        Column(key="bantuan", label=_("Bantuan"), value=lambda row: ", ".join(programmes(row))),
        Column(key="usaha", label=_("Punya usaha"), value="has_business", format=YES_NO),
        Column(
            key="koperasi", label=_("Anggota koperasi"), value="is_cooperative_member",
            format=YES_NO, is_default=False,
        ),
        Column(
            key="pengeluaran", label=_("Pengeluaran per orang per bulan"),
            value="expenditure_per_capita", format=RUPIAH, is_default=False,
        ),
    )  # fmt: skip
    filters = (
        TerritoryFilter(key="wilayah", label=_("Wilayah"), path="village__code"),
        ChoiceFilter(
            key="desil", label=_("Desil"), path="desil",
            choices=[(number, str(number)) for number in range(1, 11)],
        ),
        BooleanFilter(key="pkh", label=_("PKH"), path="has_pkh"),
        BooleanFilter(key="sembako", label=_("Sembako"), path="has_sembako"),
        BooleanFilter(key="pbi", label=_("PBI-JK"), path="has_pbi"),
        BooleanFilter(key="blt", label=_("BLT Desa"), path="has_blt"),
        BooleanFilter(key="usaha", label=_("Punya usaha"), path="has_business"),
    )  # fmt: skip
    actions = (
        Action(
            label=_("Pemrosesan dibatasi"), url_name="people:restricted", icon="lock",
            permission=Permission.RESTRICTION_VIEW, is_primary=False,
        ),
        Action(
            label=_("Desil per desa"), url_name="people:desil_by_village", icon="chart-bar",
            is_primary=False,
        ),
        Action(
            label=_("Total per desa"), url_name="people:place_totals", icon="sum",
            permission=Permission.INSIGHT_VIEW, is_primary=False,
        ),
        Action(
            label=_("Garis kemiskinan"), url_name="people:poverty_lines", icon="line-dashed",
            permission=Permission.INSIGHT_VIEW, is_primary=False,
        ),
        Action(
            label=_("Tambah keluarga"), url_name="people:add", permission=Permission.PEOPLE_CHANGE
        ),
    )  # fmt: skip
    empty = Empty(
        title=_("Belum ada keluarga"),
        text=_("Masukkan berkas keluarga lewat “Masukkan berkas”, atau tambahkan satu per satu."),
        icon="users",
    )

    def queryset(self, user: AnyUser) -> QuerySet[Any]:
        # Not the telephone: it would be decrypted for every row and shown in none.
        rows = households(user).defer("phone", "phone_hash", "family_card_hash", "search_words")
        rows = rows.select_related("village__parent")
        return rows.order_by("village_id", "head_name", "pk")  # as the index has them, no join

    def search(self, rows: QuerySet[Any], term: str) -> Found[Any]:
        return find(rows, term)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if holds_a_number(request.GET.get(SEARCH, "")):
            messages.warning(
                request,
                _("Nomor identitas tidak dicari lewat alamat halaman. Pakai “Cari dengan nomor”."),
            )
            if request.headers.get("HX-Request"):  # a fragment has no place for the warning
                return HttpResponse(headers={"HX-Redirect": reverse("people:list")})
            return redirect("people:list")
        return super().get(request, *args, **kwargs)
