"""The poverty line of BPS by regency and year: rupiah per person and month.

A published table names every regency of a province; rows of places that this installation does not
hold are left out, and said so. Regencies come by code or by name.
"""

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
from umpak.registry.people.models import PovertyLine
from umpak.registry.people.sql import load

_NAMED = 40


def _settle(run: Run) -> None:
    """Year, source and regency of every row; what the file lacks was said beside it."""
    if not (run.has("year") or run.setting("year")):
        run.refuse(
            0, "year", _("Tahun garis kemiskinan tidak diketahui"),
            _("Isi tahunnya, misalnya 2025."),
        )  # fmt: skip
    require_source(run, _("Isi sumbernya, misalnya: BPS, Susenas Maret 2025."))
    year = run.setting("year")
    run.execute(
        load("settle_poverty_lines.sql"),
        {"year": int(year) if year else None, "source": run.setting("source") or None},
    )
    _leave_out_others(run)
    run.check(_likely())


def _likely() -> Check:
    """A slip of the thousands separator lies outside the bounds."""
    least, most = loader.parameter("policy.poverty_line_bounds", calendar.today()).value
    return Check(
        column="rupiah",
        where=f"s.rupiah NOT BETWEEN {int(least)} AND {int(most)} OR s.rupiah <> trunc(s.rupiah)",
        problem=_("Bukan garis kemiskinan per orang per bulan"),
        mend=_("Tulis rupiah bulat, antara %(least)d dan %(most)d.")
        % {"least": least, "most": most},
    )


def _leave_out_others(run: Run) -> None:
    """Of a table of the whole province, keep the places that stand here; say which were left."""
    left = run.rows(load("leave_out_regencies.sql"))
    if left:
        run.refuse(
            0, "regency_name",
            _("%(count)d kabupaten/kota lain tidak dimasukkan: %(names)s")
            % {"count": len(left), "names": ", ".join(name for (name,) in left[:_NAMED])},
            _("Abaikan bila memang di luar wilayah kantor ini; bila tidak, isi kodenya."),
            is_warning=True,
        )  # fmt: skip


POVERTY_LINES = ImportKind(
    code="poverty-lines",
    label=gettext_lazy("Garis kemiskinan"),
    description=gettext_lazy("Garis kemiskinan BPS per kabupaten/kota dan tahun."),
    permissions=(Permission.PEOPLE_CHANGE,),
    columns=(
        Column(
            code="regency",
            label=gettext_lazy("Kode kabupaten/kota"),
            kind=ColumnKind.TERRITORY,
            level=2,
            aliases=("kode_kabupaten", "kode_kab_kota", "kode_wilayah"),
            example="99.01",
        ),
        Column(
            code="regency_name",
            label=gettext_lazy("Kabupaten/kota"),
            example="Kabupaten Contoh",
            aliases=(
                "kabupaten_kota",
                "kabupaten",
                "nama_kabupaten",
                "kabupaten_kota_se_jawa_timur",
            ),
            help=gettext_lazy("Bila kodenya tidak ada."),
        ),
        Column(
            code="year",
            label=gettext_lazy("Tahun"),
            kind=ColumnKind.INTEGER,
            minimum=2000,
            maximum=2100,
            example="2025",
        ),
        Column(
            code="rupiah",
            label=gettext_lazy("Garis kemiskinan"),
            kind=ColumnKind.MONEY,
            aliases=("garis_kemiskinan", "gk", "garis_kemiskinan_rupiah_bulan_kapita"),
            is_required=True,
            example="459551",
            help=gettext_lazy("Rupiah per orang per bulan."),
        ),
        Column(
            code="source",
            label=gettext_lazy("Sumber"),
            aliases=("sumber_data",),
            example="BPS 2025",
        ),
    ),
    targets=(
        Target(
            model=PovertyLine,
            key=("regency", "year"),
            values={
                "regency": Value(sql="s.regency"),
                "year": Value(sql="s.year"),
                "rupiah": Value(sql="s.rupiah"),
                "source": Value(sql="s.source"),
            },
        ),
    ),
    checks=(
        Check(
            column="regency_name",
            where="s.regency IS NULL",
            problem=gettext_lazy("Kabupaten/kota tidak dikenal"),
            mend=gettext_lazy("Isi kodenya, atau tulis namanya seperti di halaman Wilayah."),
        ),
        told_before(
            "year",
            key="regency, year",
            given="regency IS NOT NULL",
            problem=gettext_lazy("Ganda: kabupaten dan tahun sama dengan baris {detail}"),
            mend=gettext_lazy("Hapus salah satu baris, atau perbaiki isinya."),
        ),
        SOURCE_TOO_LONG,
    ),
    territory_column="regency",
    settings={
        "year": Setting(
            label=gettext_lazy("Tahun"),
            help=gettext_lazy("Bila tidak ada dalam berkas."),
            pattern=r"20\d{2}",
            pattern_mend=gettext_lazy("Tulis tahun, misalnya 2025."),
        ),
        "source": Setting(
            label=gettext_lazy("Sumber"),
            help=gettext_lazy("Terbitan yang memuatnya; tampil di samping angkanya."),
        ),
    },
    prepare=_settle,
)
