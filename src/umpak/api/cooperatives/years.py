"""Figures of a cooperative by book year."""

from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Router

from umpak.api.cooperatives.reading import cooperative_of
from umpak.api.cooperatives.schemas import Confirmation, YearIn, YearRow
from umpak.api.security import ApiRequest
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.errors import OutOfScope
from umpak.registry.cooperatives import services
from umpak.registry.cooperatives.models import CooperativeYear

router = Router(tags=["cooperatives"])
_PATH = "/{public_id}/years"


@router.get(_PATH, response=list[YearRow], summary=_("Angka menurut tahun buku"))
def years(request: ApiRequest, public_id: UUID) -> list[CooperativeYear]:
    return list(cooperative_of(request, public_id).years.order_by("-book_year"))


@router.put(_PATH + "/{book_year}", response=YearRow, summary=_("Catat angka satu tahun buku"))
def record_year(
    request: ApiRequest, public_id: UUID, book_year: int, data: YearIn
) -> CooperativeYear:
    found = cooperative_of(request, public_id, Permission.COOPERATIVE_CHANGE)
    return services.record_year(
        by=request.auth, cooperative=found, book_year=book_year, figures=data.figures()
    )


@router.post(
    _PATH + "/{book_year}/verify",
    response=YearRow,
    summary=_("Nyatakan angka sudah dicocokkan dengan laporannya"),
)
def verify_year(
    request: ApiRequest, public_id: UUID, book_year: int, data: Confirmation | None = None
) -> CooperativeYear:
    found = cooperative_of(request, public_id, Permission.COOPERATIVE_CHANGE)
    year = found.years.filter(book_year=book_year).first()
    if year is None:
        raise OutOfScope
    return services.verify_year(by=request.auth, year=year, seen=data.seen if data else "")
