"""What the page of a cooperative shows, put into lines."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from umpak.foundation import calendar
from umpak.foundation.personal_data.models import Unmasking
from umpak.foundation.personal_data.selectors import shown
from umpak.foundation.problems import problem_text
from umpak.foundation.told import told_citation
from umpak.parameters.cooperatives import activity_thresholds
from umpak.registry.cooperatives.checks import name_warnings
from umpak.registry.cooperatives.choices import IdentifierKind, LegalStatus
from umpak.registry.cooperatives.models import (
    Cooperative,
    CooperativeIdentifier,
    CooperativeOfficer,
)
from umpak.registry.cooperatives.selectors.activity import established_on
from umpak.registry.cooperatives.services import seen_of
from umpak.rules.cooperative_activity import Activity
from umpak.web import formats
from umpak.web.cooperatives.badges import activity_badge, legal_badge, point_badge
from umpak.web.lists.columns import Badge
from umpak.web.parts import Fact, Group, Stat


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One kind of official number: what is on file, or that nothing is."""

    kind: str
    label: str
    held: CooperativeIdentifier | None
    aliases: Sequence[CooperativeIdentifier]

    @property
    def badge(self) -> Badge:
        if self.held is None:
            return Badge(text=_("Belum ada"), icon="minus")
        if self.held.verified_at is None:
            return Badge(text=_("Belum diperiksa"), tone="yellow", icon="eye-question")
        return Badge(text=_("Diperiksa"), tone="green", icon="rosette-discount-check")

    @property
    def seen(self) -> str:
        """Goes back with the confirmation, which holds only for what this page shows."""
        return seen_of(self.held) if self.held else ""


@dataclass(frozen=True, kw_only=True)
class ActivityFacts:
    """The state with the years behind it and the article."""

    badge: Badge
    reason: str
    held: str
    missing: tuple[int, ...]
    note: str
    citation: str


@dataclass(frozen=True, kw_only=True)
class OfficerLine:
    """An officer as the page shows them; the NIK is masked unless a reason was just given."""

    officer: CooperativeOfficer
    nik: str
    term_badge: Badge | None


def head_badges(cooperative: Cooperative) -> list[Badge]:
    """Beside the name: kind, legal status, and whether the record is closed."""
    badges = [Badge(text=cooperative.get_kind_display(), tone="blue"), legal_badge(cooperative)]
    if cooperative.closed_on is not None or cooperative.merged_into_id is not None:
        badges.append(activity_badge(cooperative, ""))
    return badges


def stats(cooperative: Cooperative, activity: Activity) -> list[Stat]:
    """The four figures that a visitor asks for first."""
    years = list(cooperative.years.all())
    members = next((year for year in years if year.members is not None), None)
    assets = next((year for year in years if year.assets is not None), None)
    held = [year.book_year for year in years if year.is_rat_held]
    year_of = _("tahun buku %(year)s")
    return [
        Stat(
            label=_("Keaktifan"),
            value=_rat_count(cooperative, activity),
            badge=activity_badge(cooperative, activity.state.value),
        ),
        Stat(
            label=_("Anggota"),
            value=formats.number(members.members if members else None),
            note=year_of % {"year": members.book_year} if members else "",
        ),
        Stat(
            label=_("Aset"),
            value=formats.rupiah(assets.assets if assets else None),
            note=year_of % {"year": assets.book_year} if assets else "",
        ),
        Stat(
            label=_("RAT terakhir"),
            value=str(held[0]) if held else formats.NOTHING,
            note=_("tahun buku") if held else "",
        ),
    ]


def activity_facts(cooperative: Cooperative, activity: Activity, today: dt.date) -> ActivityFacts:
    """Why the state is what it is: which meetings are there and which are missing."""
    thresholds = activity_thresholds(today)
    reasons = {
        "rat_every_year": _("RAT diadakan pada setiap tahun buku yang dilihat."),
        "no_rat": _("Tidak ada RAT pada tahun buku yang dilihat."),
        "some_rat": _("RAT tidak diadakan setiap tahun."),
        "no_business": _("Tidak melayani anggota."),
        "too_young": _("Berbadan hukum kurang dari tiga tahun buku."),
        "age_unknown": _("Tanggal badan hukum atau berdirinya belum diketahui.")
        if cooperative.legal_status == LegalStatus.LEGAL
        else _("Masih dalam pembentukan; keaktifan dinilai sesudah berbadan hukum."),
    }
    return ActivityFacts(
        badge=activity_badge(cooperative, activity.state.value),
        reason=reasons[activity.reason],
        held=", ".join(map(str, activity.held)) or "–",
        missing=missing_years(cooperative, activity),
        note=""
        if activity.is_service_known
        else _("Belum ada yang memeriksa apakah koperasi melayani anggota; RAT saja yang dinilai."),
        citation=told_citation(thresholds.citation),
    )


def missing_years(cooperative: Cooperative, activity: Activity) -> tuple[int, ...]:
    """The years whose RAT is owed and not on record."""
    return tuple(year for year in _due_years(cooperative, activity) if year not in activity.held)


