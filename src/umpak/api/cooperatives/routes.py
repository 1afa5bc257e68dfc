"""The register: list, read, add, change, close, reopen."""

import dataclasses
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from ninja.pagination import paginate

from umpak.api.cooperatives.reading import cooperative_of, cooperatives_of
from umpak.api.cooperatives.schemas import (
    Closing,
    CooperativeDetail,
    CooperativeFilters,
    CooperativeIn,
    CooperativePatch,
    CooperativeRow,
)
from umpak.api.paging import Pages
from umpak.api.patching import patched
from umpak.api.security import ApiRequest
from umpak.api.shapes import Reason
from umpak.foundation.access.choices import Permission
from umpak.registry.cooperatives import services
from umpak.registry.cooperatives.models import Cooperative
from umpak.registry.cooperatives.readings import note_contact_read

router = Router(tags=["cooperatives"])


@router.get("/", response=list[CooperativeRow], summary=_("Daftar koperasi"))
@paginate(Pages)
def cooperatives(request: ApiRequest, filters: Query[CooperativeFilters]) -> QuerySet[Cooperative]:
    rows = filters.narrowed(cooperatives_of(request).filter(filters.condition()))
    return filters.searched(rows)


@router.get("/{public_id}", response=CooperativeDetail, summary=_("Satu koperasi"))
def cooperative(request: ApiRequest, public_id: UUID) -> Cooperative:
    found = cooperative_of(request, public_id)
    note_contact_read(request.auth, found)
    return found


@router.post("/", response={201: CooperativeDetail}, summary=_("Tambah koperasi"))
def add_cooperative(request: ApiRequest, data: CooperativeIn) -> Cooperative:
    made = services.add_cooperative(by=request.auth, fields=data.fields())
    return cooperative_of(request, made.public_id)


@router.patch("/{public_id}", response=CooperativeDetail, summary=_("Ubah koperasi"))
def change_cooperative(request: ApiRequest, public_id: UUID, data: CooperativePatch) -> Cooperative:
    found = cooperative_of(request, public_id, Permission.COOPERATIVE_CHANGE)
    standing = dataclasses.asdict(services.fields_of(found))
    whole = patched(CooperativeIn, standing, data)
    services.change_cooperative(by=request.auth, cooperative=found, fields=whole.fields())
    return cooperative_of(request, public_id)


@router.post("/{public_id}/close", response=CooperativeDetail, summary=_("Tutup koperasi"))
def close_cooperative(request: ApiRequest, public_id: UUID, data: Closing) -> Cooperative:
    found = cooperative_of(request, public_id, Permission.COOPERATIVE_CHANGE)
    services.close_cooperative(by=request.auth, cooperative=found, **data.model_dump())
    return cooperative_of(request, public_id)


@router.post("/{public_id}/reopen", response=CooperativeDetail, summary=_("Batalkan penutupan"))
def reopen_cooperative(request: ApiRequest, public_id: UUID, data: Reason) -> Cooperative:
    found = cooperative_of(request, public_id, Permission.COOPERATIVE_CHANGE)
    services.reopen_cooperative(by=request.auth, cooperative=found, reason=data.reason)
    return cooperative_of(request, public_id)
