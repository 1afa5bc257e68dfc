"""Rules of the village indices for a data year."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from umpak.parameters import loader
from umpak.parameters.editions import remembered
from umpak.rules.indeks_desa import Dimension, IndeksDesaRules, PointBand
from umpak.rules.village_index import IdmRules, Indicator, KnownFault, StatusBand


@remembered
def idm_rules(year: int) -> IdmRules:
    """Return the IDM instrument for a data year (to 2024).

    Raises:
        NoParameterError: For years in which IDM was not the instrument.
    """
    on = date(year, 12, 31)
    return IdmRules(
        indicator_counts={
            row["code"]: row["indicators"] for row in loader.rows("idm.sub_indices", on)
        },
        highest_score=loader.whole_number("idm.highest_score", on),
        bands=tuple(
            StatusBand(
                status=row["status"],
                most=Decimal(row["most"]),
                published_minimum=Decimal(row["published_minimum"]),
            )
            for row in loader.rows("idm.statuses", on)
        ),
        composite_tolerance=loader.decimal("idm.composite_tolerance", on),
        indicators=_indicators(on),
        known_fault=_known_fault(on),
        citation=loader.parameter("idm.statuses", on).citation,
    )


def last_idm_year() -> int:
    """Return the last data year for which IDM was the instrument."""
    entries = loader.all_parameters()
    return max(
        entry.until_on.year
        for entry in entries
        if entry.key == "idm.statuses" and entry.until_on is not None
    )


@remembered
def indeks_desa_rules(year: int) -> IndeksDesaRules:
    """Return the Indeks Desa instrument for a data year (from 2025)."""
    on = date(year, 12, 31)
    return IndeksDesaRules(
        dimensions=tuple(
            Dimension(code=row["code"], label=row["label"], most=row["most"])
            for row in loader.rows("indeks_desa.dimensions", on)
        ),
        bands=tuple(
            PointBand(status=row["status"], least=row["least"])
            for row in loader.rows("indeks_desa.statuses", on)
        ),
        citation=loader.parameter("indeks_desa.statuses", on).citation,
    )


@remembered
def lever_costs(on: date) -> Mapping[str, Decimal]:
    """Return the office's estimate of raising an indicator by one score, in rupiah by code."""
    rows = loader.rows("village_index.lever_cost_rupiah", on)
    return {row["code"]: Decimal(row["rupiah"]) for row in rows}


def _indicators(on: date) -> tuple[Indicator, ...]:
    return tuple(
        Indicator(
            code=row["code"],
            label=row["label"],
            scores=tuple(row["scores"]),
            office=row["office"],
            is_cooperative_lever=row.get("cooperative_lever", False),
        )
        for row in loader.rows("idm.indicators", on)
    )


def _known_fault(on: date) -> KnownFault | None:
    try:
        entry = loader.parameter("idm.known_fault", on)
    except loader.NoParameterError:
        return None
    return KnownFault(
        first=entry.value["first"],
        second=entry.value["second"],
        sub_index=entry.value["sub_index"],
        difference=entry.value["difference"],
        citation=entry.citation,
    )
