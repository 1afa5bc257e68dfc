"""Village indices as published: IDM composites, IDM raw scores, points of Indeks Desa.

One kind takes all three forms, told apart by their headers; `indeks-desa` takes points only.
"""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from umpak.foundation.access.choices import Permission
from umpak.foundation.imports.kinds import Check, ImportKind, Target, Value, register
from umpak.insight.village_index.imports.columns import (
    IDM_COLUMNS,
    POINT_COLUMNS,
    STATUS,
    VERSION_SETTING,
    VILLAGE,
    YEAR,
    YEAR_SETTING,
)
from umpak.insight.village_index.imports.staged import DERIVED, make_current, reckon_file
from umpak.insight.village_index.models import IndexRecord

_RECKONED = (
    "form", "iks", "ike", "ikl", "composite", "published_status", "status", "computed_status",
    "iks_sum", "ike_sum", "ikl_sum", "points", "gap_points", "weakest", "scores",
    "dimension_points", "disagreements",
)  # fmt: skip
_TARGET = Target(
    model=IndexRecord,
    key=("village", "instrument", "year", "version"),
    where="s.out_form IS NOT NULL",
    values={
        "village": "village",
        "instrument": Value(sql="s.out_instrument"),
        "year": Value(sql="s.year"),
        "version": Value(sql="s.out_version"),
        "source_flag": "flag",
        "is_current": Value(sql="true"),
        **{name: Value(sql=f"s.out_{name}") for name in _RECKONED},
        "import_batch": Value(sql="s.out_batch", is_compared=False),
    },
)
_CHECKS = (
    Check(
        column="village",
        join="JOIN (SELECT row_number, first_value(row_number) OVER"
        " (PARTITION BY village, year ORDER BY row_number) AS first_row"
        " FROM import_row WHERE village IS NOT NULL) d ON d.row_number = s.row_number",
        where="d.first_row <> s.row_number",
        detail="d.first_row",
        problem=_("Ganda: desa dan tahun sama dengan baris {detail}"),
        mend=_("Hapus salah satu baris, atau perbaiki isinya."),
    ),
)
_VILLAGE_INDEX = ImportKind(
    code="village-index",
    label=_("Indeks desa (IDM atau Indeks Desa)"),
    description=_("Berkas terbitan: komposit, skor 50 indikator, atau poin enam dimensi."),
    columns=(*IDM_COLUMNS, *POINT_COLUMNS),
    permissions=(Permission.TERRITORY_CHANGE,),
    targets=(_TARGET,),
    checks=_CHECKS,
    derived=DERIVED,
    territory_column="village",
    options={"skip_unknown": _("Lewati desa yang tidak ada dalam daftar wilayah")},
    settings={"year": YEAR_SETTING, "version": VERSION_SETTING},
    prepare=reckon_file,
    after=make_current,
)
_INDEKS_DESA = replace(
    _VILLAGE_INDEX,
    code="indeks-desa",
    label=_("Indeks Desa (poin enam dimensi)"),
    description=_("Poin enam dimensi, total dan status, tahun data 2025 dan sesudahnya."),
    columns=(VILLAGE, YEAR, *POINT_COLUMNS, STATUS),
)


def register_kinds() -> None:
    """Called when the app is ready."""
    register(_VILLAGE_INDEX)
    register(_INDEKS_DESA)
