"""Measures by place and period, as JSON in pages or as one file."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from ninja.pagination import paginate

from umpak.api.filters import dotted
from umpak.api.insight.files import as_csv, as_geojson, as_parquet
from umpak.api.insight.schemas import MeasureFilters, MeasureShape, PlaceMeasures
from umpak.api.paging import Pages
from umpak.api.security import ApiRequest
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.errors import OutOfScope
from umpak.insight.targeting.choices import RunStatus
from umpak.insight.targeting.models import InsightRun, PlaceResult
from umpak.insight.targeting.selectors import VIEW, place_results, runs
from umpak.parameters.intervention_rules import measures as catalogue_of

router = Router(tags=["insight"])
Writer = Callable[[Iterable[PlaceResult], Sequence[str]], HttpResponse]


@router.get("/catalogue", response=list[MeasureShape], summary=_("Daftar ukuran"))
def catalogue(request: ApiRequest) -> list[dict[str, Any]]:
    scope.require(request.auth, VIEW)
    return [
        {
            "name": one.name, "label": one.label, "unit": one.unit, "kind": one.kind.value,
            "scopes": sorted(one.scopes), "needs": list(one.needs), "how": one.how,
        }
        for one in catalogue_of().values()
    ]  # fmt: skip


@router.get(
    "/places", response=list[PlaceMeasures], summary=_("Ukuran menurut tempat pada satu periode")
)
@paginate(Pages)
def place_measures(request: ApiRequest, filters: Query[MeasureFilters]) -> Any:  # noqa: ANN401  # rows of a page
    return _Chosen(_places(request, filters), filters.wanted)


@router.get(
    "/places/{code}/history", response=list[PlaceMeasures],
    summary=_("Ukuran satu tempat dari waktu ke waktu"),
)  # fmt: skip
@paginate(Pages)
def place_history(request: ApiRequest, code: str) -> QuerySet[PlaceResult]:
    scope.require(request.auth, VIEW)
    done = runs(request.auth).filter(status=RunStatus.DONE)
    rows = PlaceResult.objects.filter(run__in=done, code=dotted(code)).select_related("run")
    found = scope.narrow(rows, request.auth, VIEW).order_by("-run__as_of", "-run_id")
    if not found.exists():
        raise OutOfScope
    return found


@router.get("/places.csv", summary=_("Ukuran menurut tempat sebagai CSV"))
def measures_csv(request: ApiRequest, filters: Query[MeasureFilters]) -> HttpResponse:
    return _file(request, filters, as_csv)


@router.get("/places.geojson", summary=_("Ukuran menurut tempat sebagai GeoJSON"))
def measures_geojson(request: ApiRequest, filters: Query[MeasureFilters]) -> HttpResponse:
    return _file(request, filters, as_geojson)


@router.get("/places.parquet", summary=_("Ukuran menurut tempat sebagai Parquet"))
def measures_parquet(request: ApiRequest, filters: Query[MeasureFilters]) -> HttpResponse:
    return _file(request, filters, as_parquet)


class _Chosen:
    """A queryset that hands out its rows with only the measures that were asked for."""

    def __init__(self, rows: QuerySet[PlaceResult], names: Sequence[str]) -> None:
        self.rows, self.names = rows, set(names)

    def __getitem__(self, part: slice) -> list[PlaceResult]:
        found = list(self.rows[part])
        for place in found:
            if self.names:
                place.measures = {k: v for k, v in place.measures.items() if k in self.names}
        return found

    def order_by(self) -> QuerySet[PlaceResult]:
        return self.rows.order_by()


def _file(request: ApiRequest, filters: MeasureFilters, write: Writer) -> HttpResponse:
    scope.require(request.auth, Permission.EXPORT_RUN)
    places = scope.narrow(_places(request, filters), request.auth, Permission.EXPORT_RUN)
    return write(places, filters.wanted)


def _places(request: ApiRequest, filters: MeasureFilters) -> QuerySet[PlaceResult]:
    scope.require(request.auth, VIEW)
    run = _run(request, filters)
    if run is None:
        return PlaceResult.objects.none()
    rows = place_results(request.auth, run, filters.level).filter(filters.place)
    return rows.select_related("run").order_by("code")


def _run(request: ApiRequest, filters: MeasureFilters) -> InsightRun | None:
    done = runs(request.auth).filter(status=RunStatus.DONE)
    if filters.run is not None:
        return scope.get_in_scope(done, request.auth, VIEW, public_id=filters.run)
    if filters.as_of is not None:
        return done.filter(as_of__lte=filters.as_of).order_by("-as_of", "-requested_at").first()
    return done.first()
