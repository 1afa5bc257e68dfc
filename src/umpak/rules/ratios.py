"""The ratios of the measure catalogue: which count over which, and for how many.

Pipelines divide by this table and screens write the counts beside the figure from it, so a ratio
has one formula in one place. A ratio is undefined, never 0, where its denominator is 0.

Source: the KSP-by-poverty map that Ngawi's office describes: KSP per 1,000 families, poor families
per KSP, members per 1,000 adults, share of poor families within reach. A share of the families on
a list is another ratio than a share of all families; neither stands for the other. Poverty by
spending: Foster, Greer and Thorbecke 1984 (see `umpak.rules.poverty.fgt`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, kw_only=True)
class RatioOf:
    """`per` times one count over another, each named as in the catalogue of measures.

    Attributes:
        people: The families or people on whom it stands, where the denominator counts neither.
    """

    numerator: str
    denominator: str
    per: int = 1
    people: str = ""

    def of(self, counts: Mapping[str, int | None]) -> Fraction | None:
        """Form the ratio of one place; None where a count is unknown or the denominator is 0.

        Example:
            3 KSP, 1,500 families, per 1,000 → 2; 120 poor families and no KSP → None.
        """
        top, bottom = counts.get(self.numerator), counts.get(self.denominator)
        if top is None or not bottom:
            return None
        return Fraction(self.per * top, bottom)

    def is_small(self, counts: Mapping[str, int | None], least: int) -> bool:
        """Whether it stands on fewer than `least` families or people; never where undefined.

        Example:
            1 of 3 poor families, least 30 → yes; 10 of 30 → no; none of none → no, undefined.
        """
        people = counts.get(self.people or self.denominator)
        return people is not None and people < least and self.of(counts) is not None


RATIOS: Mapping[str, RatioOf] = {
    "low_share": RatioOf(numerator="low_families", denominator="ranked_families"),
    "listed_low_share": RatioOf(numerator="listed_low_families", denominator="listed_families"),
    "desil_worsened_share": RatioOf(
        numerator="desil_worsened_families", denominator="desil_compared_families"
    ),
    "member_share_of_low": RatioOf(numerator="low_member_families", denominator="low_families"),
    "ksp_per_1000_families": RatioOf(numerator="ksp", denominator="families", per=1000),
    "low_families_per_ksp": RatioOf(numerator="low_families", denominator="ksp", people="families"),
    "members_per_1000_adults": RatioOf(
        numerator="cooperative_members", denominator="adults", per=1000
    ),
    "low_share_in_reach": RatioOf(numerator="low_families_in_reach", denominator="low_families"),
    "low_share_in_healthy_reach": RatioOf(
        numerator="low_families_in_healthy_reach", denominator="low_families"
    ),
    "poverty_headcount": RatioOf(numerator="below_line_people", denominator="spending_people"),
    "poverty_gap": RatioOf(
        numerator="line_gap_rupiah", denominator="spending_line_rupiah", people="spending_people"
    ),
    "poverty_severity": RatioOf(
        numerator="line_gap_square", denominator="spending_line_square", people="spending_people"
    ),
}


def small_ratios(counts: Mapping[str, int | None], least: int) -> tuple[str, ...]:
    """Return the ratios of a place that stand on too few families or people to say much.

    Args:
        counts: The measures of the place, by name; ratios among them are not looked at.
        least: Families or people from which a ratio is steady (`policy.small_denominator`).

    Example:
        1,500 families, 3 poor ones, 1 of them a member; least 30 → `member_share_of_low`.
    """
    return tuple(name for name, ratio in RATIOS.items() if ratio.is_small(counts, least))
