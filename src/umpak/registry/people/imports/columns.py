"""What a file of families may hold. Files about their members and deciles share some of it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umpak.foundation.imports.choices import ColumnKind
from umpak.foundation.imports.errors import ValueRefused
from umpak.foundation.imports.kinds import Column, References
from umpak.rules.problems import Problem
from umpak.rules.quarters import parse_quarter


def read_quarter(text: str) -> str:
    """A quarter as people write it, as its first day."""
    found = parse_quarter(text)
    if isinstance(found, Problem):
        raise ValueRefused(_(found.message), _(found.mend))
    return found.first_day.isoformat()


def _neighbourhood(text: str) -> str:
    """RT and RW as the card prints them: three digits."""
    digits = text.removesuffix(".0")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 3):
        raise ValueRefused(_("Bukan nomor RT/RW"), _("Tulis dengan angka, paling banyak tiga."))
    return digits.zfill(3)


def _flag(code: str, label: str, *aliases: str) -> Column:
    return Column(code=code, label=label, aliases=aliases, kind=ColumnKind.BOOLEAN, example="ya")


COLUMNS = (
    Column(
        code="family_card", label="no_kk", is_required=True, is_sensitive=True,
        aliases=("nomor_kk", "kk", "nomor_kartu_keluarga", "no_kartu_keluarga", "id_keluarga_kk"),
        help=gettext_lazy("Nomor kartu keluarga, 16 angka"), example="9901010101200001",
    ),
    Column(
        code="village", label="kode_desa", kind=ColumnKind.TERRITORY, level=4, is_required=True,
        aliases=("kode_wilayah", "kode_desa_kelurahan", "kode_kelurahan", "kd_desa"),
        references=References(
            model="territory.Territory", field="code", where="r.level = 'village'",
            problem=gettext_lazy("Desa/kelurahan tidak dikenal"),
            mend=gettext_lazy("Periksa kodenya pada daftar wilayah."),
        ),
        example="99.01.01.2001",
    ),
    Column(
        code="head_name", label="nama_kepala_keluarga", is_required=True,
        aliases=("nama_kk", "kepala_keluarga", "nama_kepala", "nama_krt", "nama"),
        example="Suminah",
    ),
    Column(
        code="nik", label="nik_kepala", is_sensitive=True,
        aliases=("nik_kepala_keluarga", "nik_kk", "nik"), example="9901014107800002",
    ),
    Column(
        code="sex", label="jenis_kelamin_kepala", kind=ColumnKind.CHOICE,
        aliases=("jenis_kelamin", "jk", "sex", "jk_kepala"),
        choices={
            "male": ("laki-laki", "l", "lk", "pria", "1"),
            "female": ("perempuan", "p", "pr", "wanita", "2"),
        },
        example="perempuan",
    ),
    Column(
        code="birth_on", label="tanggal_lahir_kepala", kind=ColumnKind.DATE,
        aliases=("tanggal_lahir", "tanggallahir", "tgl_lahir", "tgl_lahir_kepala"),
        example="1980-07-01",
    ),
    Column(
        code="address", label="alamat", aliases=("alamat_sekarang", "alamat_kk"),
        example="Jl. Melati 3",
    ),
    Column(code="rt", label="rt", kind=ColumnKind.CODE, parse=_neighbourhood, example="003"),
    Column(code="rw", label="rw", kind=ColumnKind.CODE, parse=_neighbourhood, example="001"),
    Column(
        code="size", label="jumlah_anggota", kind=ColumnKind.INTEGER, minimum=1, maximum=99,
        aliases=("jml_anggota", "jumlah_anggota_keluarga", "jumlah_art"), example="4",
    ),
    Column(
        code="adults", label="jumlah_dewasa", kind=ColumnKind.INTEGER, minimum=0,
        aliases=("jml_dewasa",), example="2",
    ),
    Column(
        code="desil", label="desil", kind=ColumnKind.INTEGER, minimum=1, maximum=10,
        aliases=("desil_nasional", "desil_dtsen"), example="2",
    ),
    Column(
        code="period_on", label="periode_desil", kind=ColumnKind.DATE, parse=read_quarter,
        aliases=("periode", "triwulan"), example="2026-Q3",
    ),
    _flag("has_pkh", "pkh", "penerima_pkh"),
    _flag("has_sembako", "sembako", "bpnt", "penerima_sembako"),
    _flag("has_pbi", "pbi", "pbi_jk", "pbi_jkn"),
    _flag("has_blt", "blt", "blt_desa", "blt_dd"),
    Column(
        code="expenditure_per_capita", label="pengeluaran_per_kapita", kind=ColumnKind.MONEY,
        minimum=0, help=gettext_lazy("Rupiah per orang per bulan"), example="412500",
    ),
    _flag("has_business", "punya_usaha", "memiliki_usaha"),
    _flag("is_cooperative_member", "anggota_koperasi"),
    Column(
        code="phone", label="telepon", is_sensitive=True,
        aliases=("no_telepon", "no_hp", "hp", "telpon", "no_wa"), example="+6281200000000",
    ),
)  # fmt: skip

BY_CODE = {column.code: column for column in COLUMNS}
