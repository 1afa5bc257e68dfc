"""Official numbers and business classes of a cooperative."""

from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Router

from umpak.api.cooperatives.reading import cooperative_of
from umpak.api.cooperatives.schemas import (
    BusinessLineIn,
    BusinessLineRow,
    Confirmation,
    IdentifierIn,
    IdentifierRow,
    IdentifierValue,
)
from umpak.api.security import ApiRequest
from umpak.api.shapes import Reason
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.errors import OutOfScope
from umpak.registry.cooperatives import services
from umpak.registry.cooperatives.errors import CooperativeRefused
from umpak.registry.cooperatives.models import (
    Cooperative,
    CooperativeBusinessLine,
    CooperativeIdentifier,
)

router = Router(tags=["cooperatives"])
_PATH = "/{public_id}/identifiers"


@router.get(_PATH, response=list[IdentifierRow], summary=_("Nomor resmi koperasi"))
def identifiers(request: ApiRequest, public_id: UUID) -> list[CooperativeIdentifier]:
    return list(cooperative_of(request, public_id).identifiers.all())


@router.put(_PATH + "/{kind}", response=IdentifierRow, summary=_("Isi atau betulkan satu nomor"))
def set_identifier(
    request: ApiRequest, public_id: UUID, kind: IdentifierValue, data: IdentifierIn
) -> CooperativeIdentifier:
    found = cooperative_of(request, public_id, Permission.COOPERATIVE_CHANGE)
    try:
        return services.set_identifier(
            by=request.auth,
            cooperative=found,
            kind=kind,
            typed=data.value,
            issued_by=data.issued_by,
            issued_on=data.issued_on,
        )
    except CooperativeRefused as refusal:  # the kind stands in the address, the number in `value`
        problems = refusal.problems.items()
        named = {"value" if field == kind else field: problem for field, problem in problems}
        raise CooperativeRefused(named) from refusal


@router.post(
    _PATH + "/{kind}/verify",
    response=IdentifierRow,
    summary=_("Nyatakan nomor sudah dicocokkan dengan surat aslinya"),
)
def verify_identifier(
    request: ApiRequest, public_id: UUID, kind: IdentifierValue, data: Confirmation | None = None
) -> CooperativeIdentifier:
    found = cooperative_of(request, public_id, Permission.COOPERATIVE_CHANGE)
    return services.verify_identifier(
        by=request.auth, identifier=_held(found, kind), seen=data.seen if data else ""
    )


@router.post(
    _PATH + "/{kind}/remove", response={204: None}, summary=_("Lepaskan nomor yang salah milik")
)
def remove_identifier(
    request: ApiRequest, public_id: UUID, kind: IdentifierValue, data: Reason
) -> None:
    found = cooperative_of(request, public_id, Permission.COOPERATIVE_CHANGE)
    services.remove_identifier(by=request.auth, identifier=_held(found, kind), reason=data.reason)


@router.put(
    "/{public_id}/business-lines",
    response=list[BusinessLineRow],
    summary=_("Ganti daftar KBLI; yang pertama ialah usaha utama"),
)
def set_business_lines(
    request: ApiRequest, public_id: UUID, data: list[BusinessLineIn]
) -> list[CooperativeBusinessLine]:
    found = cooperative_of(request, public_id, Permission.COOPERATIVE_CHANGE)
    lines = [services.BusinessLine(**line.model_dump()) for line in data]
    return services.set_business_lines(by=request.auth, cooperative=found, lines=lines)


def _held(cooperative: Cooperative, kind: str) -> CooperativeIdentifier:
    """The number of this kind that is in force."""
    held = cooperative.identifiers.filter(kind=kind, is_alias=False).first()
    if held is None:
        raise OutOfScope
    return held
