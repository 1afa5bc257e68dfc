"""Measures by place and period, as JSON in pages or as one file."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from ninja.pagination import paginate

from umpak.api.application import unless_known
from umpak.api.filters import dotted
from umpak.api.insight.files import (
    CSV,
    GEOJSON,
    PARQUET,
    FileKind,
    columns_of,
    small_denominators,
)
from umpak.api.insight.schemas import MeasureFilters, MeasureNames, MeasureShape, PlaceMeasures
from umpak.api.paging import Pages
from umpak.api.security import ApiRequest
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.errors import OutOfScope
from umpak.foundation.audit.services import record_export
from umpak.foundation.told import told, told_unit
from umpak.insight.targeting.choices import RunStatus
from umpak.insight.targeting.models import InsightRun, PlaceResult
from umpak.insight.targeting.selectors import NEWEST_DAY, VIEW, place_results, runs
from umpak.parameters.intervention_rules import measures as catalogue_of

router = Router(tags=["insight"])


@router.get("/catalogue", response=list[MeasureShape], summary=_("Daftar ukuran"))
def catalogue(request: ApiRequest) -> list[dict[str, Any]]:
    scope.require(request.auth, VIEW)
    return [
        {
            "name": one.name, "label": told(one.label), "unit": told_unit(one.unit),
            "kind": one.kind.value, "scopes": sorted(one.scopes), "needs": list(one.needs),
            "how": told(one.how),
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
def place_history(request: ApiRequest, code: str, filters: Query[MeasureNames]) -> Any:  # noqa: ANN401  # rows of a page
    scope.require(request.auth, VIEW)
    done = runs(request.auth).filter(status=RunStatus.DONE)
    rows = PlaceResult.objects.filter(run__in=done, code=dotted(code)).select_related("run")
    found = scope.narrow(rows, request.auth, VIEW).order_by("-run__as_of", "-run_id")
    if not found.exists():
        raise OutOfScope
    return _Chosen(found, filters.wanted)


@router.get(
    "/places.csv", summary=_("Ukuran menurut tempat sebagai CSV"), openapi_extra=CSV.described
)
def measures_csv(request: ApiRequest, filters: Query[MeasureFilters]) -> HttpResponse:
    return _file(request, filters, CSV)


@router.get(
    "/places.geojson", summary=_("Ukuran menurut tempat sebagai GeoJSON"),
    openapi_extra=GEOJSON.described,
)  # fmt: skip
def measures_geojson(request: ApiRequest, filters: Query[MeasureFilters]) -> HttpResponse:
    return _file(request, filters, GEOJSON)


@router.get(
    "/places.parquet", summary=_("Ukuran menurut tempat sebagai Parquet"),
    openapi_extra=PARQUET.described,
)  # fmt: skip
def measures_parquet(request: ApiRequest, filters: Query[MeasureFilters]) -> HttpResponse:
    return _file(request, filters, PARQUET)


class _Chosen:
    """A queryset that hands out its rows with only the measures that were asked for."""

    def __init__(self, rows: QuerySet[PlaceResult], names: Sequence[str]) -> None:
        self.rows, self.names = rows, set(names)

    def __getitem__(self, part: slice) -> list[PlaceResult]:
        found = list(self.rows[part])
        for place in found:
            place.small_denominators = small_denominators(place, self.names)  # type: ignore[attr-defined]  # for the answer
            if self.names:
                place.measures = {k: v for k, v in place.measures.items() if k in self.names}
        return found

    def order_by(self) -> QuerySet[PlaceResult]:
        return self.rows.order_by()


def _file(request: ApiRequest, filters: MeasureFilters, kind: FileKind) -> HttpResponse:
    """The file, with a row in the trail; one that the caller already holds leaves none."""
    scope.require(request.auth, Permission.EXPORT_RUN)
    names = filters.wanted
    places = scope.narrow(_places(request, filters), request.auth, Permission.EXPORT_RUN)
    response = unless_known(request, kind.response(places, names))
    if response.status_code == HTTPStatus.OK:
        query = filters.model_dump(mode="json", exclude_unset=True, exclude={"names"})
        record_export(
            by=request.auth, model=PlaceResult, kind=kind.ending, query=query,
            columns=columns_of(names),
        )  # fmt: skip
    return response


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
        done = done.filter(as_of__lte=filters.as_of)
    return done.order_by(*NEWEST_DAY).first()
