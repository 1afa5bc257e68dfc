"""Columns of the register's file, as offices head them."""

from django.utils.translation import gettext_lazy as _

from umpak.foundation.imports.choices import ColumnKind
from umpak.foundation.imports.kinds import Column
from umpak.registry.cooperatives.choices import Kind, LegalStatus, Pattern
from umpak.registry.cooperatives.imports.reading import (
    read_amount,
    read_identifier,
    read_meeting,
)
from umpak.registry.territory.imports import read_village_codes, village_column

MEETING_YEARS = range(2020, 2031)  # a column each; other years come in the file of book years

KIND_WORDS = {
    Kind.KSP.value: ("KSP", "simpan pinjam", "koperasi simpan pinjam"),
    Kind.KSPPS.value: ("KSPPS", "simpan pinjam syariah", "kjks", "bmt"),
    "usp": ("USP", "USPPS", "serba usaha", "ksu"),
    Kind.CONSUMER.value: ("konsumen", "koperasi konsumen"),
    Kind.PRODUCER.value: ("produsen", "koperasi produsen"),
    Kind.SERVICE.value: ("jasa", "koperasi jasa"),
    Kind.MARKETING.value: ("pemasaran", "koperasi pemasaran"),
    Kind.KMP.value: ("KMP", "KDMP", "KKMP", "desa merah putih", "kelurahan merah putih"),
}
_FORM_WORDS = {
    "primary/": ("primer",),
    "primary/regency": ("primer kabupaten/kota", "primer kabupaten", "primer kota"),
    "primary/province": ("primer provinsi",),
    "primary/national": ("primer nasional",),
    "secondary/": ("sekunder",),
    "secondary/regency": ("sekunder kabupaten/kota", "sekunder kabupaten", "sekunder kota"),
    "secondary/province": ("sekunder provinsi",),
    "secondary/national": ("sekunder nasional",),
}
_STATUS_WORDS = {
    LegalStatus.LEGAL.value: ("berbadan hukum", "sah", "disahkan", "legal", "badan hukum"),
    LegalStatus.IN_FORMATION.value: (
        "dalam pembentukan", "pembentukan", "sosialisasi", "musdesus", "muskelsus",
        "rapat pendirian", "berkas di notaris", "menunggu pengesahan", "belum berbadan hukum",
    ),
}  # fmt: skip

COLUMNS = (
    Column(
        code="name", label="nama", aliases=("nama_koperasi", "koperasi"), is_required=True,
        example="Koperasi Desa Merah Putih Sukamaju",
    ),
    Column(
        code="kind", label="jenis", aliases=("jenis_koperasi",), kind=ColumnKind.CHOICE,
        is_required=True, choices=KIND_WORDS, example="KMP",
    ),
    Column(
        code="savings_loan_unit", label="usp", aliases=("unit_simpan_pinjam", "punya_usp"),
        kind=ColumnKind.BOOLEAN, example="tidak",
    ),
    Column(
        code="pattern", label="pola", aliases=("pola_pengelolaan",), kind=ColumnKind.CHOICE,
        choices={
            Pattern.CONVENTIONAL.value: ("konvensional",),
            Pattern.SHARIA.value: ("syariah", "syari'ah", "sharia"),
        },
        example="konvensional",
    ),
    Column(
        code="form", label="bentuk", aliases=("bentuk_koperasi",), kind=ColumnKind.CHOICE,
        choices=_FORM_WORDS, example="Primer Kabupaten/Kota",
    ),
    village_column(is_required=False),
    Column(code="village_name", label="desa", aliases=("nama_desa", "kelurahan", "nama_kelurahan"),
           example="Sukamaju"),
    Column(code="district_name", label="kecamatan", aliases=("nama_kecamatan",),
           example="Kecamatan Satu"),
    Column(
        code="served", label="desa_wilayah_kerja", aliases=("wilayah_kerja", "desa_dilayani"),
        parse=read_village_codes, example="99.01.01.2001;99.01.01.2002",
        help=_("Kode desa, dipisahkan titik koma."),
    ),
    Column(code="address", label="alamat", example="Jalan Pasar 1"),
    Column(
        code="lat", label="lat", aliases=("lintang", "latitude"), kind=ColumnKind.DECIMAL,
        minimum=-11, maximum=6, example="-7,401234",
    ),
    Column(
        code="lng", label="lng", aliases=("bujur", "longitude", "lon", "long"),
        kind=ColumnKind.DECIMAL, minimum=95, maximum=141, example="111,446512",
    ),
    Column(
        code="legal_number", label="nomor_ahu",
        aliases=(
            "no_ahu", "ahu", "nomor_badan_hukum", "no_badan_hukum", "sk_ahu", "nomor_sk_ahu",
            "no_sk_ahu", "sk_pengesahan", "nomor_bh",
        ),
        example="AHU-0099001.AH.01.29.TAHUN 2025",
    ),
    Column(
        code="decree_on", label="tanggal_ahu", kind=ColumnKind.DATE,
        aliases=("tanggal_badan_hukum", "tgl_ahu", "tanggal_pengesahan"), example="12/06/2025",
    ),
    Column(code="npwp", label="npwp", parse=read_identifier("npwp"), example="9999000000000001"),
    Column(code="nib", label="nib", parse=read_identifier("nib"), example="0101259900001"),
    Column(
        code="nik_koperasi", label="nik_koperasi", aliases=("nik_kop", "nomor_induk_koperasi"),
        parse=read_identifier("nik_koperasi"), example="9999990000001",
    ),
    Column(code="kbli", label="kbli", aliases=("kode_kbli",), example="47111"),
    Column(
        code="kbli_year", label="tahun_kbli", aliases=("klasifikasi_kbli",),
        kind=ColumnKind.INTEGER, example="2020",
    ),
    Column(
        code="founded_on", label="tanggal_berdiri", aliases=("tgl_berdiri", "berdiri"),
        kind=ColumnKind.DATE, example="12/05/2025",
    ),
    Column(code="chair", label="ketua", aliases=("nama_ketua",), example="Contoh Satu"),
    Column(code="secretary", label="sekretaris", example="Contoh Dua"),
    Column(code="treasurer", label="bendahara", example="Contoh Tiga"),
    Column(
        code="members", label="jumlah_anggota", aliases=("anggota",), kind=ColumnKind.INTEGER,
        minimum=0, example="120",
    ),
    Column(
        code="assets", label="aset", aliases=("total_aset", "jumlah_aset"),
        kind=ColumnKind.MONEY, parse=read_amount, minimum=0, example="1.250.000",
    ),
    Column(
        code="phone", label="telepon", aliases=("no_hp", "hp", "nomor_telepon", "no_telepon"),
        kind=ColumnKind.CODE, is_sensitive=True, example="080000000000",
    ),
    Column(
        code="status", label="status_pembentukan", aliases=("status", "status_badan_hukum"),
        kind=ColumnKind.CHOICE, choices=_STATUS_WORDS, example="berbadan hukum",
    ),
    *(
        Column(
            code=f"rat_{year}", label=f"rat_{year}", aliases=(f"rat tahun buku {year}",),
            parse=read_meeting(year), example=f"12/03/{year + 1}",
            help=_("RAT tahun buku ini: tanggalnya, atau ya/tidak."),
        )
        for year in MEETING_YEARS
    ),
)  # fmt: skip
