"""Active or not: row by row through the rule, and over whole sets in SQL. A test keeps them one."""

import datetime as dt

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    DateField,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from umpak.parameters.cooperatives import activity_thresholds
from umpak.registry.cooperatives.choices import LEGAL_NUMBERS, ActivityState, LegalStatus
from umpak.registry.cooperatives.models import (
    Cooperative,
    CooperativeIdentifier,
    CooperativeQuerySet,
    CooperativeYear,
)
from umpak.rules.cooperative_activity import Activity, cooperative_activity


def activity_of(cooperative: Cooperative, as_of: dt.date) -> Activity:
    """The state of one cooperative by the rule; no query where its rows are prefetched."""
    return cooperative_activity(
        rat_book_years=frozenset(
            year.book_year
            for year in cooperative.years.all()
            if year.is_rat_held and (year.rat_on is None or year.rat_on <= as_of)
        ),
        established_on=established_on(cooperative),
        serves_members=cooperative.serves_members,
        as_of=as_of,
        thresholds=activity_thresholds(as_of),
    )


def established_on(cooperative: Cooperative) -> dt.date | None:
    """The day of legal status, else of founding; none while it is only being formed."""
    if cooperative.legal_status != LegalStatus.LEGAL:
        return None
    days = [
        identifier.issued_on
        for identifier in cooperative.identifiers.all()
        if identifier.kind in LEGAL_NUMBERS and identifier.issued_on is not None
    ]
    return min(days, default=cooperative.founded_on)


def with_activity(queryset: CooperativeQuerySet, as_of: dt.date) -> CooperativeQuerySet:
    """Annotate `activity_state` and `rat_count` (held among the years looked at) in SQL."""
    thresholds = activity_thresholds(as_of)
    previous = as_of.year - 1
    is_due = as_of.month > thresholds.rat_due_months
    held = CooperativeYear.objects.filter(
        Q(rat_on__isnull=True) | Q(rat_on__lte=as_of), cooperative=OuterRef("pk"), is_rat_held=True
    ).order_by()
    queryset = queryset.annotate(
        established_on=_established(),
        last_book_year=Coalesce(
            Subquery(held.filter(book_year=previous).values("book_year")[:1]),
            Value(previous if is_due else previous - 1),
            output_field=IntegerField(),
        ),
    )
    looked_at = held.filter(
        book_year__lte=OuterRef("last_book_year"),
        book_year__gt=OuterRef("last_book_year") - thresholds.rat_years,
    )
    counted = looked_at.values("cooperative").annotate(count=Count("pk")).values("count")
    return queryset.annotate(
        rat_count=Coalesce(Subquery(counted), Value(0), output_field=IntegerField()),
        is_young=_is_young(as_of, thresholds.rat_years),
    ).annotate(activity_state=_state(thresholds.rat_years))


def _established() -> Case:
    decreed = (
        CooperativeIdentifier.objects.filter(
            cooperative=OuterRef("pk"), kind__in=LEGAL_NUMBERS, issued_on__isnull=False
        )
        .order_by()
        .values("cooperative")
        .annotate(day=Min("issued_on"))
        .values("day")
    )
    return Case(
        When(legal_status=LegalStatus.LEGAL, then=Coalesce(Subquery(decreed), F("founded_on"))),
        default=None,
        output_field=DateField(),
    )


def _is_young(as_of: dt.date, years: int) -> Case:
    """Fewer full years than are looked at, or founded after the first of them began."""
    condition = Q(established_on__gt=_years_before(as_of, years)) | Q(
        established_on__year__gt=F("last_book_year") - years + 1
    )
    return Case(
        When(Q(established_on__isnull=False) & condition, then=Value(value=True)),
        default=Value(value=False),
        output_field=BooleanField(),
    )


def _state(years: int) -> Case:
    return Case(
        When(is_young=True, then=Value(ActivityState.NOT_YET_ASSESSABLE)),
        When(serves_members=False, then=Value(ActivityState.INACTIVE)),
        When(rat_count=years, then=Value(ActivityState.ACTIVE)),
        When(established_on__isnull=True, then=Value(ActivityState.NOT_YET_ASSESSABLE)),
        When(rat_count=0, then=Value(ActivityState.INACTIVE)),
        default=Value(ActivityState.IRREGULAR),
        output_field=CharField(),
    )


def _years_before(day: dt.date, years: int) -> dt.date:
    """The same day years ago; 29 February becomes the 28th, which counts full years alike."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
