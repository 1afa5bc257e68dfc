"""The columns of the file, and those that reading it adds."""

from django.utils.translation import gettext_lazy as _

from umpak.foundation.imports.choices import ColumnKind
from umpak.foundation.imports.kinds import Column
from umpak.registry.bumdes.choices import BumdesKind
from umpak.registry.territory.imports import read_village_codes, village_column

MOST_UNITS = 10

COLUMNS = (
    Column(code="name", label=_("Nama"), aliases=("nama bumdes", "bumdes"), is_required=True,
           example="BUMDes Karya Bersama"),
    village_column(),
    Column(
        code="kind", label=_("Jenis"), aliases=("jenis bumdes",), kind=ColumnKind.CHOICE,
        example="BUMDes",
        choices={
            BumdesKind.BUMDES.value: ("BUMDes", "BUM Desa"),
            BumdesKind.BUMDESMA.value: ("BUMDesma", "BUMDesma (bersama)", "BUM Desa Bersama"),
        },
    ),
    Column(
        code="owners", label=_("Desa pemilik"),
        aliases=("kode desa pemilik", "desa anggota", "kode desa anggota"),
        parse=read_village_codes, example="99.01.01.2001;99.01.01.2002",
        help=_("Untuk BUMDesma: kode semua desa pemiliknya, dipisah titik koma."),
    ),
    Column(
        code="legal_number", label=_("Nomor badan hukum"),
        aliases=("nomor sertifikat", "no badan hukum", "sertifikat badan hukum"),
        kind=ColumnKind.CODE, example="AHU-99001.AH.01.33.TAHUN 2022",
    ),
    Column(
        code="legal_on", label=_("Tanggal badan hukum"),
        aliases=("tanggal", "tanggal sertifikat", "tgl badan hukum"),
        kind=ColumnKind.DATE, example="12/04/2022",
    ),
    Column(
        code="status", label=_("Status"), aliases=("status badan hukum", "keadaan"),
        kind=ColumnKind.CHOICE, example="aktif",
        choices={
            "aktif": ("aktif", "berjalan"),
            "tidak_aktif": ("tidak aktif", "nonaktif", "non aktif", "mati suri"),
            "berbadan_hukum": ("berbadan hukum", "sudah berbadan hukum"),
            "proses": ("proses", "dalam proses"),
            "belum": ("belum", "belum berbadan hukum"),
        },
    ),
    Column(
        code="units", label=_("Unit usaha"), aliases=("unit", "nama unit"),
        example="air bersih; sewa tenda",
        help=_("Beberapa unit dipisah titik koma."),
    ),
    Column(
        code="reported_assets", label=_("Aset"), aliases=("nilai aset", "total aset"),
        kind=ColumnKind.MONEY, minimum=0, example="150000000",
    ),
    Column(code="director_name", label=_("Direktur"), aliases=("nama direktur", "ketua"),
           example="Bambang"),
    Column(
        code="phone", label=_("Telepon"), aliases=("no telepon", "hp", "no hp", "nomor hp", "wa"),
        kind=ColumnKind.CODE, is_sensitive=True, example="081234567890",
    ),
)  # fmt: skip

DERIVED = {
    "public_id": "uuid",
    "bumdes_id": "bigint",
    "known_status": "text",
    "known_number": "text",
    "known_on": "date",
    "founded_on": "date",
    "legal_status": "text",
    "is_active": "boolean",
    "kind_value": "text",
    "owner_count": "integer",
    "search_words": "text",
    **{f"unit_{number}": "text" for number in range(1, MOST_UNITS + 1)},
}
