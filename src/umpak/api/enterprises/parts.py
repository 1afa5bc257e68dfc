"""Products, permits and buyers of a business: put by name or number, and taken away again."""

from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Router

from umpak.api.enterprises.routes import enterprise_of
from umpak.api.enterprises.schemas import (
    BuyerIn,
    BuyerRow,
    PermitIn,
    PermitRow,
    PermitValue,
    ProductIn,
    ProductRow,
)
from umpak.api.security import ApiRequest
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.errors import OutOfScope
from umpak.registry.enterprises.models import Buyer, Enterprise, Permit, Product
from umpak.registry.enterprises.services import parts as services

router = Router(tags=["enterprises"])


@router.put(
    "/{public_id}/products",
    response=ProductRow,
    summary=_("Tambah atau ubah produk (menurut nama)"),
)
def put_product(request: ApiRequest, public_id: UUID, data: ProductIn) -> Product:
    found = _changeable(request, public_id)
    held = found.products.filter(name=data.name).first()
    return services.save_product(
        by=request.auth, enterprise=found, details=data.details(), product=held
    )


@router.delete("/{public_id}/products", response={204: None}, summary=_("Hapus produk"))
def remove_product(request: ApiRequest, public_id: UUID, name: str) -> None:
    found = _changeable(request, public_id)
    _remove(request, found, found.products.filter(name=name).first())


@router.put(
    "/{public_id}/permits",
    response=PermitRow,
    summary=_("Tambah atau ubah izin (menurut jenis dan nomor)"),
)
def put_permit(request: ApiRequest, public_id: UUID, data: PermitIn) -> Permit:
    found = _changeable(request, public_id)
    held = found.permits.filter(kind=data.kind, number=data.number).first()
    return services.save_permit(
        by=request.auth, enterprise=found, details=data.details(), permit=held
    )


@router.delete("/{public_id}/permits", response={204: None}, summary=_("Hapus izin"))
def remove_permit(request: ApiRequest, public_id: UUID, kind: PermitValue, number: str) -> None:
    found = _changeable(request, public_id)
    _remove(request, found, found.permits.filter(kind=kind, number=number).first())


@router.put(
    "/{public_id}/buyers", response=BuyerRow, summary=_("Tambah atau ubah pembeli (menurut nama)")
)
def put_buyer(request: ApiRequest, public_id: UUID, data: BuyerIn) -> Buyer:
    found = _changeable(request, public_id)
    held = found.buyers.filter(name=data.name).first()
    return services.save_buyer(
        by=request.auth, enterprise=found, details=data.details(), buyer=held
    )


@router.delete("/{public_id}/buyers", response={204: None}, summary=_("Hapus pembeli"))
def remove_buyer(request: ApiRequest, public_id: UUID, name: str) -> None:
    found = _changeable(request, public_id)
    _remove(request, found, found.buyers.filter(name=name).first())


def _changeable(request: ApiRequest, public_id: UUID) -> Enterprise:
    return enterprise_of(request, public_id, Permission.ENTERPRISE_CHANGE)


def _remove(request: ApiRequest, enterprise: Enterprise, part: services.Part | None) -> None:
    if part is None:
        raise OutOfScope
    services.remove_part(by=request.auth, enterprise=enterprise, part=part)
