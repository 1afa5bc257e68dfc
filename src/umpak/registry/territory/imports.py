"""Territories from a CSV, boundaries from a GeoJSON; and the column that points at a village."""

import re

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from umpak.foundation.access.choices import Permission
from umpak.foundation.imports.choices import ColumnKind, FileKind
from umpak.foundation.imports.errors import ValueRefused
from umpak.foundation.imports.kinds import (
    Check,
    Column,
    ImportKind,
    References,
    Target,
    Value,
    register,
)
from umpak.registry.territory.choices import Kind
from umpak.registry.territory.geometry.checking import inspect_boundaries
from umpak.registry.territory.geometry.display import refresh_display_after_import
from umpak.registry.territory.models import Boundary, Territory
from umpak.rules.problems import Problem
from umpak.rules.territory_codes import parse_territory_code

_PARTS = "array_length(string_to_array(s.code, '.'), 1)"
_LEVEL = f"(ARRAY['province','regency','district','village'])[{_PARTS}]"


def village_column(code: str = "village_code", *, is_required: bool = True) -> Column:
    """For other kinds: the village, by its code dotted or not; it must be known."""
    return Column(
        code=code,
        label=_("Kode desa"),
        aliases=(
            "kode_desa_kelurahan", "kode kelurahan", "kode wilayah", "desa_kode", "kode_kemendagri",
            "kode desa/kelurahan", "village", "village_code", "kode_wilayah_desa",
        ),
        kind=ColumnKind.TERRITORY,
        level=4,
        is_required=is_required,
        references=References(
            model="territory.Territory",
            field="code",
            where="r.level = 'village'",
            problem=_("Kode desa tidak dikenal"),
            mend=_("Periksa kodenya di halaman Wilayah, atau impor wilayahnya dahulu."),
        ),
        help=_("Kode Kemendagri, misalnya 35.21.01.2001."),
        example="99.01.01.2001",
    )  # fmt: skip


def read_village_codes(text: str) -> str:
    """Codes separated by semicolons, dotted or not, as dotted codes with semicolons."""
    codes = []
    for part in filter(None, re.split(r"[;\s]+", text)):
        found = parse_territory_code(part)
        if isinstance(found, Problem):
            problem = gettext(found.message) % found.figures
            raise ValueRefused(
                gettext("“%(code)s”: %(problem)s") % {"code": part, "problem": problem},
                gettext(found.mend) % found.figures if found.mend else "",
            )
        codes.append(found.value)
    return ";".join(dict.fromkeys(codes))


_COLUMNS = (
    Column(
        code="code", label=_("Kode"), aliases=("kode wilayah", "kode kemendagri", "kd_wilayah"),
        kind=ColumnKind.TERRITORY, is_required=True, example="99.01.01.2001",
    ),
    Column(
        code="name", label=_("Nama"), aliases=("nama wilayah",), is_required=True,
        example="Sukamaju",
    ),
    Column(
        code="level", label=_("Tingkat"), aliases=("tingkatan",), kind=ColumnKind.CHOICE,
        choices={
            "province": ("provinsi", "prov"),
            "regency": ("kabkota", "kabupaten/kota", "kabupaten", "kota", "kab"),
            "district": ("kecamatan", "kec", "distrik"),
            "village": ("desa", "kelurahan", "desa/kelurahan", "kel"),
        },
        example="desa",
    ),
    Column(
        code="parent", label=_("Kode induk"), aliases=("induk", "parent_code", "bagian dari"),
        kind=ColumnKind.TERRITORY, example="99.01.01",
    ),
    Column(
        code="kind", label=_("Jenis"), aliases=("jenis wilayah",), kind=ColumnKind.CHOICE,
        choices={
            Kind.PROVINSI.value: ("provinsi",),
            Kind.KABUPATEN.value: ("kabupaten", "kab"),
            Kind.KOTA.value: ("kota",),
            Kind.KECAMATAN.value: ("kecamatan", "distrik"),
            Kind.DESA.value: ("desa",),
            Kind.KELURAHAN.value: ("kelurahan",),
            Kind.DESA_ADAT.value: ("desa adat",),
        },
        example="desa",
    ),
    Column(
        code="regional_word", label=_("Sebutan setempat"), aliases=("sebutan",), example="nagari"
    ),
    Column(code="bps_code", label=_("Kode BPS"), kind=ColumnKind.CODE, pattern=r"\d{2,10}",
           pattern_mend=_("Hanya angka, misalnya 3521010001."), example="9901010001"),
    Column(
        code="lat", label=_("Lintang"), aliases=("latitude",), kind=ColumnKind.DECIMAL,
        minimum=-12, maximum=8, example="-7,57541",
    ),
    Column(
        code="lng", label=_("Bujur"), aliases=("lon", "long", "longitude"),
        kind=ColumnKind.DECIMAL, minimum=94, maximum=142, example="111,16899",
    ),
    Column(
        code="area_km2", label=_("Luas (km²)"), aliases=("luas", "luas wilayah", "luas km2"),
        kind=ColumnKind.DECIMAL, minimum=0, example="7,877",
    ),
    Column(
        code="population", label=_("Penduduk"), aliases=("jumlah penduduk", "jiwa"),
        kind=ColumnKind.INTEGER, minimum=0, example="3120",
    ),
    Column(
        code="population_on", label=_("Tanggal data penduduk"), aliases=("tanggal penduduk",),
        kind=ColumnKind.DATE, example="31/12/2024",
    ),
    Column(code="valid_from", label=_("Berlaku sejak"), kind=ColumnKind.DATE),
    Column(code="valid_until", label=_("Berlaku sampai"), kind=ColumnKind.DATE),
)  # fmt: skip

