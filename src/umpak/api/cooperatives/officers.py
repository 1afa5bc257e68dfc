"""Who holds which post in a cooperative."""

import dataclasses
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Router

from umpak.api.cooperatives.reading import cooperative_of
from umpak.api.cooperatives.schemas import OfficerEnd, OfficerIn, OfficerPatch, OfficerRow
from umpak.api.patching import patched
from umpak.api.security import ApiRequest
from umpak.foundation import calendar
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.errors import OutOfScope
from umpak.registry.cooperatives import services
from umpak.registry.cooperatives.models import CooperativeOfficer
from umpak.registry.cooperatives.readings import note_officers_read

router = Router(tags=["cooperatives"])
_PATH = "/{public_id}/officers"


@router.get(_PATH, response=list[OfficerRow], summary=_("Perangkat koperasi"))
def officers(
    request: ApiRequest, public_id: UUID, *, is_serving: bool | None = None
) -> list[CooperativeOfficer]:
    found = cooperative_of(request, public_id)
    note_officers_read(request.auth, found)
    rows = CooperativeOfficer.objects.filter(cooperative=found)
    serving = rows.serving(calendar.today())
    if is_serving is None:
        return list(rows)
    return list(serving if is_serving else rows.exclude(pk__in=serving.values("pk")))


@router.post(_PATH, response={201: OfficerRow}, summary=_("Tambah perangkat"))
def add_officer(request: ApiRequest, public_id: UUID, data: OfficerIn) -> CooperativeOfficer:
    found = cooperative_of(request, public_id, Permission.COOPERATIVE_CHANGE)
    return services.add_officer(by=request.auth, cooperative=found, fields=data.fields())


@router.patch(_PATH + "/{officer_id}", response=OfficerRow, summary=_("Ubah perangkat"))
def change_officer(
    request: ApiRequest, public_id: UUID, officer_id: UUID, data: OfficerPatch
) -> CooperativeOfficer:
    officer = _one(request, public_id, officer_id)
    names = [field.name for field in dataclasses.fields(services.OfficerFields)]
    standing = {name: getattr(officer, name) for name in names if name != "nik"}
    whole = patched(OfficerIn, standing, data)
    return services.change_officer(by=request.auth, officer=officer, fields=whole.fields())


@router.post(_PATH + "/{officer_id}/end", response=OfficerRow, summary=_("Akhiri masa jabatan"))
def end_officer(
    request: ApiRequest, public_id: UUID, officer_id: UUID, data: OfficerEnd
) -> CooperativeOfficer:
    officer = _one(request, public_id, officer_id)
    return services.end_officer(by=request.auth, officer=officer, **data.model_dump())


def _one(request: ApiRequest, public_id: UUID, officer_id: UUID) -> CooperativeOfficer:
    cooperative = cooperative_of(request, public_id, Permission.COOPERATIVE_CHANGE)
    officer = cooperative.officers.filter(public_id=officer_id).first()
    if officer is None:
        raise OutOfScope
    return officer
