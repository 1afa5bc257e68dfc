"""How well the programmes of families met their target: set-wise counts, judged by the rule.

Everybody: families with a decile in the quarter asked for. Target: those up to the programme's
decile. Beneficiaries: those that the register shows as receiving it on the quarter's last day, as
the history of the families knows that day; families that were recorded later are in no set then.
Where the history begins later, or the quarter is not over, beneficiaries are those of today, and
`recipients_on` says so. Families without a decile of the quarter are in no set.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any  # the model of the history has no name

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Left

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.insight.targeting.selectors import VIEW
from umpak.parameters import loader
from umpak.parameters.poverty import poverty_rules
from umpak.parameters.targeting import ProgrammeTarget
from umpak.registry.people.models import DesilRecord, Household
from umpak.registry.territory.choices import Level
from umpak.registry.territory.models import Territory
from umpak.rules.quarters import quarter_of
from umpak.rules.suppression import rounded, rounded_counts
from umpak.rules.targeting import TargetingCounts, TargetingQuality, targeting_quality
from umpak.rules.territory_codes import is_within

FLAGS: Mapping[str, str] = {
    "pkh": "has_pkh", "sembako": "has_sembako", "pbi": "has_pbi", "blt": "has_blt",
}  # fmt: skip
LEVELS = (Level.REGENCY, Level.DISTRICT, Level.VILLAGE)
_CODE_LENGTH = {Level.REGENCY: 5, Level.DISTRICT: 8, Level.VILLAGE: 13}


@dataclass(frozen=True, kw_only=True)
class PlaceAccuracy:
    """One programme in one place and quarter.

    Attributes:
        quality: None where too few families live for this user to read anything.
        unranked: Beneficiaries without a decile of the quarter, in no count; None when hidden.
        later: Ranked families that were recorded only after `recipients_on`, in no count; None
            when hidden.
        recipients_on: The day as of which it is known who receives.
        is_small: Fewer ranked families than a ratio is worth.
        is_rounded: Every count is rounded to `least_shown`, and the measures follow from those.
    """

    code: str
    name: str
    district_name: str
    level: str
    programme: str
    period_on: dt.date
    most_desil: int
    quality: TargetingQuality | None
    unranked: int | None
    later: int | None
    recipients_on: dt.date
    is_small: bool
    is_rounded: bool

    @property
    def is_hidden(self) -> bool:
        return self.quality is None


@dataclass(frozen=True, kw_only=True)
class _Counted:
    counts: TargetingCounts
    unranked: int
    later: int = 0
    is_rounded: bool = False


def periods(user: AnyUser) -> list[dt.date]:
    """The quarters of which deciles are known, newest first."""
    if not scope.territory_codes(user, VIEW):
        return []
    found = DesilRecord.objects.order_by("-period_on").values_list("period_on", flat=True)
    return list(found.distinct())


def recipients_on(period_on: dt.date) -> dt.date:
    """The quarter's last day where the history of the families reaches back to it, else today."""
    last, today = quarter_of(period_on).last_day, calendar.today()
    if last >= today:
        return today
    return last if _events().filter(pgh_created_at__lt=_end_of(last)).exists() else today


def least_shown() -> int:
    """The smallest count that whoever may not see the families may read, and the rounding base."""
    return loader.whole_number("privacy.public_count_least", calendar.today())


def accuracies(
    user: AnyUser,
    *,
    programme: ProgrammeTarget,
    period_on: dt.date,
    level: Level,
    most_desil: int | None = None,
    within: str = "",
) -> list[PlaceAccuracy]:
    """All places of a level in scope, by code. Five queries, whatever their number."""
    scope.require(user, VIEW)
    most = most_desil or programme.most_desil
    small = poverty_rules(calendar.today()).small_denominator
    places = _places(user, level, within)
    day = recipients_on(period_on)
    found = _counted(user, programme, period_on, most, level, day)
    nothing = _Counted(
        counts=TargetingCounts(everybody=0, target=0, beneficiaries=0, both=0), unranked=0
    )
    counted = {place.code: found.get(place.code, nothing) for place in places}
    told = _told(user, counted)
    return [
        PlaceAccuracy(
            code=place.code,
            name=place.name,
            district_name=place.parent.name if level == Level.VILLAGE and place.parent else "",
            level=level,
            programme=programme.code,
            period_on=period_on,
            most_desil=most,
            quality=targeting_quality(one.counts) if one else None,
            unranked=one.unranked if one else None,
            later=one.later if one else None,
            recipients_on=day,
            is_small=one is None or one.counts.everybody < small,
            is_rounded=one is not None and one.is_rounded,
        )
        for place in places
        for one in (told[place.code],)
    ]


