"""Sums by village, for an office that has no list of families: how many, and how many of them poor.

A file may say how many families are poor, or by how many criteria of poverty each was found poor;
then the office's own threshold counts (policy.poverty_criteria_least). Villages come by code, or by
name within the regency of this installation.
"""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umpak.foundation import calendar
from umpak.foundation.access.choices import Permission
from umpak.foundation.imports.choices import ColumnKind
from umpak.foundation.imports.kinds import (
    Check,
    Column,
    ImportKind,
    Setting,
    Target,
    Value,
    told_before,
)
from umpak.foundation.imports.run import Run
from umpak.parameters import loader
from umpak.registry.people.imports.sources import SOURCE_TOO_LONG, require_source
from umpak.registry.people.models import PlaceTotal
from umpak.registry.people.sql import load
from umpak.registry.territory.imports import village_column
from umpak.registry.territory.selectors import installed_code

_CRITERIA = ("criteria_0_1", "criteria_2_3", "criteria_4_more")
_AID = ("receives_pkh", "receives_sembako", "receives_blt", "receives_regional")
_FIRST_DAY = {4: "-01-01", 7: "-01"}  # of a year, of a month


def _settle(run: Run) -> None:
    """Day, source and villages of every row; what the file lacks was said beside it."""
    counted_on = _day(run)
    require_source(run, _("Isi sumbernya, misalnya: Verifikasi dan validasi Dinas Sosial 2025."))
    least = run.setting("criteria") or loader.whole_number(
        "policy.poverty_criteria_least", calendar.today()
    )
    run.execute(
        load("settle_place_totals.sql"),
        {
            "counted_on": counted_on,
            "source": run.setting("source") or None,
            "covers_all": bool(run.options.get("covers_all")),
            "least": int(least),
            "regency": installed_code(),
        },
    )


def _day(run: Run) -> dt.date | None:
    """A year or a month stands for its first day."""
    given = run.setting("counted_on")
    try:
        day = dt.date.fromisoformat(given + _FIRST_DAY.get(len(given), "")) if given else None
    except ValueError:
        run.refuse(
            0, "counted_on", _("Tanggal ini tidak ada"), _("Periksa bulan dan harinya."),
            value=given,
        )  # fmt: skip
        return None
    if day is None and not run.has("counted_on"):
        run.refuse(
            0, "counted_on", _("Tanggal data tidak diketahui"),
            _("Isi tanggal, bulan, atau tahun datanya, misalnya 2025-12-31."),
        )  # fmt: skip
    return day


def _count(code: str, label: str, *aliases: str, is_required: bool = False) -> Column:
    return Column(
        code=code, label=label, aliases=aliases, kind=ColumnKind.INTEGER, minimum=0, example="120",
        is_required=is_required,
    )  # fmt: skip


_COLUMNS = (
    village_column("village", is_required=False),
    Column(code="district", label="kecamatan", aliases=("nama_kecamatan",), example="Satu"),
    Column(
        code="village_name", label="desa_kelurahan", example="Sukamaju",
        aliases=("kelurahan", "desa", "nama_desa", "nama_kelurahan", "nama_desa_kelurahan"),
        help=gettext_lazy("Bila kodenya tidak ada; nama lain dicatat di halaman wilayah."),
    ),
    Column(
        code="counted_on", label="per_tanggal", kind=ColumnKind.DATE, example="2025-12-31",
        aliases=("tanggal", "tanggal_data", "periode"),
    ),
    Column(code="source", label="sumber", aliases=("sumber_data",), example="Verval 2025"),
    _count(
        "families", "keluarga", "jumlah_keluarga", "kk", "jumlah_kk", "keluarga_didata",
        is_required=True,
    ),
    _count("poor_families", "keluarga_miskin", "jumlah_keluarga_miskin", "kk_miskin"),
    _count("criteria_0_1", "kel_memenuhi_0_1", "kriteria_0_1"),
    _count("criteria_2_3", "kel_memenuhi_2_3", "kriteria_2_3"),
    _count("criteria_4_more", "kel_memenuhi_4_plus", "kriteria_4_plus", "kriteria_4"),
    _count("receives_pkh", "terima_pkh", "penerima_pkh"),
    _count("receives_sembako", "terima_sembako", "penerima_sembako"),
    _count("receives_blt", "terima_blt", "penerima_blt"),
    _count("receives_regional", "terima_bantuan_pemda", "penerima_bantuan_pemda"),
    _count("people", "jiwa", "jumlah_jiwa"),
)  # fmt: skip

