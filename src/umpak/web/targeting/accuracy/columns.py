"""The columns of the page and its files: counts first, then what they come to."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from umpak.insight.targeting.accuracy import PlaceAccuracy
from umpak.rules.targeting import Measure, TargetingQuality
from umpak.web.lists.columns import NUMBER, PERCENT, Column, Text

Reading = Callable[[TargetingQuality], Any]


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Rows as a file is written from them: read in chunks like a query set."""

    rows: Sequence[PlaceAccuracy]

    def iterator(self, chunk_size: int) -> Iterator[PlaceAccuracy]:  # as a query set has it
        """All of them."""
        return iter(self.rows)


def _of(read: Reading) -> Callable[[PlaceAccuracy], Any]:
    return lambda row: None if row.quality is None else read(row.quality)


def _share(read: Callable[[TargetingQuality], Measure]) -> Callable[[PlaceAccuracy], Any]:
    return _of(lambda quality: exact(read(quality).value, times=100))


def exact(value: Fraction | None, *, times: int = 1) -> Decimal | None:
    """Two decimals; None stays None."""
    if value is None:
        return None
    scaled = value * times
    return (Decimal(scaled.numerator) / scaled.denominator).quantize(Decimal("0.01"))


def _count(key: str, label: Text, read: Reading, **more: Any) -> Column:  # of Column
    return Column(key=key, label=label, value=_of(read), format=NUMBER, sort=key, **more)


def _percent(key: str, label: Text, read: Callable[[TargetingQuality], Measure]) -> Column:
    return Column(key=key, label=label, value=_share(read), format=PERCENT, sort=key)


COLUMNS = (
    Column(key="name", label=_("Tempat"), is_heading=True, sort="name"),
    Column(key="district_name", label=_("Kecamatan"), sort="district_name"),
    _count("everybody", _("Keluarga berdesil"), lambda found: found.counts.everybody),
    _count("target", _("Sasaran"), lambda found: found.counts.target),
    _count("beneficiaries", _("Penerima"), lambda found: found.counts.beneficiaries),
    _count("both", _("Sasaran yang menerima"), lambda found: found.counts.both),
    _percent("exclusion", _("Terlewat (%)"), lambda found: found.exclusion_error),
    _percent("inclusion", _("Salah sasaran (%)"), lambda found: found.inclusion_error),
    _percent("coverage", _("Cakupan (%)"), lambda found: found.coverage),
    Column(key="differential", label=_("Selisih sasaran"), format=NUMBER, sort="differential",
           value=_of(lambda found: exact(found.targeting_differential))),
    Column(key="cgh", label=_("Rasio CGH"), format=NUMBER, sort="cgh",
           value=_of(lambda found: exact(found.cgh))),
    Column(key="unranked", label=_("Penerima tanpa desil"), format=NUMBER, sort="unranked"),
)  # fmt: skip
CODE = Column(key="code", label=_("Kode"))


def sorted_rows(rows: Sequence[PlaceAccuracy], sort: str) -> list[PlaceAccuracy]:
    """By a column; what is hidden or undefined comes last either way, so it tells nothing."""
    column = next((one for one in COLUMNS if one.key == sort.removeprefix("-")), None)
    if column is None:
        return list(rows)
    known = [row for row in rows if column.read(row) is not None]
    unknown = [row for row in rows if column.read(row) is None]
    known.sort(key=column.read, reverse=sort.startswith("-"))
    return [*known, *unknown]
