"""Village indices by year, as published and as the rule gives them: read; they come in by file."""

from decimal import Decimal
from typing import Annotated, Any

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from umpak.api.filters import asked_territory, within
from umpak.api.paging import Pages
from umpak.api.security import ApiRequest
from umpak.api.shapes import Identity, Located, one_of
from umpak.foundation.access import scope
from umpak.foundation.told import told
from umpak.insight.village_index.choices import Form, Instrument, Status
from umpak.insight.village_index.models import FIRST_YEAR, IndexRecord
from umpak.insight.village_index.selectors import VIEW, records_for

router = Router(tags=["village-index"])
InstrumentValue = Annotated[Instrument, one_of(Instrument)]
StatusValue = Annotated[Status, one_of(Status)]


class IndexRow(Located):
    """Figures of one instrument; those of the other are null. The two are never compared."""

    id: Identity = Field(alias="public_id")
    instrument: InstrumentValue
    year: int
    version: str = Field(description="Versi sumber yang berlaku untuk tahun itu")
    form: Annotated[Form, one_of(Form)] = Field(description="Bentuk berkas sumbernya")
    iks: Decimal | None
    ike: Decimal | None
    ikl: Decimal | None
    composite: Decimal = Field(description="Nilai terbitan, atau hitungan bila tidak diterbitkan")
    status: StatusValue
    computed_status: StatusValue = Field(description="Status menurut rumusnya")
    points: int | None = Field(description="Dari 6.300 (IDM) atau dari 635 (Indeks Desa)")
    gap_points: int | None = Field(description="Poin ke status berikutnya")
    weakest: str = Field(description="Bagian terlemah", examples=["IKE"])
    dimension_points: dict[str, int] | None = Field(description="Poin tiap dimensi Indeks Desa")

    scores: dict[str, int] | None = Field(description="Skor 50 indikator IDM, 0–5, bila diketahui")
    disagreements: list[dict[str, Any]] = Field(description="Beda hitungan dengan terbitan")

    @staticmethod
    def resolve_disagreements(record: IndexRecord) -> list[dict[str, Any]]:
        return [{**one, "note": told(one["note"])} for one in record.disagreements]


class IndexFilters(Schema):
    territory: str = Field(
        "", description="Kode kabupaten, kecamatan, atau desa; bertitik atau tidak", max_length=13
    )
    instrument: InstrumentValue | None = None
    year: int | None = Field(None, ge=FIRST_YEAR, le=2100, description="Tahun data")
    status: StatusValue | None = None

    def narrowed(self, rows: QuerySet[IndexRecord]) -> QuerySet[IndexRecord]:
        if self.territory:
            rows = rows.filter(within("village__code", asked_territory(self.territory)))
        asked = {"instrument": self.instrument, "year": self.year, "status": self.status}
        return rows.filter(**{name: value for name, value in asked.items() if value is not None})


@router.get("/", response=list[IndexRow], summary=_("Indeks desa menurut tahun"))
@paginate(Pages)
def village_indices(request: ApiRequest, filters: Query[IndexFilters]) -> QuerySet[IndexRecord]:
    scope.require(request.auth, VIEW)
    rows = filters.narrowed(records_for(request.auth))
    return rows.order_by("village_id", "instrument", "-year")
