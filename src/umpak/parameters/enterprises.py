"""Rules on enterprises on a day."""

from datetime import date
from decimal import Decimal

from umpak.parameters import loader
from umpak.parameters.editions import remembered
from umpak.rules.enterprise_size import Size, SizeLimit, SizeRules


@remembered
def size_rules(on: date) -> SizeRules:
    """Return the size table that holds on a day."""
    entry = loader.parameter("enterprises.size_limits", on)
    limits = tuple(
        SizeLimit(
            size=Size(row["size"]),
            capital_most=Decimal(row["capital_most"]),
            sales_most=Decimal(row["sales_most"]),
        )
        for row in entry.value
    )
    return SizeRules(limits=limits, in_force_on=entry.from_on, citation=entry.citation)