_CHECKS = (
    Check(
        column="village_name",
        where="s.village IS NULL",
        problem=gettext_lazy("Desa/kelurahan tidak dikenal, atau namanya dipakai dua desa"),
        mend=gettext_lazy("Isi kode desanya, atau catat nama ini sebagai nama lain desa itu."),
    ),
    told_before(
        "village_name",
        key="village, counted_on, source",
        given="village IS NOT NULL",
        problem=gettext_lazy("Ganda: desa, tanggal, dan sumber sama dengan baris {detail}"),
        mend=gettext_lazy("Hapus salah satu baris, atau perbaiki isinya."),
    ),
    Check(
        column="counted_on",
        where="s.counted_on > %(today)s",
        problem=gettext_lazy("Tanggal data sesudah hari ini"),
        mend=gettext_lazy("Periksa tahunnya."),
    ),
    SOURCE_TOO_LONG,
    Check(
        column="poor_families",
        where="s.families IS NOT NULL AND s.counted_poor IS NULL",
        problem=gettext_lazy("Jumlah keluarga miskin tidak diketahui"),
        mend=gettext_lazy("Isi keluarga_miskin, atau ketiga kelompok kriteria."),
    ),
    Check(
        column="poor_families",
        where="s.poor_families > s.families",
        problem=gettext_lazy("Keluarga miskin lebih banyak daripada keluarga yang didata"),
        mend=gettext_lazy("Periksa kedua angkanya."),
    ),
    Check(
        column="families",
        where=" + ".join(f"s.{band}" for band in _CRITERIA) + " <> s.families",
        problem=gettext_lazy("Ketiga kelompok kriteria tidak berjumlah sama dengan keluarga"),
        mend=gettext_lazy("Periksa keempat angkanya."),
    ),
    *(
        Check(
            column=aid,
            where=f"s.{aid} > s.families",
            problem=gettext_lazy("Penerima lebih banyak daripada keluarga yang didata"),
            mend=gettext_lazy("Periksa kedua angkanya."),
            needs=(aid,),
        )
        for aid in _AID
    ),
)

PLACE_TOTALS = ImportKind(
    code="place-totals",
    label=gettext_lazy("Total keluarga per desa"),
    description=gettext_lazy("Jumlah keluarga dan keluarga miskin tiap desa, tanpa daftar nama."),
    permissions=(Permission.PEOPLE_CHANGE,),
    columns=_COLUMNS,
    targets=(
        Target(
            model=PlaceTotal,
            key=("village", "counted_on", "source"),
            values={
                "village": Value(sql="s.village"),
                "counted_on": Value(sql="s.counted_on"),
                "source": Value(sql="s.source"),
                "families": "families",
                "covers_all": Value(sql="s.covers_all"),
                "poor_families": Value(sql="s.counted_poor"),
                "least_criteria": Value(sql="s.least_criteria"),
                **{code: code for code in (*_CRITERIA, *_AID, "people")},
            },
        ),
    ),
    checks=_CHECKS,
    derived={"covers_all": "boolean", "least_criteria": "smallint", "counted_poor": "integer"},
    territory_column="village",
    options={
        "covers_all": gettext_lazy("Angka mencakup semua keluarga desa, bukan daftar saja"),
    },
    settings={
        "counted_on": Setting(
            label=gettext_lazy("Per tanggal"),
            help=gettext_lazy("Tanggal, bulan, atau tahun datanya: 2025-12-31, 2025-12, 2025."),
            pattern=r"\d{4}(-\d{2}(-\d{2})?)?",
            pattern_mend=gettext_lazy("Tulis 2025-12-31, 2025-12, atau 2025."),
        ),
        "source": Setting(
            label=gettext_lazy("Sumber"),
            help=gettext_lazy("Siapa yang mendata, dan kapan; tampil di samping angkanya."),
        ),
        "criteria": Setting(
            label=gettext_lazy("Miskin sejak berapa kriteria"),
            help=gettext_lazy("0, 2, atau 4; untuk berkas yang mengelompokkan menurut kriteria."),
            pattern="[024]",
            pattern_mend=gettext_lazy("Isi 0, 2, atau 4."),
        ),
    },
    prepare=_settle,
)