def _due_years(cooperative: Cooperative, activity: Activity) -> tuple[int, ...]:
    """The years looked at whose RAT this cooperative owes: none before it was a legal body."""
    if cooperative.legal_status != LegalStatus.LEGAL:
        return ()
    established = established_on(cooperative)
    first = established.year if established else 0
    return tuple(year for year in activity.book_years if year >= first)


def _rat_count(cooperative: Cooperative, activity: Activity) -> str:
    due = {*_due_years(cooperative, activity), *activity.held}
    if not due:
        return formats.NOTHING
    return _("%(held)s dari %(due)s RAT") % {"held": len(activity.held), "due": len(due)}


def groups(cooperative: Cooperative, phone: str) -> list[Group]:
    """Identity, place and contact."""
    return [
        Group(label=_("Identitas"), facts=_identity(cooperative)),
        Group(label=_("Tempat"), facts=_place(cooperative)),
        Group(
            label=_("Kontak"),
            facts=[
                Fact(label=_("Telepon"), text=phone),
                Fact(
                    label=_("Surel"),
                    text=cooperative.email,
                    url=f"mailto:{cooperative.email}" if cooperative.email else "",
                ),
            ],
        ),
    ]


def papers(cooperative: Cooperative) -> list[Paper]:
    """Every kind of official number, held or not."""
    held = list(cooperative.identifiers.select_related("verified_by"))
    return [
        Paper(
            kind=kind.value,
            label=str(kind.label),
            held=next((one for one in held if one.kind == kind and not one.is_alias), None),
            aliases=[one for one in held if one.kind == kind and one.is_alias],
        )
        for kind in IdentifierKind
        if kind is not IdentifierKind.LEGACY_BH or any(one.kind == kind for one in held)
    ]


def officer_lines(
    officers: Iterable[CooperativeOfficer], unmasking: Unmasking | None, today: dt.date
) -> list[OfficerLine]:
    """The serving officers, their numbers masked unless the cooperative's identities are open."""
    return [
        OfficerLine(
            officer=officer,
            nik=shown(officer.nik, unmasking),
            term_badge=_term_badge(officer, today),
        )
        for officer in officers
    ]


def _identity(cooperative: Cooperative) -> list[Fact]:
    established = established_on(cooperative)
    return [
        *_name_notes(cooperative),
        Fact(label=_("Jenis"), text=str(cooperative.get_kind_display())),
        Fact(
            label=_("Unit simpan pinjam"),
            text=formats.yes_no(cooperative.has_savings_loan_unit),
        ),
        Fact(label=_("Pola pengelolaan"), text=str(cooperative.get_pattern_display())),
        Fact(label=_("Bentuk"), text=str(cooperative.get_form_display())),
        Fact(label=_("Wilayah keanggotaan"), text=str(cooperative.get_membership_area_display())),
        Fact(label=_("Tanggal berdiri"), text=formats.date_long(cooperative.founded_on)),
        Fact(label=_("Berbadan hukum sejak"), text=formats.date_long(established)),
        Fact(label=_("Melayani anggota"), text=formats.yes_no(cooperative.serves_members)),
        Fact(label=_("Terdaftar sejak"), text=formats.date_long(cooperative.registered_on)),
        *(
            [
                Fact(
                    label=_("Ditutup"),
                    text=formats.date_long(cooperative.closed_on),
                    help=cooperative.get_closing_reason_display(),
                )
            ]
            if cooperative.closed_on
            else []
        ),
    ]


def _name_notes(cooperative: Cooperative) -> list[Fact]:
    """Where the name of a village cooperative leaves the official pattern."""
    return [
        Fact(
            label=_("Nama"),
            badge=Badge(text=_("Perhatikan"), tone="yellow", icon="alert-triangle"),
            help=problem_text(found),
        )
        for found in name_warnings(cooperative.name, cooperative.kind, calendar.today())
    ]


def _place(cooperative: Cooperative) -> list[Fact]:
    village = cooperative.village
    point = f"{cooperative.lat}, {cooperative.lng}" if cooperative.lat is not None else ""
    return [
        Fact(label=_("Desa/kelurahan"), text=f"{village.name} ({village.code})"),
        Fact(label=_("Kecamatan"), text=village.parent.name if village.parent else ""),
        Fact(label=_("Alamat"), text=cooperative.address),
        Fact(label=_("Titik"), text=point),
        Fact(label=_("Pemeriksaan titik"), badge=point_badge(cooperative)),
    ]


def _term_badge(officer: CooperativeOfficer, today: dt.date) -> Badge | None:
    if officer.until_on is None:
        return None
    if officer.until_on < today:
        return Badge(text=_("Masa jabatan habis"), tone="red", icon="calendar-x")
    if officer.until_on < today + _SOON:
        return Badge(text=_("Segera habis"), tone="yellow", icon="calendar-due")
    return None


_SOON = dt.timedelta(days=90)
