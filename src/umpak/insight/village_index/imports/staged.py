"""Between the staging table and the reckoning: which rows count, what is kept, what is missing."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Mapping

from django.utils.translation import gettext as _

from umpak.foundation.imports.kinds import Check
from umpak.foundation.imports.problems import Problem
from umpak.foundation.imports.run import Run
from umpak.insight.village_index.choices import Form
from umpak.insight.village_index.imports.columns import COMPONENTS, DIMENSIONS, INDICATORS
from umpak.insight.village_index.imports.reckoning import Reckoning
from umpak.insight.village_index.imports.years import settle_years
from umpak.insight.village_index.sql import load
from umpak.registry.territory.choices import Kind, Level
from umpak.registry.territory.selectors import in_force

DERIVED: Mapping[str, str] = {
    **dict.fromkeys(
        ("out_instrument", "out_form", "out_version", "out_published_status", "out_status",
         "out_computed_status", "out_weakest"), "text",
    ),
    **dict.fromkeys(("out_iks", "out_ike", "out_ikl", "out_composite"), "numeric"),
    **dict.fromkeys(
        ("out_iks_sum", "out_ike_sum", "out_ikl_sum", "out_points", "out_gap_points", "out_batch"),
        "bigint",
    ),
    **dict.fromkeys(("out_scores", "out_dimension_points", "out_disagreements"), "jsonb"),
}  # fmt: skip

_COLUMNS = {
    Form.COMPOSITE: (*COMPONENTS.values(), "composite", "status"),
    Form.RAW: (*COMPONENTS.values(), "composite", "status", *INDICATORS.values()),
    Form.POINTS: (*DIMENSIONS.values(), "total", "score", "status"),
}
_UNKNOWN = (
    "NOT EXISTS (SELECT 1 FROM territory_territory t"
    " WHERE t.code = s.village AND t.level = 'village')"
)


def reckon_file(run: Run) -> None:
    """Recognise the form, settle the year, check the villages, reckon every row."""
    form = form_of(run)
    if form is None:
        run.refuse(
            1, "village", _("Judul kolom ini bukan bentuk terbitan indeks desa"),
            _("Pakai berkas komposit (iks_2024, ike_2024, ikl_2024, idm_2024, status_2024), berkas"
              " skor (IKS01 sampai IKL03), atau poin enam dimensi Indeks Desa."),
        )  # fmt: skip
        return
    if not settle_years(run):
        return
    _check_villages(run)
    reckoning = Reckoning(run=run, form=form)
    names = ("row_number", "village", "year", *_COLUMNS[form])
    listed = ", ".join(f's."{name}"' for name in names)
    for row in run.rows(
        f"SELECT {listed} FROM import_row s WHERE s.year IS NOT NULL AND NOT ({_UNKNOWN})"  # noqa: S608  # constants
        " AND NOT EXISTS (SELECT 1 FROM import_problem p"
        " WHERE p.row_number = s.row_number AND NOT p.is_warning)"
        " ORDER BY s.row_number"
    ):
        reckoning.take(dict(zip(names, row, strict=True)))
    reckoning.summarise()
    run.add_problems(reckoning.problems)
    run.execute(
        load("keep_reckoned.sql"), {"rows": json.dumps(reckoning.kept), "batch": run.batch_key}
    )
    run.add_problems([*_replaced_versions(run), *_missing_villages(run)])


def make_current(run: Run | None) -> None:
    """After writing: this version is the current one. An undo has put that back by itself."""
    if run is not None:
        run.execute(load("make_current.sql"))
        run.execute(load("forget_unknown.sql"))


def form_of(run: Run) -> Form | None:
    """Raw scores before composites: the raw form prints the composites too."""
    if all(run.has(column) for column in INDICATORS.values()):
        return Form.RAW
    if all(run.has(column) for column in COMPONENTS.values()):
        return Form.COMPOSITE
    if all(run.has(column) for column in DIMENSIONS.values()):
        return Form.POINTS
    return None


def _check_villages(run: Run) -> None:
    is_skipping = bool(run.options.get("skip_unknown"))
    mend = _("Periksa kodenya di halaman Wilayah, impor wilayahnya dahulu, atau pilih melewatinya.")
    run.check(
        Check(
            column="village",
            where=f"s.village IS NOT NULL AND {_UNKNOWN}",
            problem=_("Desa tidak dikenal; barisnya dilewati")
            if is_skipping
            else _("Kode desa tidak dikenal"),
            mend=_("Tidak ada yang perlu dilakukan.") if is_skipping else mend,
            is_warning=is_skipping,
        )
    )


def _replaced_versions(run: Run) -> list[Problem]:
    """The last import counts: which other versions of the year would step back, and for how many.

    An older release that is imported after a newer one would otherwise win without a word.
    """
    found = run.rows(load("replaced_versions.sql"))
    return [
        Problem(
            row=0,
            column="",
            value=version,
            problem=_("Versi “%(old)s” berlaku bagi %(count)s desa (%(year)s); versi “%(new)s”"
                      " akan menggantikannya")
            % {"old": version, "count": count, "year": year, "new": new},
            mend=_("Bila berkas ini yang lebih tua, jangan ditulis, atau pilih lagi versi yang"
                   " berlaku di halaman indeks desa."),
            is_warning=True,
        )
        for year, version, new, count in found
    ]  # fmt: skip


def _missing_villages(run: Run) -> list[Problem]:
    """Desa of the file's regencies that have no row; a kelurahan has no index and is not missed.

    Of a file that holds fewer than it lacks only their number is told.
    """
    found: dict[int, set[str]] = defaultdict(set)
    for year, village in run.rows(
        "SELECT DISTINCT year, village FROM import_row WHERE village <> ''"
    ):
        if year is not None:
            found[year].add(village)
    missing: dict[tuple[str, str], list[int]] = defaultdict(list)
    for year, villages in sorted(found.items()):
        regencies = {village[:5] for village in villages}
        expected = in_force(dt.date(year, 12, 31)).filter(
            level=Level.VILLAGE, kind__in=[Kind.DESA, Kind.DESA_ADAT]
        )
        for code, name in expected.values_list("code", "name"):
            if code[:5] in regencies and code not in villages:
                missing[code, name].append(year)
    present = set().union(*found.values())
    if len(missing) > len(present):
        return [_mostly_missing(run, len(missing), len(present))]
    return [
        Problem(
            row=0,
            column=run.header("village"),
            value=code,
            problem=_("%(name)s tidak ada dalam berkas (%(years)s)")
            % {"name": name, "years": ", ".join(map(str, years))},
            mend=_("Mintakan datanya bila desa ini seharusnya berindeks."),
            is_warning=True,
        )
        for (code, name), years in sorted(missing.items())
    ]


def _mostly_missing(run: Run, missing: int, present: int) -> Problem:
    return Problem(
        row=0,
        column=run.header("village"),
        value="",
        problem=_("Berkas ini memuat %(present)s desa; %(missing)s desa lain tidak ada di dalamnya")
        % {"present": present, "missing": missing},
        mend=_("Tidak ada yang perlu dilakukan bila berkasnya memang hanya sebagian."),
        is_warning=True,
    )
