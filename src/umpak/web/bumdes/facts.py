"""What the page of a BUMDes says, as view models."""

from django.db.models import Sum
from django.utils.translation import gettext as _

from umpak.foundation.personal_data.models import Unmasking
from umpak.foundation.personal_data.selectors import shown
from umpak.registry.bumdes.models import Bumdes
from umpak.web import formats
from umpak.web.bumdes.badges import active_badge, legal_badge
from umpak.web.parts import Fact, Group, Stat


def stats(bumdes: Bumdes) -> list[Stat]:
    """The figures at the head."""
    listed = bumdes.assets.aggregate(total=Sum("value"))["total"]
    latest = bumdes.years.order_by("-year").first()
    year_note = _("tahun buku %(year)s") % {"year": latest.year} if latest else ""
    return [
        Stat(
            label=_("Nilai aset menurut laporan"),
            value=formats.rupiah(bumdes.reported_assets),
            note=_("dirinci: %(total)s") % {"total": formats.rupiah(listed)},
            icon="building-warehouse",
        ),
        Stat(
            label=_("Unit usaha berjalan"),
            value=formats.number(bumdes.unit_count),  # type: ignore[attr-defined]  # annotated by the selector
            icon="briefcase",
        ),
        Stat(
            label=_("Laba bersih"),
            value=formats.rupiah(latest.profit if latest else None),
            note=year_note,
            icon="chart-line",
        ),
        Stat(
            label=_("Bagian untuk PADes"),
            value=formats.rupiah(latest.village_share if latest else None),
            note=year_note,
            icon="home-dollar",
        ),
    ]


def groups(bumdes: Bumdes, unmasking: Unmasking | None) -> list[Group]:
    """Legal papers, identity, contact."""
    return [_legal(bumdes), _identity(bumdes), _contact(bumdes, unmasking)]


def _legal(bumdes: Bumdes) -> Group:
    help_text = "" if bumdes.is_legal_body else _("Kerja sama dengan koperasi menunggu ini.")
    return Group(
        label=_("Badan hukum"),
        facts=[
            Fact(label=_("Status"), badge=legal_badge(bumdes), help=help_text),
            Fact(label=_("Nomor sertifikat"), text=bumdes.legal_number),
            Fact(label=_("Tanggal sertifikat"), text=formats.date_long(bumdes.legal_on)),
            Fact(label=_("Dasar"), text="PP 11/2021 Pasal 8"),
        ],
    )


def _identity(bumdes: Bumdes) -> Group:
    ranking = bumdes.get_ranking_display()
    owners = [
        share.village.name
        for share in bumdes.member_villages.select_related("village").order_by("village")
    ]
    return Group(
        label=_("Identitas"),
        facts=[
            Fact(label=_("Jenis"), text=bumdes.get_kind_display()),
            Fact(label=_("Keadaan"), badge=active_badge(bumdes)),
            Fact(label=_("Desa pemilik"), text=", ".join(owners)),
            Fact(label=_("Alamat"), text=bumdes.address),
            Fact(label=_("Berdiri"), text=formats.date_long(bumdes.founded_on)),
            Fact(label=_("Perdes pendirian"), text=bumdes.founding_regulation),
            Fact(label=_("Peringkat"), text=ranking, help=str(bumdes.ranking_year or "")),
        ],
    )


def _contact(bumdes: Bumdes, unmasking: Unmasking | None) -> Group:
    return Group(
        label=_("Kontak"),
        facts=[
            Fact(label=_("Direktur"), text=bumdes.director_name),
            Fact(label=_("Telepon"), text=shown(bumdes.phone, unmasking)),
            Fact(label=_("Surel"), text=bumdes.email),
        ],
    )
