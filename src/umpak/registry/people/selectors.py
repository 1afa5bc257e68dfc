"""Reading families: only within scope, never a restricted one, found by name or by full number."""

from django.db.models import Q, QuerySet

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.personal_data.cipher import keyed_hash
from umpak.foundation.search.selectors import search
from umpak.registry.people.models import Household, Person
from umpak.rules.nik import CitizenNumber, FamilyCardNumber, check_family_card, check_nik


def households(user: AnyUser) -> QuerySet[Household]:
    """The families this user may see."""
    return scope.narrow(Household.objects.all(), user, Permission.PEOPLE_VIEW)


def households_named(user: AnyUser, typed: str) -> QuerySet[Household]:
    """The families with a member of this name, spelling slips forgiven."""
    return search(households(user), typed)


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


def _usable_numbers(number: str) -> set[str]:
    """A placeholder such as `0` is no number: it would match every other placeholder."""
    today = calendar.today()
    checked = (check_nik(number, today), check_family_card(number, today))
    return {found.value for found in checked if isinstance(found, CitizenNumber | FamilyCardNumber)}
