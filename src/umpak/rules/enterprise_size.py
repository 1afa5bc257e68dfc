"""Size class of an enterprise by capital and by yearly sales, both tests kept.

Source: PP 7/2021 Pasal 35: capital without land and business building for enterprises founded
after the regulation, yearly sales for those that existed before.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Size(StrEnum):
    MICRO = "mikro"
    SMALL = "kecil"
    MEDIUM = "menengah"
    LARGE = "besar"


@dataclass(frozen=True, kw_only=True)
class SizeLimit:
    """Upper limits of one class in rupiah, both included."""

    size: Size
    capital_most: Decimal
    sales_most: Decimal


@dataclass(frozen=True, kw_only=True)
class SizeRules:
    """The table, smallest class first, and since when it decides by capital."""

    limits: tuple[SizeLimit, ...]
    in_force_on: date
    citation: str


@dataclass(frozen=True, kw_only=True)
class EnterpriseSize:
    """Both results and the one that counts.

    Attributes:
        by_capital: None when the capital is unknown.
        by_sales: None when the sales are unknown.
        decisive: Result of the test that the founding date calls for; None when unknown.
        decided_by: `capital` or `sales`; None when the founding date is unknown.
    """

    by_capital: Size | None
    by_sales: Size | None
    decisive: Size | None
    decided_by: str | None


def enterprise_size(
    *,
    capital: Decimal | None,
    yearly_sales: Decimal | None,
    founded_on: date | None,
    rules: SizeRules,
) -> EnterpriseSize:
    """Classify one enterprise.

    Args:
        capital: Rupiah without land and business building.
        yearly_sales: Rupiah a year.
        founded_on: None when unknown; then the result counts only if both tests agree.
        rules: From `umpak.parameters.enterprises.size_rules(day)`.

    Example:
        Capital Rp1 billion and sales Rp2 billion are micro; one rupiah more is small.
    """
    by_capital = _class_of(capital, [(limit.capital_most, limit.size) for limit in rules.limits])
    by_sales = _class_of(yearly_sales, [(limit.sales_most, limit.size) for limit in rules.limits])
    if founded_on is None:
        agreed = by_capital if by_capital == by_sales else None
        return EnterpriseSize(
            by_capital=by_capital, by_sales=by_sales, decisive=agreed, decided_by=None
        )
    is_new = founded_on >= rules.in_force_on
    return EnterpriseSize(
        by_capital=by_capital,
        by_sales=by_sales,
        decisive=by_capital if is_new else by_sales,
        decided_by="capital" if is_new else "sales",
    )


def _class_of(amount: Decimal | None, limits: list[tuple[Decimal, Size]]) -> Size | None:
    if amount is None:
        return None
    return next((size for most, size in limits if amount <= most), Size.LARGE)
