"""What the page of a business says, as view models."""

from django.utils.translation import gettext as _

from umpak.foundation import calendar
from umpak.foundation.personal_data.models import Unmasking
from umpak.foundation.personal_data.selectors import shown
from umpak.foundation.told import told_citation
from umpak.parameters.enterprises import size_rules
from umpak.registry.enterprises.models import Enterprise
from umpak.registry.enterprises.services.enterprises import owner_label
from umpak.rules.quarters import quarter_of
from umpak.web import formats
from umpak.web.enterprises.badges import nearness_badge
from umpak.web.parts import Fact, Group, Stat


def stats(enterprise: Enterprise) -> list[Stat]:
    """The four figures at the head."""
    expires_on = enterprise.next_expiry  # type: ignore[attr-defined]  # annotated by the selector
    return [
        Stat(
            label=_("Penjualan setahun"), value=formats.rupiah(enterprise.yearly_sales),
            icon="cash",
        ),
        Stat(label=_("Modal usaha"), value=formats.rupiah(enterprise.capital), icon="coins"),
        Stat(label=_("Tenaga kerja"), value=formats.number(enterprise.workers), icon="users"),
        Stat(
            label=_("Izin berakhir"), value=formats.date_short(expires_on), icon="calendar-due",
            badge=nearness_badge(expires_on),
        ),
    ]  # fmt: skip


def groups(enterprise: Enterprise, unmasking: Unmasking | None) -> list[Group]:
    """Identity and owner."""
    return [_identity(enterprise), _owner(enterprise, unmasking)]


def size_facts(enterprise: Enterprise) -> list[Fact]:
    """Both tests of PP 7/2021 Ps 35, which one counts, and why."""
    rules = size_rules(calendar.today())
    decided = {
        "capital": _("Modal menentukan: usaha berdiri sejak %(day)s."),
        "sales": _("Penjualan menentukan: usaha sudah ada sebelum %(day)s."),
        "": _("Tahun mulai belum cukup diketahui; ukuran ditetapkan bila kedua ukuran sama."),
    }[enterprise.size_decided_by]
    day = formats.date_long(rules.in_force_on)
    return [
        Fact(
            label=_("Menurut modal"), text=enterprise.get_size_by_capital_display(),
            help=formats.rupiah(enterprise.capital),
        ),
        Fact(
            label=_("Menurut penjualan"), text=enterprise.get_size_by_sales_display(),
            help=formats.rupiah(enterprise.yearly_sales),
        ),
        Fact(
            label=_("Yang berlaku"),
            text=enterprise.get_size_display() or _("belum dapat ditetapkan"),
            help=decided % {"day": day} if enterprise.size_decided_by else decided,
        ),
        Fact(label=_("Dasar"), text=told_citation(rules.citation)),
    ]  # fmt: skip


def _identity(enterprise: Enterprise) -> Group:
    kbli = f"{enterprise.kbli} (KBLI {enterprise.kbli_year})" if enterprise.kbli else ""
    started = (
        formats.date_long(enterprise.started_on)
        if enterprise.started_on
        else str(enterprise.started_year or "")
    )
    facts = [
        Fact(label=_("Sektor"), text=enterprise.get_sector_display()),
        Fact(label=_("KBLI"), text=kbli),
        Fact(label=_("Mulai"), text=started),
        Fact(label=_("Desa"), text=enterprise.village.name, help=enterprise.village_id),
        Fact(label=_("Alamat"), text=enterprise.address),
    ]
    if not enterprise.is_open:
        closed = formats.date_long(enterprise.closed_on)
        facts.append(Fact(label=_("Tutup"), text=closed, help=enterprise.closing_reason))
    return Group(label=_("Usaha"), facts=facts)


def _owner(enterprise: Enterprise, unmasking: Unmasking | None) -> Group:
    facts = [
        Fact(label=_("Pemilik"), text=owner_label(enterprise)),
        Fact(label=_("Jenis pemilik"), text=enterprise.get_owner_kind_display()),
        Fact(label=_("Telepon"), text=shown(enterprise.phone, unmasking)),
    ]
    desil = enterprise.owner_desil  # type: ignore[attr-defined]  # annotated by the selector
    if desil is not None:
        household = enterprise.household
        period_on = household.desil_period_on if household else None
        period = quarter_of(period_on).label if period_on else ""
        facts.append(Fact(label=_("Desil keluarga"), text=str(desil), help=period))
    return Group(label=_("Pemilik"), facts=facts)
