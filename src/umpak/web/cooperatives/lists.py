"""The register as a list, a chart and a map."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from umpak.foundation import calendar
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.search.selectors import Found, find
from umpak.registry.cooperatives.choices import (
    ActivityState,
    CoordinateCheck,
    IdentifierKind,
    Kind,
    LegalStatus,
    Pattern,
)
from umpak.registry.cooperatives.duplicates import suspected_ids
from umpak.registry.cooperatives.models import (
    Cooperative,
    CooperativeIdentifier,
)
from umpak.registry.cooperatives.selectors.activity import with_activity
from umpak.registry.cooperatives.selectors.register import activity_of_line, with_summary
from umpak.web.cooperatives.badges import activity_badge, legal_badge, point_badge
from umpak.web.cooperatives.charts import activity_by_kind
from umpak.web.cooperatives.maps import points_on_districts
from umpak.web.lists.addresses import page_address
from umpak.web.lists.columns import DATE, NUMBER, RUPIAH, Badge, Column
from umpak.web.lists.filters import BooleanFilter, ChoiceFilter, TerritoryFilter
from umpak.web.lists.screen import Action, Empty, ListScreen, OtherView
from umpak.web.lists.state import ListState


def page_url(cooperative: Cooperative) -> str:
    """The page of this cooperative."""
    return page_address("cooperatives:page", cooperative.public_id)


def _shown_activity(line: Cooperative) -> Badge:
    return activity_badge(line, activity_of_line(line, calendar.today()).state.value)


@dataclass(frozen=True, kw_only=True)
class ActivityFilter(ChoiceFilter):
    """The state is computed in SQL, only where somebody asks for it."""

    def apply(self, rows: QuerySet[Any], params: QueryDict) -> QuerySet[Any]:
        if params.get(self.key, "") not in ActivityState.values:
            return rows
        return super().apply(_annotated(rows), params)


def _annotated(rows: QuerySet[Any]) -> QuerySet[Any]:
    if "activity_state" in rows.query.annotations:
        return rows
    return with_activity(rows, calendar.today())  # type: ignore[arg-type]  # rows of this model


@dataclass(frozen=True, kw_only=True)
class SuspectedFilter(BooleanFilter):
    """Records that look like another one that this user sees."""

    def apply(self, rows: QuerySet[Any], params: QueryDict) -> QuerySet[Any]:
        wanted = params.get(self.key, "")
        if wanted not in {"ya", "tidak"}:
            return rows
        condition = Q(pk__in=suspected_ids(rows.all(), calendar.today()))  # type: ignore[arg-type]  # rows of this model
        return rows.filter(condition if wanted == "ya" else ~condition)


def _has_nik(wanted: bool) -> Q:  # noqa: FBT001  # the filter's own signature
    held = CooperativeIdentifier.objects.filter(
        cooperative=OuterRef("pk"), kind=IdentifierKind.NIK_KOPERASI
    )
    return Q(Exists(held)) if wanted else ~Q(Exists(held))


class CooperativeList(ListScreen[Cooperative]):
    title = _("Koperasi")
    permission = Permission.COOPERATIVE_VIEW
    model = Cooperative
    template_name = "cooperatives/list.html"
    search_label = _("Cari nama, NIK, NIB, atau nomor AHU")
    default_sort = "name"
    columns = (
        Column(key="name", label=_("Nama"), sort="name", is_heading=True, url=page_url),
        Column(key="kind", label=_("Jenis"), value=lambda c: Kind(c.kind).label, sort="kind"),
        Column(key="village", label=_("Desa"), value="village.name", sort="village__name"),
        Column(
            key="district", label=_("Kecamatan"), value="village.parent.name",
            sort="village__parent__name",
        ),
        Column(
            key="activity", label=_("Keaktifan"), value=_shown_activity, sort="activity_state",
        ),
        Column(
            key="last_rat", label=_("RAT terakhir"), sort="last_rat",
        ),
        Column(
            key="legal", label=_("Badan hukum"), value=legal_badge, sort="legal_status",
            is_default=False,
        ),
        Column(
            key="members", label=_("Anggota"), sort="members",
            format=NUMBER,
        ),
        Column(
            key="assets", label=_("Aset"), sort="assets",
            format=RUPIAH,
        ),
        Column(
            key="nik", label=_("NIK koperasi"), sort="nik", is_default=False
        ),
        Column(key="ahu", label=_("SK AHU"), is_default=False),
        Column(
            key="pattern", label=_("Pola"), value=lambda c: Pattern(c.pattern).label,
            sort="pattern", is_default=False,
        ),
        Column(
            key="point", label=_("Titik"), value=point_badge, sort="coordinate_check",
            is_default=False,
        ),
        Column(
            key="founded", label=_("Berdiri"), value="founded_on", sort="founded_on",
            format=DATE, is_default=False,
        ),
    )  # fmt: skip
    filters = (
        SuspectedFilter(key="ganda", label=_("Diduga ganda")),
        ChoiceFilter(key="jenis", label=_("Jenis"), path="kind", choices=Kind.choices),
        TerritoryFilter(
            key="wilayah", label=_("Wilayah"), path="village__code",
            permission=Permission.COOPERATIVE_VIEW,
        ),
        ActivityFilter(
            key="keaktifan", label=_("Keaktifan"), path="activity_state",
            choices=ActivityState.choices,
        ),
        ChoiceFilter(
            key="badan_hukum", label=_("Badan hukum"), path="legal_status",
            choices=LegalStatus.choices,
        ),
        ChoiceFilter(key="pola", label=_("Pola"), path="pattern", choices=Pattern.choices),
        BooleanFilter(key="nik", label=_("Punya NIK"), condition=_has_nik),
        ChoiceFilter(
            key="titik", label=_("Titik"), path="coordinate_check",
            choices=CoordinateCheck.choices,
        ),
        BooleanFilter(
            key="tutup", label=_("Sudah ditutup"),
            condition=lambda wanted: Q(closed_on__isnull=not wanted),
        ),
    )  # fmt: skip
    other_views: ClassVar[tuple[OtherView, ...]] = (
        OtherView(key="grafik", label=_("Grafik"), icon="chart-bar", template="lists/_chart.html"),
        OtherView(key="peta", label=_("Peta"), icon="map-2", template="cooperatives/_map.html"),
    )
    actions = (
        Action(
            label=_("Menunggu badan hukum"), url_name="cooperatives:waiting", icon="clock",
            permission=Permission.COOPERATIVE_VIEW, is_for_office=True, is_primary=False,
        ),
        Action(
            label=_("Data ganda"), url_name="cooperatives:duplicates", icon="copy",
            permission=Permission.COOPERATIVE_MERGE, is_primary=False,
        ),
        Action(
            label=_("Tambah koperasi"), url_name="cooperatives:add", icon="plus",
            permission=Permission.COOPERATIVE_CHANGE, is_for_office=True,
        ),
    )  # fmt: skip
    empty = Empty(
        title=_("Belum ada koperasi"),
        text=_("Masukkan berkas koperasi, atau tambahkan satu per satu."),
        icon="building-community",
    )

    def queryset(self, user: AnyUser) -> QuerySet[Any]:
        rows: Any = super().queryset(user)
        # Not the telephone: it would be decrypted for every row and shown in none.
        current: QuerySet[Any] = with_summary(rows.current().defer("phone", "search_words"))
        return current.select_related("village__parent")

    def _sorted(self, rows: QuerySet[Any], sort: str) -> QuerySet[Any]:
        is_by_state = sort.removeprefix("-") == "activity"
        return super()._sorted(_annotated(rows) if is_by_state else rows, sort)

    def search(self, rows: QuerySet[Any], term: str) -> Found[Any]:
        """By number where the term looks like one, else by name with slips forgiven."""
        if sum(sign.isdigit() for sign in term) < _LEAST_DIGITS:
            return find(rows, term)
        held = CooperativeIdentifier.objects.filter(value__icontains=term).order_by()
        return Found(rows=rows.filter(pk__in=held.values("cooperative")))

    def view_context(self, rows: QuerySet[Any], current: ListState) -> dict[str, Any]:
        rows = _annotated(rows)
        if current.view == "peta":
            return points_on_districts(rows, self.request.user)
        return activity_by_kind(rows)


_LEAST_DIGITS = 4
