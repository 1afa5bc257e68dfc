"""Businesses: list, read, add, change, close, reopen."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from ninja.pagination import paginate

from umpak.api.enterprises.schemas import (
    EnterpriseClosing,
    EnterpriseDetail,
    EnterpriseFilters,
    EnterpriseIn,
    EnterprisePatch,
    EnterpriseRow,
)
from umpak.api.paging import Pages
from umpak.api.patching import patched
from umpak.api.security import ApiRequest
from umpak.api.shapes import Reason
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.audit.services import record_read
from umpak.foundation.personal_data.processing import activity_of
from umpak.registry.enterprises.choices import OwnerKind
from umpak.registry.enterprises.models import Enterprise
from umpak.registry.enterprises.services import enterprises as services

router = Router(tags=["enterprises"])
_UNCHANGED_WHEN_ABSENT = {"owner_nik", "phone", "village_code"}


@router.get("/", response=list[EnterpriseRow], summary=_("Daftar usaha"))
@paginate(Pages)
def enterprises(request: ApiRequest, filters: Query[EnterpriseFilters]) -> QuerySet[Enterprise]:
    scope.require(request.auth, Permission.ENTERPRISE_VIEW)
    rows = scope.narrow(Enterprise.objects.all(), request.auth, Permission.ENTERPRISE_VIEW)
    rows = rows.select_related("village").filter(filters.condition())
    return filters.searched(filters.narrowed(rows))


@router.get("/{public_id}", response=EnterpriseDetail, summary=_("Satu usaha"))
def enterprise(request: ApiRequest, public_id: UUID) -> Enterprise:
    found = enterprise_of(request, public_id)
    _note_reading(request.auth, found)
    return found


@router.post("/", response={201: EnterpriseDetail}, summary=_("Tambah usaha"))
def add_enterprise(request: ApiRequest, data: EnterpriseIn) -> Enterprise:
    made = services.add_enterprise(by=request.auth, details=data.details())
    return enterprise_of(request, made.public_id)


@router.patch("/{public_id}", response=EnterpriseDetail, summary=_("Ubah usaha"))
def change_enterprise(request: ApiRequest, public_id: UUID, data: EnterprisePatch) -> Enterprise:
    found = enterprise_of(request, public_id, Permission.ENTERPRISE_CHANGE)
    names = set(EnterpriseIn.model_fields) - _UNCHANGED_WHEN_ABSENT
    standing = {name: getattr(found, name) for name in names}
    whole = patched(EnterpriseIn, standing | {"village_code": found.village_id}, data)
    services.change_enterprise(by=request.auth, enterprise=found, details=whole.details())
    return enterprise_of(request, public_id)


@router.post("/{public_id}/close", response=EnterpriseDetail, summary=_("Tutup usaha"))
def close_enterprise(request: ApiRequest, public_id: UUID, data: EnterpriseClosing) -> Enterprise:
    found = enterprise_of(request, public_id, Permission.ENTERPRISE_CHANGE)
    services.close_enterprise(by=request.auth, enterprise=found, **data.model_dump())
    return enterprise_of(request, public_id)


@router.post("/{public_id}/reopen", response=EnterpriseDetail, summary=_("Batalkan penutupan"))
def reopen_enterprise(request: ApiRequest, public_id: UUID, data: Reason) -> Enterprise:
    found = enterprise_of(request, public_id, Permission.ENTERPRISE_CHANGE)
    services.reopen_enterprise(by=request.auth, enterprise=found, reason=data.reason)
    return enterprise_of(request, public_id)


def enterprise_of(
    request: ApiRequest, public_id: UUID, permission: Permission = Permission.ENTERPRISE_VIEW
) -> Enterprise:
    """One business with all that its page shows; 403 or 404 else."""
    rows = Enterprise.objects.select_related("village", "owner", "household").prefetch_related(
        "products", "permits", "buyers"
    )
    return scope.get_in_scope(rows, request.auth, permission, public_id=public_id)


def _note_reading(user: User, enterprise: Enterprise) -> None:
    """A natural person's business is a person's page."""
    if enterprise.owner_kind != OwnerKind.PERSON:
        return
    record_read(
        by=user,
        roles=[grant.role for grant in scope.grants_with(user, Permission.ENTERPRISE_VIEW)],
        subject=enterprise,
        purpose=activity_of(Enterprise).purpose_code,
        fields=list(EnterpriseDetail.model_fields),
        territory_code=enterprise.village_id,
    )
