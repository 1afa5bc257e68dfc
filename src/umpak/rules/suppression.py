"""Small numbers for a reader who may not see the families behind them: rounded to a base.

Hiding single cells does not suffice where one family stands in many tables: the same place is shown
for each programme and each target, and what one table hides the next gives away by subtraction.
Rounding every count to one base, always the same way, holds for all tables at once: no difference
or sum of rounded counts tells an exact small one. What has too few families at all is left out, by
a bound on the place itself, so in every table alike.

Source: Hundepool et al., Statistical Disclosure Control, 2012, ch. 5.4 (deterministic rounding) and
5.2.4 (threshold on the base); the base is the office's own bound on public counts, a parameter.
"""

from umpak.rules.targeting import TargetingCounts


def rounded(count: int, *, base: int) -> int:
    """Return the multiple of `base` that is nearest; of two equally near ones the larger.

    Example:
        >>> [rounded(count, base=5) for count in (0, 2, 3, 7, 8)]
        [0, 0, 5, 5, 10]
    """
    return (2 * count + base) // (2 * base) * base


def rounded_counts(counts: TargetingCounts, *, base: int) -> TargetingCounts | None:
    """Return the four counts of one place rounded, or None where it has fewer families than `base`.

    Each count is rounded by itself, so that it reads the same in every table. Where the sets would
    then no longer fit into everybody, everybody is as many as they need: a figure that follows
    from the other three, so it tells nothing more.

    Example:
        12 families, 8 of them target, 8 beneficiaries, 4 both: 10, 10, 10 and 5. Fifteen are needed
        for two sets of ten that share five, so everybody reads 15.
    """
    if counts.everybody < base:
        return None if counts.everybody else counts
    target, beneficiaries, both = (
        rounded(count, base=base) for count in (counts.target, counts.beneficiaries, counts.both)
    )
    return TargetingCounts(
        everybody=max(rounded(counts.everybody, base=base), target + beneficiaries - both),
        target=target,
        beneficiaries=beneficiaries,
        both=both,
    )
