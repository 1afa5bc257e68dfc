"""Add, change and move a person."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.audit.services import acting
from umpak.foundation.refusals import require_fit
from umpak.registry.people.checks import person_columns
from umpak.registry.people.choices import Relation
from umpak.registry.people.details import PersonDetails
from umpak.registry.people.errors import PeopleRefused
from umpak.registry.people.models import Household, Person
from umpak.registry.people.services.households import refresh_search_words


def add_person(
    *, by: User, details: PersonDetails, household: Household | None = None, village_code: str = ""
) -> Person:
    """Add somebody, to a household or to a village alone. Refuses a NIK that stands already."""
    scope.require(by, Permission.PEOPLE_CHANGE, household)
    columns = person_columns(details)
    where = household.village_id if household else village_code
    scope.require_in_territory(by, Permission.PEOPLE_CHANGE, where)
    person = Person(household=household, village_id=where, **columns)
    _refuse_what_clashes(person)
    with acting(by=by, verb="person.add") as act:
        _save(person)
        act.on(person, territory_code=where)
    return person


def change_person(*, by: User, person: Person, details: PersonDetails, reason: str = "") -> Person:
    """Change what stands about a person. A new name of the head is the household's too."""
    scope.require(by, Permission.PEOPLE_CHANGE, person)
    columns = person_columns(details)
    for column, value in columns.items():
        setattr(person, column, value)
    _refuse_what_clashes(person)
    with acting(by=by, verb="person.change", reason=reason) as act:
        _save(person, columns)
        act.on(person, territory_code=person.village_id)
    return person


def move_person(
    *, by: User, person: Person, household: Household, relation: str, reason: str
) -> Person:
    """Let somebody join another household, for instance after a marriage."""
    scope.require(by, Permission.PEOPLE_CHANGE, person)
    scope.require(by, Permission.PEOPLE_CHANGE, household)
    left = person.household
    person.household, person.village_id, person.relation = household, household.village_id, relation
    _refuse_what_clashes(person)
    with acting(by=by, verb="person.move", reason=reason) as act:
        _save(person, ("household", "village", "relation"))
        if left is not None and left.pk != household.pk:
            refresh_search_words(left)
        act.on(person, territory_code=person.village_id)
    return person


def _save(person: Person, fields: Iterable[str] | None = None) -> None:
    """Write the person and what the household tells of them: the head's name, the search words.

    Of somebody known only what was changed, so that a restriction meanwhile stays.
    """
    require_fit(person)
    person.save(update_fields=fields)
    household = person.household
    if household is None:
        return
    if person.relation == Relation.HEAD and household.head_name != person.name:
        household.head_name = person.name
        household.save(update_fields=["head_name"])
    refresh_search_words(household)


def _refuse_what_clashes(person: Person) -> None:
    others = Person.with_restricted.exclude(pk=person.pk)
    if person.nik_hash and others.filter(nik_hash=person.nik_hash).exists():
        raise _nik_is_known()
    if person.relation and person.household_id is None:
        raise PeopleRefused({"relation": _("Hubungan hanya diisi bagi anggota keluarga.")})
    is_head = person.relation == Relation.HEAD
    if is_head and others.filter(household=person.household_id, relation=Relation.HEAD).exists():
        raise PeopleRefused({"relation": _("Keluarga ini sudah mempunyai kepala keluarga.")})


def _nik_is_known() -> PeopleRefused:
    return PeopleRefused({"nik": _("NIK ini sudah tercatat pada orang lain. Cari dahulu.")})
