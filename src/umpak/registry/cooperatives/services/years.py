"""Figures of a book year, and whether its annual meeting was held."""

import dataclasses
import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from umpak.foundation import calendar
from umpak.foundation.access.models import User
from umpak.foundation.audit.services import acting
from umpak.foundation.refusals import require_fit
from umpak.registry.cooperatives.checks import date_problem
from umpak.registry.cooperatives.choices import HealthStatus, YearSource
from umpak.registry.cooperatives.errors import CooperativeRefused, refuse
from umpak.registry.cooperatives.models import Cooperative, CooperativeYear
from umpak.registry.cooperatives.services.rights import require_change
from umpak.rules.problems import Problem, gettext_noop

FIRST_BOOK_YEAR = 1947  # the year of the first cooperative congress; nothing older is registered


@dataclass(frozen=True, kw_only=True)
class YearFigures:
    """What was reported; None leaves what is on file as it is."""

    members: int | None = None
    assets: Decimal | None = None
    own_capital: Decimal | None = None
    loans: Decimal | None = None
    turnover: Decimal | None = None
    is_rat_held: bool | None = None
    rat_on: dt.date | None = None
    reported_on: dt.date | None = None
    health_status: HealthStatus | None = None
    health_source: str | None = None
    source: YearSource = YearSource.RAT_REPORT


def record_year(
    *, by: User | None, cooperative: Cooperative, book_year: int, figures: YearFigures
) -> CooperativeYear:
    """Keep what was reported for a book year. A changed figure must be verified anew.

    Refuses a year that has not ended for the annual meeting, and impossible amounts.
    """
    require_change(by, cooperative)
    refuse(year_problems(book_year, figures))
    with acting(by=by, verb="cooperative.record_year") as act:
        held = cooperative.years.select_for_update()  # who verifies it now ends first
        year = held.filter(book_year=book_year).first() or CooperativeYear(
            cooperative=cooperative, book_year=book_year
        )
        if _apply(year, figures) or year.pk is None:
            if year.health_source and not year.health_status:
                raise CooperativeRefused({"health_source": _source_without_status()})
            require_fit(year)
            year.save()
        act.on(cooperative, territory_code=cooperative.village_id, book_year=book_year)
    return year


def year_problems(book_year: int, figures: YearFigures) -> dict[str, Problem]:
    """What must be mended before these figures can be written. No query."""
    today = calendar.today()
    found: dict[str, Problem | None] = {
        "book_year": _book_year_problem(book_year, today),
        "rat_on": date_problem(figures.rat_on, today) or _rat_problem(book_year, figures, today),
        "reported_on": date_problem(figures.reported_on, today),
    }
    for field in ("assets", "loans", "turnover"):
        amount = getattr(figures, field)
        found[field] = _negative() if amount is not None and amount < 0 else None
    return {field: problem for field, problem in found.items() if problem is not None}


def _apply(year: CooperativeYear, figures: YearFigures) -> bool:
    """Write the given figures onto the row; true when one differs."""
    is_changed = False
    for field in dataclasses.fields(figures):
        value = getattr(figures, field.name)
        if value is None or value == getattr(year, field.name):
            continue
        setattr(year, field.name, value)
        is_changed = True
    if figures.rat_on is not None and not year.is_rat_held:
        year.is_rat_held = is_changed = True
    if figures.is_rat_held is False and year.rat_on is not None:
        year.rat_on, is_changed = None, True
    if is_changed:
        year.verified_by, year.verified_at = None, None
    return is_changed


def _book_year_problem(book_year: int, today: dt.date) -> Problem | None:
    if FIRST_BOOK_YEAR <= book_year <= today.year:
        return None
    return Problem(
        code="impossible_year",
        message=gettext_noop("Tahun buku %(year)s tidak mungkin."),
        mend=gettext_noop("Isi tahun antara %(first)s dan %(last)s."),
        figures={"year": str(book_year), "first": str(FIRST_BOOK_YEAR), "last": str(today.year)},
    )


def _rat_problem(book_year: int, figures: YearFigures, today: dt.date) -> Problem | None:
    if figures.rat_on is not None and figures.is_rat_held is False:
        return Problem(
            code="rat_both",
            message=gettext_noop("RAT ditulis tidak diadakan, tetapi tanggalnya diisi."),
            mend=gettext_noop("Kosongkan tanggalnya, atau tulis bahwa RAT diadakan."),
        )
    is_early = figures.rat_on is not None and figures.rat_on.year <= book_year
    if not is_early and not (figures.is_rat_held and book_year >= today.year):
        return None
    return Problem(
        code="rat_too_early",
        message=gettext_noop("RAT tahun buku %(year)s diadakan sesudah tahun itu berakhir."),
        mend=gettext_noop("Periksa tanggal RAT, atau pakai tahun buku sebelumnya."),
        figures={"year": str(book_year)},
    )


def _source_without_status() -> Problem:
    return Problem(
        code="source_without_status",
        message=gettext_noop("Sumber penilaian diisi, tetapi hasil penilaiannya belum."),
        mend=gettext_noop("Pilih juga hasil penilaian kesehatannya, atau kosongkan sumbernya."),
    )


def _negative() -> Problem:
    return Problem(
        code="negative",
        message=gettext_noop("Jumlah ini tidak mungkin di bawah nol."),
        mend=gettext_noop("Tulis jumlahnya tanpa tanda kurang."),
    )
