"""Whom each programme of families is meant for on a day."""

from dataclasses import dataclass
from datetime import date

from umpak.parameters import loader
from umpak.parameters.editions import remembered


@dataclass(frozen=True, kw_only=True)
class ProgrammeTarget:
    """A programme with the highest decile that it is meant for."""

    code: str
    label: str
    most_desil: int
    citation: str


@remembered
def programme_targets(on: date) -> tuple[ProgrammeTarget, ...]:
    """Return the programmes of families in their order."""
    citation = loader.parameter("targeting.programmes", on).citation
    return tuple(
        ProgrammeTarget(
            code=row["code"], label=row["label"], most_desil=row["most_desil"], citation=citation
        )
        for row in loader.rows("targeting.programmes", on)
    )
