"""People: list, read, add, change, let them join another family."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from ninja.pagination import paginate

from umpak.api.paging import Pages
from umpak.api.patching import Unreadable, patched
from umpak.api.people.reading import household_of, note_reading, person_of
from umpak.api.people.schemas import (
    MovePerson,
    PersonChange,
    PersonDetail,
    PersonFilters,
    PersonIn,
    PersonPatch,
    PersonRow,
)
from umpak.api.security import ApiRequest
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.registry.people.models import Person
from umpak.registry.people.services import persons as services

router = Router(tags=["persons"])
_SEEN = tuple(PersonDetail.model_fields)


@router.get("/", response=list[PersonRow], summary=_("Daftar orang, identitas disamarkan"))
@paginate(Pages)
def persons(request: ApiRequest, filters: Query[PersonFilters]) -> QuerySet[Person]:
    scope.require(request.auth, Permission.PEOPLE_VIEW)
    rows = scope.narrow(Person.objects.all(), request.auth, Permission.PEOPLE_VIEW)
    rows = rows.select_related("village", "household").order_by("name", "pk")
    return filters.matched(filters.narrowed(rows))


@router.get("/{public_id}", response=PersonDetail, summary=_("Satu orang; dicatat"))
def person(request: ApiRequest, public_id: UUID) -> Person:
    found = person_of(request.auth, public_id, Permission.PEOPLE_VIEW)
    note_reading(request.auth, found, _SEEN)
    return found


@router.post("/", response={201: PersonRow}, summary=_("Tambah orang"))
def add_person(request: ApiRequest, data: PersonIn) -> Person:
    household = None
    if data.household_id is None and not data.village_code:
        raise Unreadable([{"type": "missing", "loc": ("body", "data", "household_id")}])
    if data.household_id is not None:
        household = household_of(request.auth, data.household_id, Permission.PEOPLE_CHANGE)
    return services.add_person(
        by=request.auth,
        details=data.details(),
        household=household,
        village_code=data.village_code,
    )


@router.patch("/{public_id}", response=PersonRow, summary=_("Ubah orang"))
def change_person(request: ApiRequest, public_id: UUID, data: PersonPatch) -> Person:
    found = person_of(request.auth, public_id, Permission.PEOPLE_CHANGE)
    standing = {name: getattr(found, name) for name in ("name", "birth_on", "sex", "relation")}
    whole = patched(PersonChange, standing, data)
    return services.change_person(by=request.auth, person=found, details=whole.details())


@router.post("/{public_id}/move", response=PersonRow, summary=_("Pindahkan ke keluarga lain"))
def move_person(request: ApiRequest, public_id: UUID, data: MovePerson) -> Person:
    found = person_of(request.auth, public_id, Permission.PEOPLE_CHANGE)
    household = household_of(request.auth, data.household_id, Permission.PEOPLE_CHANGE)
    return services.move_person(
        by=request.auth,
        person=found,
        household=household,
        relation=data.relation,
        reason=data.reason,
    )