_KIND_BY_CODE = f"""CASE {_PARTS}
    WHEN 1 THEN 'provinsi'
    WHEN 2 THEN CASE WHEN split_part(s.code, '.', 2) >= '71' THEN 'kota' ELSE 'kabupaten' END
    WHEN 3 THEN 'kecamatan'
    ELSE (ARRAY['kelurahan','desa','desa_adat'])[substr(split_part(s.code, '.', 4), 1, 1)::int]
END"""
_PARENT_BY_CODE = "nullif(regexp_replace(s.code, '\\.?[0-9]+$', ''), '')"
_KNOWN_PARENT = (
    f"EXISTS (SELECT 1 FROM territory_territory p WHERE p.code = {_PARENT_BY_CODE})"  # noqa: S608  # constants
    f" OR EXISTS (SELECT 1 FROM import_row o WHERE o.code = {_PARENT_BY_CODE})"
)

_TERRITORY = ImportKind(
    code="territory",
    label=_("Wilayah"),
    description=_("Kabupaten/kota, kecamatan, desa dan kelurahan dengan kode Kemendagri."),
    permissions=(Permission.TERRITORY_CHANGE,),
    columns=_COLUMNS,
    unique=(("code",),),
    checks=(
        Check(
            column="level",
            where=f"s.level <> {_LEVEL}",
            problem=_("Tingkat tidak cocok dengan kodenya"),
            mend=_("Perbaiki kode atau tingkatnya."),
        ),
        Check(
            column="kind",
            where=f"s.kind <> {_KIND_BY_CODE} AND {_PARTS} <> 2"
            f" OR {_PARTS} = 2 AND s.kind NOT IN ('kabupaten', 'kota')",
            problem=_("Jenis tidak cocok dengan kodenya"),
            mend=_("Kelurahan berkode 1…, desa 2…, desa adat 3…"),
        ),
        Check(
            column="parent",
            where=f"s.parent <> {_PARENT_BY_CODE}",
            problem=_("Induk tidak cocok dengan kodenya"),
            mend=_("Induk adalah kode tanpa bagian terakhirnya."),
        ),
        Check(
            column="parent",
            value=_PARENT_BY_CODE,
            where=f"{_PARTS} > 2 AND NOT ({_KNOWN_PARENT})",
            problem=_("Induk tidak ada dalam daftar maupun berkas ini"),
            mend=_("Tambahkan baris induknya, atau impor wilayah di atasnya dahulu."),
        ),
        Check(
            column="parent",
            value=_PARENT_BY_CODE,
            where=f"{_PARTS} = 2 AND NOT ({_KNOWN_PARENT})",
            problem=_("Provinsinya belum ada dalam daftar"),
            mend=_("Tidak mengapa; tambahkan provinsinya bila diperlukan."),
            is_warning=True,
        ),
        Check(
            column="valid_until",
            where="s.valid_until < s.valid_from",
            problem=_("Berakhir sebelum mulai"),
            mend=_("Periksa kedua tanggalnya."),
        ),
        Check(
            column="lng",
            where="(s.lat IS NULL) <> (s.lng IS NULL)",
            problem=_("Lintang dan bujur harus diisi keduanya"),
            mend=_("Isi keduanya, atau kosongkan keduanya."),
        ),
    ),
    territory_column="code",
    targets=(
        Target(
            model=Territory,
            key=("code",),
            values={
                "code": "code",
                "name": "name",
                "level": Value(sql=_LEVEL, columns=("code",)),
                "kind": Value(sql=f"coalesce(s.kind, {_KIND_BY_CODE})", columns=("code",)),
                "parent": Value(
                    sql=f"CASE WHEN {_KNOWN_PARENT} THEN {_PARENT_BY_CODE} END", columns=("code",)
                ),
                "regional_word": "regional_word",
                "bps_code": "bps_code",
                "lat": "lat",
                "lng": "lng",
                "area_km2": "area_km2",
                "population": "population",
                "population_on": "population_on",
                "valid_from": "valid_from",
                "valid_until": "valid_until",
            },
        ),
    ),
)

_BOUNDARIES = ImportKind(
    code="boundaries",
    label=_("Batas wilayah"),
    description=_("Poligon GeoJSON (EPSG:4326) per wilayah, dengan kode di setiap fitur."),
    permissions=(Permission.TERRITORY_CHANGE,),
    file_kind=FileKind.GEOJSON,
    columns=(
        Column(
            code="code", label=_("Kode"), kind=ColumnKind.TERRITORY, is_required=True,
            aliases=("kode wilayah", "kode kemendagri", "id", "kd_wilayah", "kdepum", "kode_desa"),
            references=References(
                model="territory.Territory", field="code",
                problem=_("Kode wilayah tidak dikenal"),
                mend=_("Impor wilayahnya dahulu, atau perbaiki kodenya."),
            ),
        ),
        Column(code="geometry", label=_("Geometri"), kind=ColumnKind.JSON, is_required=True),
    ),
    derived={"area_km2": "numeric", "source": "text"},
    unique=(("code",),),
    territory_column="code",
    options={"clean": _("Rapikan celah dan tumpang tindih antarwilayah")},
    inspect=inspect_boundaries,
    after=refresh_display_after_import,
    targets=(
        Target(
            model=Boundary,
            key=("territory",),
            values={
                "territory": "code",
                "geometry": "geometry",
                "area_km2": Value(sql="s.area_km2"),
                "source": Value(sql="s.source", is_compared=False),
            },
        ),
    ),
)  # fmt: skip


def register_kinds() -> None:
    """Called when the app is ready."""
    register(_TERRITORY)
    register(_BOUNDARIES)
