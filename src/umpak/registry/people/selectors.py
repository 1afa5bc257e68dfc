"""Reading families: only within scope, never a restricted one, found by name or by full number."""

from typing import Any  # rows bear what is added to them

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Cast

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.audit.models import AuditEntry
from umpak.foundation.personal_data.cipher import keyed_hash
from umpak.registry.people.models import Household, Person, PlaceTotal, PovertyLine
from umpak.registry.territory.choices import Level
from umpak.registry.territory.models import Territory
from umpak.rules.nik import CitizenNumber, FamilyCardNumber, check_family_card, check_nik


def households(user: AnyUser) -> QuerySet[Household]:
    """The families this user may see."""
    return scope.narrow(Household.objects.all(), user, Permission.PEOPLE_VIEW)


def restricted_households(user: AnyUser) -> QuerySet[Household]:
    """The families whose processing is restricted, since when, for what reason and by whom.

    `may_lift` tells where the user may also lift it: only there is the family named.
    """
    rows = Household.with_restricted.filter(is_restricted=True)
    mine = scope.narrow(rows, user, Permission.PEOPLE_CHANGE).filter(pk=OuterRef("pk"))
    orders = AuditEntry.objects.filter(
        verb="people.restrict", subject_key=Cast(OuterRef("public_id"), CharField())
    ).order_by("-at", "-pk")
    return scope.narrow(rows, user, Permission.RESTRICTION_VIEW).annotate(
        may_lift=Exists(mine),
        restricted_at=Subquery(orders.values("at")[:1]),
        restricted_because=Subquery(orders.values("reason")[:1]),
        restricted_by=Subquery(orders.values("by__name")[:1]),
    )


def household_with_number(user: AnyUser, number: str) -> Household | None:
    """The family whose card, or one of whose members, has exactly this number."""
    digests = [keyed_hash(value) for value in _usable_numbers(number)]
    if not digests:
        return None
    members = Person.objects.filter(nik_hash__in=digests, household__isnull=False)
    return (
        households(user)
        .filter(Q(family_card_hash__in=digests) | Q(pk__in=members.values("household")))
        .order_by("pk")
        .first()
    )


def households_by_village(user: AnyUser) -> QuerySet[Territory]:
    """The villages in scope with how many families they have, in all and of each desil.

    Adds `household_count`, `desil_1` … `desil_10` and `desil_unknown` to each village.
    """
    villages = scope.narrow(Territory.objects.all(), user, Permission.PEOPLE_VIEW)
    shown = Q(households__is_restricted=False)
    counts = {f"desil_{n}": shown & Q(households__desil=n) for n in range(1, 11)}
    counts["household_count"] = shown
    counts["desil_unknown"] = shown & Q(households__pk__isnull=False, households__desil=None)
    return (
        villages.filter(level=Level.VILLAGE)
        .select_related("parent")
        .annotate(**{name: Count("households", filter=which) for name, which in counts.items()})
    )


def place_totals(user: AnyUser) -> QuerySet[Any]:
    """Counts by village within scope. They name nobody: whoever reads the target map reads them.

    Adds `is_newest` of its village, and `is_registered`: families there are in the register, so
    that no count is used.
    """
    newest = (
        PlaceTotal.objects.filter(village=OuterRef("village"), counted_on__lte=calendar.today())
        .order_by("-counted_on", "-pk")
        .values("pk")[:1]
    )
    registered = Household.objects.filter(village=OuterRef("village"))
    rows = scope.narrow(PlaceTotal.objects.all(), user, Permission.INSIGHT_VIEW)
    found: QuerySet[Any] = rows.select_related("village__parent").annotate(
        is_newest=Case(When(pk=Subquery(newest), then=True), default=False),
        is_registered=Exists(registered),
    )
    return found


def has_families() -> bool:
    """Whether the installation counts any family yet, one by one or as a sum of a village."""
    return Household.objects.exists() or PlaceTotal.objects.exists()


def poverty_lines(user: AnyUser) -> QuerySet[PovertyLine]:
    """The poverty lines: published figures, for whoever reads the target map."""
    rows = scope.narrow(PovertyLine.objects.all(), user, Permission.INSIGHT_VIEW)
    return rows.select_related("regency")


def _usable_numbers(number: str) -> set[str]:
    """A placeholder such as `0` is no number: it would match every other placeholder."""
    today = calendar.today()
    checked = (check_nik(number, today), check_family_card(number, today))
    return {found.value for found in checked if isinstance(found, CitizenNumber | FamilyCardNumber)}
