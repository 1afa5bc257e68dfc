"""What was done and who looked: the trail for auditors, the access log for data protection."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from umpak.foundation.access.choices import Permission, Role
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.access.selectors import audit_entries_in_view, reads_in_view
from umpak.foundation.audit.models import AuditEntry, PersonalDataRead
from umpak.foundation.personal_data.models import Unmasking
from umpak.foundation.personal_data.selectors import unmaskings_in_view
from umpak.registry.territory.models import Territory
from umpak.web.access.words import VERBS, kind_name, purpose_name, verb_name
from umpak.web.lists.columns import INSTANT, YES_NO, Column
from umpak.web.lists.filters import (
    BooleanFilter,
    ChoiceFilter,
    RangeFilter,
    TerritoryFilter,
    TextFilter,
)
from umpak.web.lists.screen import Action, Empty, ListScreen
from umpak.web.lists.state import ListState
from umpak.web.parts import Tab

_LOGS = {
    "access_log": _("Halaman yang dibuka"),
    "unmasking_log": _("Pembukaan identitas"),
    "processing_record": _("Kegiatan pemrosesan"),
}


def log_tabs(current: str) -> dict[str, Any]:
    """The three pages on personal data, for `parts/_tabs.html`."""
    tabs = [
        Tab(label=label, url=reverse(name), is_current=name == current)
        for name, label in _LOGS.items()
    ]
    return {"tabs": tabs, "tabs_label": _t("Catatan")}


_BY = TextFilter(key="oleh", label=_("Oleh"), path="by__name")
_DATE = RangeFilter(key="waktu", label=_("Tanggal"), path="at", kind="instant")


_PLACE = (
    Column(
        key="place", label=_("Wilayah"), sort="territory_code",
        value=lambda row: row.place_name or row.territory_code,
    ),
    Column(key="territory_code", label=_("Kode wilayah"), is_default=False),
)  # fmt: skip


def _with_place_names(rows: QuerySet[Any]) -> QuerySet[Any]:
    place = Territory.objects.filter(code=OuterRef("territory_code"))
    named: QuerySet[Any] = rows.annotate(place_name=Subquery(place.values("name")[:1]))
    return named


def _roles(read: PersonalDataRead) -> str:
    known = dict(Role.choices)
    return ", ".join(str(known.get(role, role)) for role in read.roles)


def _by_name(entry: AuditEntry) -> str:
    return entry.by.name if entry.by else _t("sistem")


class AuditList(ListScreen[AuditEntry]):
    title = _("Riwayat perubahan")
    lead = _("Siapa melakukan apa, kapan, dan mengapa. Catatan ini tidak dapat diubah.")
    permission = Permission.AUDIT_VIEW
    model = AuditEntry
    columns = (
        Column(key="at", label=_("Waktu"), format=INSTANT, sort="at", is_heading=True),
        Column(key="by", label=_("Oleh"), value=_by_name, sort="by__name"),
        Column(key="verb", label=_("Tindakan"), value=lambda e: verb_name(e.verb), sort="verb"),
        Column(key="kind", label=_("Jenis"), value=lambda e: kind_name(e.subject_kind)),
        Column(key="subject_label", label=_("Nama")),
        *_PLACE,
        Column(key="reason", label=_("Alasan")),
        Column(key="subject_key", label=_("Kunci"), is_default=False),
    )
    filters = (
        _BY,
        ChoiceFilter(key="tindakan", label=_("Tindakan"), path="verb", choices=VERBS.items()),
        TerritoryFilter(key="wilayah", label=_("Wilayah"), path="territory_code"),
        _DATE,
    )
    default_sort = "-at"
    search_paths = ("subject_label", "reason", "subject_key")
    search_label = _("Cari nama atau alasan")
    empty = Empty(text=_("Perubahan tercatat di sini begitu terjadi."), icon="history")

    def queryset(self, user: AnyUser) -> QuerySet[Any]:
        return _with_place_names(audit_entries_in_view(user))

    def exportable(self, user: AnyUser, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(pk__in=audit_entries_in_view(user, Permission.EXPORT_RUN).values("pk"))


class AccessLog(ListScreen[PersonalDataRead]):
    title = _("Akses data pribadi")
    lead = _("Setiap halaman keluarga atau orang yang dibuka (UU 27/2022 Pasal 31).")
    permission = Permission.ACCESS_LOG_VIEW
    model = PersonalDataRead
    template_name = "access/log.html"
    actions = (
        Action(
            label=_("Pemrosesan dibatasi"), url_name="people:restricted", icon="lock",
            permission=Permission.RESTRICTION_VIEW, is_primary=False,
        ),
    )  # fmt: skip
    columns = (
        Column(key="at", label=_("Waktu"), format=INSTANT, sort="at", is_heading=True),
        Column(key="by", label=_("Oleh"), value="by.name", sort="by__name"),
        Column(key="roles", label=_("Peran"), value=_roles),
        Column(key="kind", label=_("Yang dibuka"), value=lambda r: kind_name(r.subject_kind)),
        *_PLACE,
        Column(key="purpose", label=_("Tujuan"), value=lambda r: purpose_name(r.purpose)),
        Column(key="is_unmasked", label=_("Identitas dibuka"), format=YES_NO, sort="is_unmasked"),
        Column(key="reason", label=_("Alasan")),
        Column(key="subject_key", label=_("Kunci"), is_default=False),
        Column(
            key="fields", label=_("Isian"), value=lambda r: ", ".join(r.fields), is_default=False
        ),
    )
    filters = (
        BooleanFilter(key="dibuka", label=_("Identitas dibuka"), path="is_unmasked"),
        _BY,
        TerritoryFilter(key="wilayah", label=_("Wilayah"), path="territory_code"),
        _DATE,
    )
    default_sort = "-at"
    search_paths = ("reason", "subject_key")
    search_label = _("Cari alasan atau kunci")
    empty = Empty(text=_("Pembacaan data orang tercatat di sini begitu terjadi."), icon="eye-check")

    def queryset(self, user: AnyUser) -> QuerySet[Any]:
        return _with_place_names(reads_in_view(user))

    def extra_context(self, rows: QuerySet[Any], current: ListState) -> dict[str, Any]:
        return log_tabs("access_log")

    def exportable(self, user: AnyUser, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(pk__in=reads_in_view(user, Permission.EXPORT_RUN).values("pk"))


class UnmaskingLog(ListScreen[Unmasking]):
    title = _("Pembukaan identitas")
    lead = _("Siapa membuka identitas yang disamarkan, dengan alasan apa, dan sampai kapan.")
    permission = Permission.ACCESS_LOG_VIEW
    model = Unmasking
    template_name = "access/log.html"
    columns = (
        Column(
            key="granted_at", label=_("Dibuka"), format=INSTANT, sort="granted_at", is_heading=True
        ),
        Column(key="user", label=_("Oleh"), value="user.name", sort="user__name"),
        Column(key="kind", label=_("Yang dibuka"), value=lambda u: kind_name(u.subject_kind)),
        *_PLACE,
        Column(key="reason", label=_("Alasan")),
        Column(key="expires_at", label=_("Berlaku sampai"), format=INSTANT, sort="expires_at"),
        Column(key="subject_key", label=_("Kunci"), is_default=False),
    )
    filters = (
        TextFilter(key="oleh", label=_("Oleh"), path="user__name"),
        TerritoryFilter(key="wilayah", label=_("Wilayah"), path="territory_code"),
        RangeFilter(key="waktu", label=_("Tanggal"), path="granted_at", kind="instant"),
    )
    default_sort = "-granted_at"
    search_paths = ("reason", "subject_key")
    search_label = _("Cari alasan atau kunci")
    empty = Empty(text=_("Belum ada identitas yang dibuka."), icon="eye-off")

    def queryset(self, user: AnyUser) -> QuerySet[Any]:
        return _with_place_names(unmaskings_in_view(user))

    def extra_context(self, rows: QuerySet[Any], current: ListState) -> dict[str, Any]:
        return log_tabs("unmasking_log")

    def exportable(self, user: AnyUser, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(pk__in=unmaskings_in_view(user, Permission.EXPORT_RUN).values("pk"))
