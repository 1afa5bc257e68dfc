"""The columns of the file, and those that reading it adds."""

from django.utils.translation import gettext_lazy as _

from umpak.foundation.imports.choices import ColumnKind
from umpak.foundation.imports.kinds import Column
from umpak.registry.enterprises.choices import Sector
from umpak.registry.territory.imports import village_column

MOST_PRODUCTS = 5
MOST_BUYERS = 5

_SECTOR_WORDS: dict[Sector, tuple[str, ...]] = {
    Sector.FOOD: ("makanan olahan", "pangan olahan", "makanan dan minuman", "makanan", "minuman"),
    Sector.SEAFOOD: ("hasil laut olahan", "olahan ikan", "pengolahan ikan"),
    Sector.EATERY: ("warung makan", "kuliner", "rumah makan", "warung", "katering"),
    Sector.RETAIL: ("perdagangan eceran", "perdagangan", "toko", "dagang", "kelontong"),
    Sector.FARMING: ("pertanian", "perkebunan", "tanaman pangan", "hortikultura"),
    Sector.LIVESTOCK: ("peternakan", "ternak"),
    Sector.FISHERY: ("perikanan", "budidaya ikan", "nelayan"),
    Sector.CRAFT: ("kerajinan", "kriya"),
    Sector.GARMENT: ("konveksi", "fesyen", "fashion", "penjahit", "tekstil", "busana", "batik"),
    Sector.INDUSTRY: ("industri lain", "industri", "industri pengolahan", "pengolahan"),
    Sector.WORKSHOP: ("jasa perbengkelan", "bengkel", "perbengkelan"),
    Sector.TRANSPORT: ("transportasi", "angkutan"),
    Sector.TOURISM: ("pariwisata", "wisata", "penginapan"),
    Sector.SERVICE: ("jasa lain", "jasa"),
    Sector.OTHER: ("lainnya", "lain-lain", "lain"),
}

COLUMNS = (
    Column(
        code="name", label=_("Nama usaha"), aliases=("usaha", "nama umkm", "merek usaha"),
        is_required=True, example="Keripik Bu Sri",
    ),
    Column(
        code="owner_nik", label=_("NIK pemilik"), aliases=("nik",), kind=ColumnKind.CODE,
        is_sensitive=True, example="9901014101800001",
    ),
    Column(
        code="family_card", label=_("No KK"), aliases=("nomor kk", "kk", "nomor kartu keluarga"),
        kind=ColumnKind.CODE, is_sensitive=True, example="9901010101100001",
    ),
    Column(
        code="owner_name", label=_("Nama pemilik"), aliases=("pemilik", "nama"),
        example="Sri Wahyuni",
    ),
    village_column(),
    Column(
        code="sector", label=_("Sektor"), aliases=("sektor usaha", "bidang usaha", "jenis usaha"),
        kind=ColumnKind.CHOICE, is_required=True, example="makanan olahan",
        choices={sector.value: words for sector, words in _SECTOR_WORDS.items()},
    ),
    Column(code="kbli", label=_("KBLI"), aliases=("kode kbli",), kind=ColumnKind.CODE,
           example="10794"),
    Column(code="kbli_year", label=_("Tahun KBLI"), kind=ColumnKind.INTEGER, example="2020"),
    Column(
        code="capital", label=_("Modal"), aliases=("modal usaha", "aset"), kind=ColumnKind.MONEY,
        minimum=0, example="5000000",
    ),
    Column(
        code="yearly_sales", label=_("Omzet tahunan"),
        aliases=("omzet", "omset", "omset tahunan", "penjualan setahun"),
        kind=ColumnKind.MONEY, minimum=0, example="60000000",
    ),
    Column(code="started_year", label=_("Tahun mulai"), aliases=("tahun berdiri", "berdiri"),
           kind=ColumnKind.INTEGER, minimum=1900, example="2019"),
    Column(
        code="workers", label=_("Tenaga kerja"), aliases=("jumlah tenaga kerja", "karyawan"),
        kind=ColumnKind.INTEGER, minimum=0, example="3",
    ),
    Column(code="products", label=_("Produk"), aliases=("nama produk",),
           example="keripik singkong; kerupuk", help=_("Beberapa produk dipisah titik koma.")),
    Column(code="nib", label=_("NIB"), kind=ColumnKind.CODE, example="0101259900001"),
    Column(code="pirt", label=_("P-IRT"), aliases=("spp-irt", "no pirt"), kind=ColumnKind.CODE,
           example="299000000000001"),
    Column(code="pirt_expires", label=_("P-IRT berlaku sampai"), kind=ColumnKind.DATE,
           example="31/12/2028"),
    Column(code="halal", label=_("Halal"), aliases=("sertifikat halal", "no halal"),
           kind=ColumnKind.CODE, example="ID99000000000001"),
    Column(code="halal_expires", label=_("Halal berlaku sampai"), kind=ColumnKind.DATE,
           example="31/12/2028"),
    Column(code="buyers", label=_("Pembeli"), aliases=("pembeli tetap", "pasar"),
           example="Hotel Melati; pasar desa", help=_("Beberapa pembeli dipisah titik koma.")),
    Column(code="group_name", label=_("Kelompok"), aliases=("kelompok usaha", "kub", "kube"),
           example="KUB Keripik Maju"),
    Column(
        code="phone", label=_("Telepon"), aliases=("no telepon", "hp", "no hp", "nomor hp", "wa"),
        kind=ColumnKind.CODE, is_sensitive=True, example="081234567890",
    ),
)  # fmt: skip

DERIVED = {
    "public_id": "uuid",
    "enterprise_id": "bigint",
    "owner_id": "bigint",
    "household_id": "bigint",
    "owner_identity": "text",
    "started_on": "date",
    "known_capital": "numeric",
    "known_sales": "numeric",
    "known_year": "integer",
    "size_by_capital": "text",
    "size_by_sales": "text",
    "size": "text",
    "size_decided_by": "text",
    "search_words": "text",
    **{f"product_{number}": "text" for number in range(1, MOST_PRODUCTS + 1)},
    **{f"buyer_{number}": "text" for number in range(1, MOST_BUYERS + 1)},
    **{f"buyer_{number}_kind": "text" for number in range(1, MOST_BUYERS + 1)},
}
