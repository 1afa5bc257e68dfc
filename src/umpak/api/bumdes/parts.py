"""Units, assets and yearly figures of a BUMDes: put by name or year, and taken away again."""

from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Router

from umpak.api.bumdes.routes import bumdes_of
from umpak.api.bumdes.schemas import (
    AssetIn,
    AssetRow,
    BumdesYearIn,
    BumdesYearRow,
    UnitIn,
    UnitRow,
)
from umpak.api.security import ApiRequest
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.errors import OutOfScope
from umpak.registry.bumdes import services
from umpak.registry.bumdes.models import Bumdes, BumdesAsset, BumdesUnit, BumdesYear

router = Router(tags=["bumdes"])


@router.put(
    "/{public_id}/units", response=UnitRow, summary=_("Tambah atau ubah unit usaha (menurut nama)")
)
def put_unit(request: ApiRequest, public_id: UUID, data: UnitIn) -> BumdesUnit:
    found = _changeable(request, public_id)
    held = BumdesUnit.objects.filter(bumdes=found, name=data.name).first()
    return services.save_unit(by=request.auth, bumdes=found, details=data.details(), unit=held)


@router.delete("/{public_id}/units", response={204: None}, summary=_("Hapus unit usaha"))
def remove_unit(request: ApiRequest, public_id: UUID, name: str) -> None:
    found = _changeable(request, public_id)
    _remove(request, found, BumdesUnit.objects.filter(bumdes=found, name=name).first())


@router.put(
    "/{public_id}/assets", response=AssetRow, summary=_("Tambah atau ubah aset (menurut nama)")
)
def put_asset(request: ApiRequest, public_id: UUID, data: AssetIn) -> BumdesAsset:
    found = _changeable(request, public_id)
    held = BumdesAsset.objects.filter(bumdes=found, name=data.name).first()
    return services.save_asset(by=request.auth, bumdes=found, details=data.details(), asset=held)


@router.delete("/{public_id}/assets", response={204: None}, summary=_("Hapus aset"))
def remove_asset(request: ApiRequest, public_id: UUID, name: str) -> None:
    found = _changeable(request, public_id)
    _remove(request, found, BumdesAsset.objects.filter(bumdes=found, name=name).first())


@router.put(
    "/{public_id}/years/{year}",
    response=BumdesYearRow,
    summary=_("Catat angka satu tahun buku"),
)
def put_year(request: ApiRequest, public_id: UUID, year: int, data: BumdesYearIn) -> BumdesYear:
    found = _changeable(request, public_id)
    held = BumdesYear.objects.filter(bumdes=found, year=year).first()
    return services.save_year(by=request.auth, bumdes=found, details=data.details(year), year=held)


@router.delete("/{public_id}/years/{year}", response={204: None}, summary=_("Hapus satu tahun"))
def remove_year(request: ApiRequest, public_id: UUID, year: int) -> None:
    found = _changeable(request, public_id)
    _remove(request, found, BumdesYear.objects.filter(bumdes=found, year=year).first())


def _changeable(request: ApiRequest, public_id: UUID) -> Bumdes:
    return bumdes_of(request, public_id, Permission.BUMDES_CHANGE)


def _remove(request: ApiRequest, bumdes: Bumdes, part: services.Part | None) -> None:
    if part is None:
        raise OutOfScope
    services.remove_part(by=request.auth, bumdes=bumdes, part=part)
