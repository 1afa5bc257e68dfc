"""The first page of those who hold a cooperative or a business: how it stands, what it lacks."""

from django.urls import reverse
from django.utils.translation import gettext as _

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission, ScopeKind
from umpak.foundation.access.models import User
from umpak.registry.cooperatives.choices import LegalStatus
from umpak.registry.cooperatives.models import Cooperative
from umpak.registry.cooperatives.selectors.activity import activity_of
from umpak.registry.cooperatives.selectors.formation import days_waiting
from umpak.registry.cooperatives.selectors.officers import officer_review, serving_officers
from umpak.registry.enterprises.models import Enterprise
from umpak.registry.enterprises.selectors import enterprises_listed
from umpak.web import formats
from umpak.web.cooperatives import facts
from umpak.web.enterprises import facts as enterprise_facts
from umpak.web.home.card import CardModel, Line


def my_cooperative(user: User) -> CardModel | None:
    """The cooperative that the user holds a role on: its figures, and what is to be done."""
    keys = _held(user, Permission.COOPERATIVE_VIEW, ScopeKind.COOPERATIVE)
    if not keys:
        return None
    mine = scope.narrow(Cooperative.objects.current(), user, Permission.COOPERATIVE_VIEW)
    cooperative = (
        mine.filter(public_id__in=keys)
        .defer("phone")
        .select_related("village__parent")
        .prefetch_related("years", "identifiers")
        .order_by("name", "pk")
        .first()
    )
    if cooperative is None:
        return None
    page = reverse("cooperatives:page", args=[cooperative.public_id])
    place = f"{cooperative.village.name}, {_district(cooperative)}"
    lines = [Line(text=cooperative.name, note=place, url=page, icon="building-community")]
    if scope.may(user, Permission.AUDIT_VIEW, cooperative):
        may_change = scope.may(user, Permission.COOPERATIVE_CHANGE, cooperative)
        lines += _to_do(cooperative, may_change=may_change)
    return CardModel(
        title=_("Koperasi saya"),
        icon="building-community",
        stats=facts.stats(cooperative, activity_of(cooperative, calendar.today())),
        lines=lines,
    )


def my_enterprise(user: User) -> CardModel | None:
    """The business that the user owns: sales, capital, and the permit that ends first."""
    keys = _held(user, Permission.ENTERPRISE_VIEW, ScopeKind.ENTERPRISE)
    if not keys:
        return None
    enterprise = enterprises_listed(user).filter(public_id__in=keys).order_by("name", "pk").first()
    if enterprise is None:
        return None
    page = reverse("enterprises:page", args=[enterprise.public_id])
    lines = [
        Line(text=enterprise.name, note=enterprise.village.name, url=page, icon="building-store")
    ]
    lines += _enterprise_gaps(enterprise, page)
    return CardModel(
        title=_("Usaha saya"),
        icon="building-store",
        stats=enterprise_facts.stats(enterprise),
        lines=lines,
    )


def _held(user: User, permission: Permission, kind: ScopeKind) -> list[str]:
    grants = scope.grants_with(user, permission)
    return [grant.scope_key for grant in grants if grant.scope_kind == kind]


def _district(cooperative: Cooperative) -> str:
    return cooperative.village.parent.name if cooperative.village.parent else ""


def _to_do(cooperative: Cooperative, *, may_change: bool) -> list[Line]:
    """Legal status, papers, meetings, officers: in the order in which they are needed.

    Whoever only supervises reads what is missing; the others read what to do about it.
    """
    return [
        line
        for line in (
            _legality(cooperative, may_change=may_change),
            _papers(cooperative, may_change=may_change),
            _meetings(cooperative, may_change=may_change),
            _officers(cooperative),
        )
        if line is not None
    ]


def _legality(cooperative: Cooperative, *, may_change: bool) -> Line | None:
    if cooperative.legal_status == LegalStatus.LEGAL:
        return None
    days = days_waiting(cooperative, calendar.today())
    return Line(
        text=_("Selesaikan badan hukum") if may_change else _("Belum berbadan hukum"),
        note=_("menunggu %(days)s hari sejak dibentuk") % {"days": formats.number(days)}
        if days is not None
        else _("tanggal pembentukan belum dicatat"),
        icon="certificate",
    )


def _papers(cooperative: Cooperative, *, may_change: bool) -> Line | None:
    missing = [paper.label for paper in facts.papers(cooperative) if paper.held is None]
    if not missing:
        return None
    return Line(
        text=_("Lengkapi nomor resmi") if may_change else _("Nomor resmi belum lengkap"),
        note=", ".join(missing),
        url=reverse("cooperatives:page", args=[cooperative.public_id]),
        icon="file-certificate",
    )


def _meetings(cooperative: Cooperative, *, may_change: bool) -> Line | None:
    missing = facts.missing_years(cooperative, activity_of(cooperative, calendar.today()))
    if not missing:
        return None
    text = (
        _("Catat RAT tahun buku %(years)s")
        if may_change
        else _("RAT tahun buku %(years)s belum tercatat")
    )
    return Line(
        text=text % {"years": ", ".join(map(str, missing))},
        note=_("RAT setiap tahun buku menentukan keaktifan."),
        url=reverse("cooperatives:years", args=[cooperative.public_id]),
        icon="calendar-event",
    )


def _officers(cooperative: Cooperative) -> Line | None:
    today = calendar.today()
    review = officer_review(cooperative, serving_officers(cooperative, today), today)
    if review is None or not review.findings:
        return None
    deviations = _("%(count)s penyimpangan dari aturan perangkat")
    return Line(
        text=_("Periksa susunan perangkat"),
        note=deviations % {"count": formats.number(len(review.findings))}
        if review.officers
        else _("Belum ada perangkat yang tercatat."),
        url=reverse("cooperatives:officers", args=[cooperative.public_id]),
        icon="users-group",
    )


def _enterprise_gaps(enterprise: Enterprise, page: str) -> list[Line]:
    gaps = [
        (enterprise.permits.exists(), _("Catat izin usaha"), _("NIB, P-IRT, sertifikat halal"),
         "file-certificate"),
        (enterprise.products.exists(), _("Catat produk"), _("nama, kapasitas, dan harga"),
         "package"),
        (enterprise.buyers.exists(), _("Catat pembeli tetap"), _("hotel, toko, atau pengepul"),
         "shopping-cart"),
    ]  # fmt: skip
    return [
        Line(text=text, note=note, url=page, icon=icon)
        for is_there, text, note, icon in gaps
        if not is_there
    ]
