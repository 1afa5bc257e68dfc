"""The year of the data: from the setting, from the headers, from a column; they must agree."""

import re

from django.utils.translation import gettext as _

from umpak.foundation.imports.kinds import Check
from umpak.foundation.imports.run import Run

_WITH_YEAR = ("iks", "ike", "ikl", "composite", "status", "score")


def settle_years(run: Run) -> bool:
    """Fill `year` of every row. False where the file does not say its year; that is listed."""
    in_headers = _years_in_headers(run)
    if len(in_headers) > 1:
        years = ", ".join(sorted(in_headers))
        return _refused(run, _("Judul kolom menyebut beberapa tahun: %(years)s") % {"years": years})
    given = run.setting("year")
    header_year = next(iter(in_headers), "")
    if given and header_year and given != header_year:
        return _refused(
            run,
            _("Tahun %(given)s tidak cocok dengan judul kolom (%(found)s)")
            % {"given": given, "found": header_year},
        )
    year = given or header_year
    if year.isdigit():
        run.execute("UPDATE import_row SET year = %(year)s WHERE year IS NULL", {"year": int(year)})
        run.check(
            Check(
                column="year",
                where=f"s.year <> {int(year)}",
                problem=_("Tahun baris ini bukan %(year)s") % {"year": year},
                mend=_("Bagi berkas menurut tahun, atau masukkan tanpa menyebut tahunnya."),
            )
        )
        return True
    if run.has("year"):
        run.check(
            Check(column="year", where="s.year IS NULL", problem=_("Tahun tidak diisi"),
                  mend=_("Isi tahun data baris ini."))
        )  # fmt: skip
        return True
    return _refused(run, _("Tahun data tidak diketahui"))


def _years_in_headers(run: Run) -> set[str]:
    found = (re.search(r"(20\d\d)$", run.headers.get(code, "").strip()) for code in _WITH_YEAR)
    return {match.group(1) for match in found if match}


def _refused(run: Run, problem: str) -> bool:
    mend = _("Sebut tahun datanya (--year 2024), atau tambahkan kolom tahun.")
    run.refuse(0, "year", problem, mend)
    return False
