"""The dated numbers that the expressions need; insight fills them from `umpak.parameters`."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class MeasureSettings:
    """Numbers of one run.

    Attributes:
        as_of: The day for which everything is computed.
        low_desil: Highest decile that counts as low (2: desil 1 and 2).
        reach_metres: Within this distance a family counts as reached.
        healthy_states: Health states that count as healthy.
        ill_states: Health states that count as ill.
        permit_notice_days: A permit that expires within so many days is about to lapse.
        poverty_line_rupiah: Spending per head and month below which a person is poor; None when
            no line is known for the regency and year.
    """

    as_of: date
    low_desil: int
    reach_metres: int
    healthy_states: tuple[str, ...]
    ill_states: tuple[str, ...]
    permit_notice_days: int
    poverty_line_rupiah: int | None
