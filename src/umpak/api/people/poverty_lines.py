"""Poverty lines by regency and year: read; they come in by file."""

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _
from ninja import Field, Router, Schema
from ninja.pagination import paginate

from umpak.api.paging import Pages
from umpak.api.security import ApiRequest
from umpak.api.shapes import Identity
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.registry.people.models import PovertyLine
from umpak.registry.people.selectors import poverty_lines as lines_for

router = Router(tags=["poverty-lines"])


class PovertyLineRow(Schema):
    id: Identity = Field(alias="public_id")
    regency_code: str = Field(alias="regency_id", description="Kode kabupaten/kota")
    year: int
    rupiah: int = Field(description="Rupiah per orang per bulan")
    source: str


@router.get("/", response=list[PovertyLineRow], summary=_("Garis kemiskinan"))
@paginate(Pages)
def poverty_lines(request: ApiRequest) -> QuerySet[PovertyLine]:
    scope.require(request.auth, Permission.INSIGHT_VIEW)
    return lines_for(request.auth).order_by("regency_id", "-year")
