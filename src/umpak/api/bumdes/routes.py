"""Village enterprises: list, read, add, change."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from ninja.pagination import paginate

from umpak.api.bumdes.schemas import (
    BumdesDetail,
    BumdesFilters,
    BumdesIn,
    BumdesPatch,
    BumdesRow,
)
from umpak.api.paging import Pages
from umpak.api.patching import patched
from umpak.api.security import ApiRequest
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.registry.bumdes import services
from umpak.registry.bumdes.models import Bumdes
from umpak.registry.bumdes.readings import note_contact_read

router = Router(tags=["bumdes"])
_NOT_COLUMNS = {"phone", "village_code", "member_village_codes"}


@router.get("/", response=list[BumdesRow], summary=_("Daftar BUMDes"))
@paginate(Pages)
def bumdes_list(request: ApiRequest, filters: Query[BumdesFilters]) -> QuerySet[Bumdes]:
    scope.require(request.auth, Permission.BUMDES_VIEW)
    rows = scope.narrow(Bumdes.objects.all(), request.auth, Permission.BUMDES_VIEW)
    rows = rows.select_related("village").filter(filters.condition())
    return filters.searched(filters.narrowed(rows))


@router.get("/{public_id}", response=BumdesDetail, summary=_("Satu BUMDes"))
def bumdes_one(request: ApiRequest, public_id: UUID) -> Bumdes:
    found = bumdes_of(request, public_id)
    note_contact_read(request.auth, found)
    return found


@router.post("/", response={201: BumdesDetail}, summary=_("Tambah BUMDes"))
def add_bumdes(request: ApiRequest, data: BumdesIn) -> Bumdes:
    made = services.add_bumdes(by=request.auth, details=data.details())
    return bumdes_of(request, made.public_id)


@router.patch("/{public_id}", response=BumdesDetail, summary=_("Ubah BUMDes"))
def change_bumdes(request: ApiRequest, public_id: UUID, data: BumdesPatch) -> Bumdes:
    found = bumdes_of(request, public_id, Permission.BUMDES_CHANGE)
    standing = {name: getattr(found, name) for name in set(BumdesIn.model_fields) - _NOT_COLUMNS}
    standing["village_code"] = found.village_id
    standing["member_village_codes"] = [one.village_id for one in found.member_villages.all()]
    whole = patched(BumdesIn, standing, data)
    services.change_bumdes(by=request.auth, bumdes=found, details=whole.details())
    return bumdes_of(request, public_id)


def bumdes_of(
    request: ApiRequest, public_id: UUID, permission: Permission = Permission.BUMDES_VIEW
) -> Bumdes:
    """One village enterprise with all that its page shows; 403 or 404 else."""
    rows = Bumdes.objects.select_related("village").prefetch_related(
        "member_villages", "units", "assets", "years"
    )
    return scope.get_in_scope(rows, request.auth, permission, public_id=public_id)
