"""Add, change and move a family, and note its desil."""

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.audit.services import acting
from umpak.foundation.refusals import require_fit, require_short
from umpak.foundation.search.services import rewrite_words
from umpak.registry.people.checks import Columns, household_columns, search_words_of
from umpak.registry.people.details import HouseholdDetails
from umpak.registry.people.errors import PeopleRefused
from umpak.registry.people.models import DesilRecord, Household, Person
from umpak.rules.quarters import Quarter

TYPED_IN = "isian dinas"


def add_household(*, by: User, details: HouseholdDetails) -> Household:
    """Add a family. Refuses a family card that stands already, and a village out of scope."""
    scope.require(by, Permission.PEOPLE_CHANGE)
    columns = household_columns(details)
    scope.require_in_territory(by, Permission.PEOPLE_CHANGE, details.village_code)
    _refuse_known_card(columns, None)
    with acting(by=by, verb="household.add") as act:
        period_on = details.desil_period.first_day if details.desil_period else None
        household = Household(**columns, desil=details.desil, desil_period_on=period_on)
        household.search_words = search_words_of(household.head_name, [])
        _save(household)
        _note_desil(household, details.desil, details.desil_period, TYPED_IN)
        act.on(household, territory_code=details.village_code)
    return household


def change_household(
    *, by: User, household: Household, details: HouseholdDetails, reason: str = ""
) -> Household:
    """Change what stands about a family. Its village changes through `move_household` only."""
    scope.require(by, Permission.PEOPLE_CHANGE, household)
    columns = household_columns(details)
    if columns.pop("village_id") != household.village_id:
        raise PeopleRefused({"village": _("Pindah desa dicatat lewat “Pindahkan keluarga”.")})
    _refuse_known_card(columns, household)
    with acting(by=by, verb="household.change", reason=reason) as act:
        for column, value in columns.items():
            setattr(household, column, value)
        household.search_words = _words_of_all(household)
        _save(household, columns)
        _note_desil(household, details.desil, details.desil_period, TYPED_IN)
        act.on(household, territory_code=household.village_id)
    return household


def move_household(
    *,
    by: User,
    household: Household,
    village_code: str,
    address: str,
    rt: str,
    rw: str,
    reason: str,
) -> Household:
    """Move a family with its people. Asks the right over the old village and over the new one."""
    scope.require(by, Permission.PEOPLE_CHANGE, household)
    moved = household_columns(
        HouseholdDetails(
            village_code=village_code, head_name=household.head_name, address=address, rt=rt, rw=rw
        )
    )
    scope.require_in_territory(by, Permission.PEOPLE_CHANGE, village_code)
    with acting(by=by, verb="household.move", reason=reason) as act:
        left = household.village_id
        for column in ("village_id", "address", "rt", "rw"):
            setattr(household, column, moved[column])
        require_fit(household)
        household.save(update_fields=["village", "address", "rt", "rw"])
        Person.with_restricted.filter(household=household).update(village_id=village_code)
        act.on(household, territory_code=village_code, moved_from=left)
    return household


def note_desil(
    *, by: User, household: Household, desil: int, period: Quarter, source: str
) -> DesilRecord:
    """Note the decile of one quarter; the same quarter again replaces it."""
    scope.require(by, Permission.PEOPLE_CHANGE, household)
    if not 1 <= desil <= 10:
        raise PeopleRefused({"desil": _("Desil ialah 1 sampai 10.")})
    with acting(by=by, verb="household.note_desil") as act:
        _note_desil(household, desil, period, source.strip() or TYPED_IN)
        act.on(household, territory_code=household.village_id, period=str(period), desil=desil)
    return household.desil_records.get(period_on=period.first_day)


def _note_desil(
    household: Household, desil: int | None, period: Quarter | None, source: str
) -> None:
    """Keep the record of the quarter, and let the household carry the newest one."""
    if desil is not None and period is not None:
        require_short("source", source, 60)
        DesilRecord.objects.update_or_create(
            household=household,
            period_on=period.first_day,
            defaults={"desil": desil, "source": source},
        )
    newest = household.desil_records.order_by("-period_on").first()
    known = (newest.desil, newest.period_on) if newest else (None, None)
    if known != (household.desil, household.desil_period_on):
        household.desil, household.desil_period_on = known
        household.save(update_fields=["desil", "desil_period_on"])


def refresh_search_words(household: Household) -> None:
    """After a change of its people: find the household under their names."""
    household.search_words = _words_of_all(household)
    household.save(update_fields=["search_words"])


def refresh_words_of(households: QuerySet[Household]) -> None:
    """As `refresh_search_words`, for many families at once."""
    named = households.annotate(
        member_names=ArrayAgg("members__name", filter=Q(members__isnull=False), default=[])
    )
    rewrite_words(
        named.only("head_name"),
        lambda one: [one.head_name, *one.member_names],  # type: ignore[attr-defined]  # annotated
    )


def _words_of_all(household: Household) -> list[str]:
    members = Person.with_restricted.filter(household=household).values_list("name", flat=True)
    return search_words_of(household.head_name, list(members))


def _save(household: Household, columns: Columns | None = None) -> None:
    """All of a new family; else what was changed, so that a restriction meanwhile stays."""
    require_fit(household)
    household.save(update_fields=None if columns is None else [*columns, "search_words"])


def _refuse_known_card(columns: Columns, household: Household | None) -> None:
    digest = columns.get("family_card_hash")
    others = Household.with_restricted.filter(family_card_hash=digest)
    if household is not None:
        others = others.exclude(pk=household.pk)
    if digest and others.exists():
        raise _card_is_known()


def _card_is_known() -> PeopleRefused:
    return PeopleRefused(
        {"family_card": _("Nomor KK ini sudah tercatat pada keluarga lain. Cari dahulu.")}
    )