def _places(user: AnyUser, level: Level, within: str) -> list[Territory]:
    rows = scope.narrow(Territory.objects.filter(level=level), user, VIEW)
    if within:
        rows = rows.filter(Q(code=within) | Q(code__startswith=f"{within}."))
    return list(rows.select_related("parent").order_by("code"))


def _counted(  # one question
    user: AnyUser,
    programme: ProgrammeTarget,
    period_on: dt.date,
    most: int,
    level: Level,
    day: dt.date,
) -> dict[str, _Counted]:
    """The counts of every place with families, in two grouped queries."""
    families = scope.narrow(Household.objects.all(), user, VIEW).order_by()
    place, flag = Left("village_id", _CODE_LENGTH[level]), FLAGS[programme.code]
    quarter = DesilRecord.objects.filter(period_on=period_on)
    is_target, is_helped, is_known = Q(desil__lte=most), Q(helped=True), Q(helped__isnull=False)
    ranked = (
        quarter.filter(household__in=families)
        .order_by()
        .annotate(
            place=Left("household__village_id", _CODE_LENGTH[level]),
            helped=_helped(flag, day, family="household__"),
        )
        .values("place")
        .annotate(
            everybody=Count("pk", filter=is_known),
            target=Count("pk", filter=is_known & is_target),
            beneficiaries=Count("pk", filter=is_helped),
            both=Count("pk", filter=is_target & is_helped),
            later=Count("pk", filter=~is_known),
        )
    )
    helped = families.annotate(helped=_helped(flag, day)).filter(helped=True)
    unranked = _unranked(helped, quarter, place)
    return {
        row["place"]: _Counted(
            counts=TargetingCounts(
                **{name: row[name] for name in ("everybody", "target", "beneficiaries", "both")}
            ),
            unranked=unranked.pop(row["place"], 0),
            later=row["later"],
        )
        for row in ranked
    } | {
        code: _Counted(
            counts=TargetingCounts(everybody=0, target=0, beneficiaries=0, both=0), unranked=count
        )
        for code, count in unranked.items()
    }


def _helped(flag: str, day: dt.date, *, family: str = "") -> F | Subquery:
    """Whether the family received on the day; null where it was not on record by then."""
    if day >= calendar.today():
        return F(f"{family}{flag}")
    by_then = _events().filter(pgh_obj_id=OuterRef(f"{family}pk"), pgh_created_at__lt=_end_of(day))
    return Subquery(by_then.order_by("-pgh_id").values(flag)[:1])


def _events() -> QuerySet[Any]:
    """Every state that a family was ever in."""
    found: QuerySet[Any] = Household.history.rel.related_model.objects.all()  # type: ignore[attr-defined]  # added by `track`
    return found


def _end_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=calendar.zone())


def _unranked(
    helped: QuerySet[Household], quarter: QuerySet[DesilRecord], place: Left
) -> dict[str, int]:
    rows = helped.exclude(pk__in=quarter.values("household")).annotate(place=place)
    return dict(rows.order_by().values_list("place").annotate(count=Count("pk")))


def _told(user: AnyUser, counted: Mapping[str, _Counted]) -> dict[str, _Counted | None]:
    """The counts as this user may read them: exact where the user may open the families.

    Elsewhere rounded, the same for every programme, target and level; None where too few live.
    """
    open_to = scope.territory_codes(user, Permission.PEOPLE_VIEW)
    base = least_shown()
    return {
        code: one if _is_open(code, open_to) else _rounded(one, base)
        for code, one in counted.items()
    }


def _rounded(one: _Counted, base: int) -> _Counted | None:
    counts = rounded_counts(one.counts, base=base)
    if counts is None:
        return None
    return _Counted(
        counts=counts,
        unranked=rounded(one.unranked, base=base),
        later=rounded(one.later, base=base),
        is_rounded=True,
    )


def _is_open(code: str, ancestors: Iterable[str]) -> bool:
    return any(is_within(code, ancestor) for ancestor in ancestors)
