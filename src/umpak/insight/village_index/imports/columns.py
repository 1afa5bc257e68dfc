"""The headers of the published forms, with and without the year in them."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from umpak.foundation.imports.choices import ColumnKind
from umpak.foundation.imports.kinds import Column, Setting
from umpak.foundation.told import told_later
from umpak.insight.village_index.choices import Status
from umpak.insight.village_index.models import FIRST_YEAR
from umpak.parameters.village_index import idm_rules, indeks_desa_rules, last_idm_year
from umpak.registry.territory.imports import village_column

YEARS = range(FIRST_YEAR, 2041)
COMPONENTS = {"IKS": "iks", "IKE": "ike", "IKL": "ikl"}
INDICATORS = {code: code.casefold() for code in idm_rules(last_idm_year()).by_code}
_RULES = indeks_desa_rules(last_idm_year() + 1)
DIMENSIONS = {dimension.code: dimension.code.casefold() for dimension in _RULES.dimensions}


def _yearly(*names: str) -> tuple[str, ...]:
    return (*names, *(f"{name}_{year}" for name in names for year in YEARS))


VILLAGE = replace(village_column("village"), references=None)
YEAR = Column(
    code="year", label="tahun", kind=ColumnKind.INTEGER, minimum=FIRST_YEAR, maximum=YEARS[-1],
    aliases=("tahun_data",), help=_("Tahun data, bila tidak ada dalam judul kolom."),
    example="2024",
)  # fmt: skip
STATUS = Column(
    code="status", label="status", kind=ColumnKind.CHOICE,
    aliases=(*_yearly("status"), *_yearly("status_idm", "status_indeks_desa")),
    choices=dict.fromkeys(Status.values, ()), example="Maju",
)  # fmt: skip
FLAG = Column(code="flag", label="flag_sumber", aliases=("sumber", "flag"), kind=ColumnKind.CODE)


def _share(code: str, *names: str) -> Column:
    return Column(
        code=code, label=code.upper(), aliases=_yearly(code, *names), kind=ColumnKind.DECIMAL,
        minimum=0, maximum=1, example="0,7735",
    )  # fmt: skip


IDM_COLUMNS = (
    VILLAGE,
    YEAR,
    *(_share(code) for code in COMPONENTS.values()),
    Column(
        code="composite", label="IDM", aliases=_yearly("idm", "nilai_idm", "skor_idm"),
        kind=ColumnKind.DECIMAL, minimum=0, maximum=1, example="0,7735",
    ),
    STATUS,
    FLAG,
    *(
        Column(
            code=column, label=code, kind=ColumnKind.INTEGER, minimum=0, maximum=5,
            help=told_later(idm_rules(last_idm_year()).by_code[code].label),
        )
        for code, column in INDICATORS.items()
    ),
)  # fmt: skip

POINT_COLUMNS = (
    *(
        Column(
            code=DIMENSIONS[dimension.code], label=told_later(dimension.label),
            kind=ColumnKind.INTEGER,
            aliases=(f"dimensi {dimension.label}", f"poin {dimension.label}")
            + (("tata_kelola",) if dimension.label.startswith("Tata Kelola") else ()),
            minimum=0,
        )
        for dimension in _RULES.dimensions
    ),
    Column(
        code="total", label="total", aliases=("total_poin", "jumlah_poin", "poin"),
        kind=ColumnKind.INTEGER, minimum=0, maximum=_RULES.most,
    ),
    Column(
        code="score", label="skor", kind=ColumnKind.DECIMAL, minimum=0, maximum=100,
        aliases=_yearly("indeks_desa", "skor_indeks_desa", "nilai_indeks_desa"),
    ),
)  # fmt: skip

YEAR_SETTING = Setting(
    label=_("Tahun data"),
    help=_("Perlu bila berkas tidak menyebut tahunnya."),
    pattern=r"20\d\d",
    pattern_mend=_("Tulis tahun dengan empat angka, misalnya 2024."),
)
VERSION_SETTING = Setting(
    label=_("Versi sumber"),
    help=_("Misalnya “pemutakhiran Juni”; beberapa versi satu tahun boleh berdampingan."),
    pattern=r".{1,60}",
    pattern_mend=_("Paling banyak 60 huruf."),
)
