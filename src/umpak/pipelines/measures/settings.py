"""The dated numbers that the expressions need, read from `umpak.parameters` for one day."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from umpak.parameters import loader
from umpak.parameters.editions import remembered
from umpak.parameters.permits import lapses_soon_days
from umpak.parameters.village_index import idm_rules, indeks_desa_rules, last_idm_year
from umpak.rules.indeks_desa import IndeksDesaRules
from umpak.rules.village_index import IdmRules

T = TypeVar("T", int, str)


@dataclass(frozen=True, kw_only=True)
class MeasureSettings:
    """Numbers of one run.

    Attributes:
        as_of: The day for which everything is computed.
        low_desils: The deciles that count as low (1 and 2).
        reach_metres: Within this distance a family counts as reached.
        healthy_states: Health states that count as healthy.
        ill_states: Health states that count as ill.
        permit_notice_days: A permit that expires within so many days is about to lapse.
        idm: The instrument of the last year in which it was in use.
        indeks_desa: The instrument that followed it.
    """

    as_of: date
    low_desils: tuple[int, ...]
    reach_metres: int
    healthy_states: tuple[str, ...]
    ill_states: tuple[str, ...]
    permit_notice_days: int
    idm: IdmRules
    indeks_desa: IndeksDesaRules

    @property
    def least_idm_points(self) -> tuple[int, ...]:
        """The lowest N of every status, ascending: 0, 3092, 3774, 4456, 5138."""
        return tuple(sorted(self.idm.least_by_status.values()))


@remembered
def measure_settings(as_of: date) -> MeasureSettings:
    """The settings in force on a day.

    Raises:
        NoParameterError: For a day before the parameters begin.
    """
    return MeasureSettings(
        as_of=as_of,
        low_desils=_list("poverty.low_desil", as_of, int),
        reach_metres=int(loader.decimal("policy.reach_km", as_of) * 1000),
        healthy_states=_list("health.healthy_states", as_of, str),
        ill_states=_list("health.ill_states", as_of, str),
        permit_notice_days=lapses_soon_days(as_of),
        idm=idm_rules(last_idm_year()),
        indeks_desa=indeks_desa_rules(max(as_of.year, last_idm_year() + 1)),
    )


def _list(key: str, on: date, kind: type[T]) -> tuple[T, ...]:
    return tuple(kind(value) for value in loader.parameter(key, on).value)
