"""Two records side by side, and in words why they are suspected to be one."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from umpak.foundation.personal_data.selectors import masked
from umpak.registry.cooperatives.choices import IdentifierKind
from umpak.registry.cooperatives.duplicates import Pair
from umpak.registry.cooperatives.models import Cooperative, CooperativeOfficer, ServedVillage
from umpak.rules.cooperative_duplicates import Nearness
from umpak.web import formats


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One line of the comparison."""

    label: str
    left: str
    right: str

    @property
    def is_different(self) -> bool:
        """Both have something, and not the same."""
        return bool(self.left and self.right) and self.left != self.right


def compared(left: Cooperative, right: Cooperative) -> list[Difference]:
    """Every fact of both, in the order of the page."""
    prefetch_related_objects([left, right], "identifiers")
    readers = _readers()
    return [
        Difference(label=label, left=read(left) or "", right=read(right) or "")
        for label, read in readers.items()
    ]


def reasons(pair: Pair) -> list[str]:
    """Why the two are suspected, with the figures."""
    evidence = pair.evidence
    found = [
        _("nama mirip %(percent)s")
        % {"percent": formats.percent(round(evidence.similarity_percent), 0)},
        {
            Nearness.SAME_VILLAGE: _("desa yang sama"),
            Nearness.SHARED_VILLAGE: _("melayani desa yang sama"),
            Nearness.SAME_DISTRICT: _("kecamatan yang sama"),
            Nearness.NEXT_DISTRICT: _("kecamatan bersebelahan"),
            Nearness.APART: _("berjauhan"),
        }[evidence.nearness],
    ]
    if evidence.shares_number:
        found.append(_("nomor resmi yang sama"))
    if evidence.shares_phone:
        found.append(_("telepon yang sama"))
    if evidence.are_village_cooperatives and evidence.nearness is Nearness.SAME_VILLAGE:
        found.append(_("satu desa hanya punya satu Koperasi Merah Putih"))
    if evidence.differing_numbers:
        found.append(
            _("%(count)d jenis nomor resmi berbeda") % {"count": evidence.differing_numbers}
        )
    return found


def _readers() -> dict[str, Callable[[Cooperative], str]]:
    numbers = {
        str(kind.label): lambda c, kind=kind: ", ".join(
            identifier.value for identifier in c.identifiers.all() if identifier.kind == kind
        )
        for kind in IdentifierKind
    }
    return {
        _("Nama"): lambda c: c.name,
        _("Jenis"): lambda c: str(c.get_kind_display()),
        _("Pola"): lambda c: str(c.get_pattern_display()),
        _("Desa"): lambda c: c.village.name,
        _("Kecamatan"): lambda c: c.village.parent.name if c.village.parent else "",
        _("Desa yang dilayani"): lambda c: ", ".join(sorted(s.village.name for s in _served(c))),
        _("Alamat"): lambda c: c.address,
        _("Telepon"): lambda c: masked(c.phone),
        _("Surel"): lambda c: c.email,
        _("Badan hukum"): lambda c: str(c.get_legal_status_display()),
        _("Tanggal berdiri"): lambda c: formats.date_long(c.founded_on) if c.founded_on else "",
        **numbers,
        _("Perangkat"): lambda c: ", ".join(str(officer) for officer in _serving(c)),
        _("Tahun buku"): lambda c: ", ".join(
            str(year.book_year) for year in c.years.all() if year.book_year
        ),
        _("Terdaftar sejak"): lambda c: formats.date_long(c.registered_on),
    }


def _served(cooperative: Cooperative) -> list[ServedVillage]:
    return list(cooperative.served.select_related("village"))


def _serving(cooperative: Cooperative) -> list[CooperativeOfficer]:
    return list(cooperative.officers.filter(ended_on__isnull=True))
