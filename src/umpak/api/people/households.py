"""Families: list, find, read, add, change, move, note the desil."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from ninja.pagination import paginate

from umpak.api.paging import Pages
from umpak.api.patching import patched
from umpak.api.people.reading import household_of, note_reading
from umpak.api.people.schemas import (
    DesilIn,
    DesilRow,
    HouseholdDetail,
    HouseholdFilters,
    HouseholdIn,
    HouseholdPatch,
    HouseholdRow,
    MoveHousehold,
    NumberIn,
    quarter,
)
from umpak.api.security import ApiRequest
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.errors import OutOfScope
from umpak.registry.people import selectors
from umpak.registry.people.models import DesilRecord, Household
from umpak.registry.people.services import households as services
from umpak.rules.quarters import quarter_of

router = Router(tags=["households"])
_SEEN = tuple(HouseholdDetail.model_fields)
_UNCHANGED_WHEN_ABSENT = {"family_card", "phone", "desil_period", "village_code"}


@router.get("/", response=list[HouseholdRow], summary=_("Daftar keluarga, identitas disamarkan"))
@paginate(Pages)
def households(request: ApiRequest, filters: Query[HouseholdFilters]) -> QuerySet[Household]:
    scope.require(request.auth, Permission.PEOPLE_VIEW)
    rows = selectors.households(request.auth).select_related("village")
    return filters.searched(filters.narrowed(rows.filter(filters.condition())))


@router.post("/find", response=HouseholdRow, summary=_("Cari keluarga dengan NIK atau nomor KK"))
def find_household(request: ApiRequest, data: NumberIn) -> Household:
    """The number travels in the body, so that it stands in no address and no log."""
    scope.require(request.auth, Permission.PEOPLE_VIEW)
    found = selectors.household_with_number(request.auth, data.number)
    if found is None:
        raise OutOfScope
    return found


@router.get("/{public_id}", response=HouseholdDetail, summary=_("Satu keluarga; dicatat"))
def household(request: ApiRequest, public_id: UUID) -> Household:
    found = household_of(request.auth, public_id, Permission.PEOPLE_VIEW)
    note_reading(request.auth, found, _SEEN)
    return found


@router.post("/", response={201: HouseholdRow}, summary=_("Tambah keluarga"))
def add_household(request: ApiRequest, data: HouseholdIn) -> Household:
    return services.add_household(by=request.auth, details=data.details())


@router.patch("/{public_id}", response=HouseholdRow, summary=_("Ubah keluarga"))
def change_household(request: ApiRequest, public_id: UUID, data: HouseholdPatch) -> Household:
    found = household_of(request.auth, public_id, Permission.PEOPLE_CHANGE)
    whole = patched(HouseholdIn, _standing(found), data)
    return services.change_household(by=request.auth, household=found, details=whole.details())


@router.post("/{public_id}/move", response=HouseholdRow, summary=_("Pindahkan keluarga"))
def move_household(request: ApiRequest, public_id: UUID, data: MoveHousehold) -> Household:
    found = household_of(request.auth, public_id, Permission.PEOPLE_CHANGE)
    moved = services.move_household(by=request.auth, household=found, **data.model_dump())
    moved.refresh_from_db()
    return moved


@router.post("/{public_id}/desil", response={201: DesilRow}, summary=_("Catat desil satu triwulan"))
def note_desil(request: ApiRequest, public_id: UUID, data: DesilIn) -> DesilRecord:
    found = household_of(request.auth, public_id, Permission.PEOPLE_CHANGE)
    period = quarter(data.period)
    assert period is not None, "the shape asks for it"
    return services.note_desil(
        by=request.auth, household=found, desil=data.desil, period=period, source=data.source
    )


def _standing(household: Household) -> dict[str, object]:
    """What a change leaves alone; identifiers that are not given stay by being absent."""
    names = set(HouseholdIn.model_fields) - _UNCHANGED_WHEN_ABSENT
    day = household.desil_period_on
    return {
        **{name: getattr(household, name) for name in names},
        "village_code": household.village_id,
        "desil_period": str(quarter_of(day)) if day else None,
    }
