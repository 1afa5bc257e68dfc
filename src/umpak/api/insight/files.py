"""Measures as files: one row or one feature a place, the measures as columns."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.http import HttpResponse

from umpak.insight.targeting.models import PlaceResult
from umpak.parameters.intervention_rules import measures
from umpak.registry.territory.models import BoundaryDisplay
from umpak.rules.interventions import Kind

_TYPES = {Kind.NUMBER: pa.float64(), Kind.YES_NO: pa.bool_(), Kind.TEXT: pa.string()}
_KEYS = ("run_id", "as_of", "code", "name", "district_name", "level", "quadrant", "bivariate",
         "hot_spot")  # fmt: skip


def as_csv(places: Iterable[PlaceResult], names: Sequence[str]) -> HttpResponse:
    """UTF-8, decimal point, empty where unavailable."""
    text = io.StringIO()
    writer = csv.DictWriter(text, _columns(names), lineterminator="\n")
    writer.writeheader()
    writer.writerows(_row(place, names) for place in places)
    return _file(text.getvalue().encode(), "text/csv; charset=utf-8", "csv")


def as_parquet(places: Iterable[PlaceResult], names: Sequence[str]) -> HttpResponse:
    """Typed by the catalogue: numbers, yes/no, text."""
    fields = [(key, pa.string()) for key in _KEYS] + [
        (name, _TYPES[measures()[name].kind]) for name in _measures(names)
    ]
    rows = [_row(place, names) for place in places]
    for row in rows:
        for name in _measures(names):
            is_number = measures()[name].kind is Kind.NUMBER and row[name] is not None
            row[name] = float(row[name]) if is_number else row[name]
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, pa.schema(fields)), buffer)
    return _file(buffer.getvalue(), "application/vnd.apache.parquet", "parquet")


def as_geojson(places: Iterable[PlaceResult], names: Sequence[str]) -> HttpResponse:
    """Indicative polygons; places without one have a null geometry."""
    found = list(places)
    displays = BoundaryDisplay.objects.filter(territory__in=[place.code for place in found])
    shapes = {str(one.territory_id): one.geometry for one in displays}
    collection = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": place.code,
                "geometry": shapes.get(place.code),
                "properties": _row(place, names),
            }
            for place in found
        ],
    }
    content = json.dumps(collection, ensure_ascii=False).encode()
    return _file(content, "application/geo+json", "geojson")


def _columns(names: Sequence[str]) -> list[str]:
    return [*_KEYS, *_measures(names)]


def _measures(names: Sequence[str]) -> list[str]:
    """Those asked for that exist, else all; keys of the place are not said twice."""
    wanted = [name for name in names if name in measures()] if names else list(measures())
    return [name for name in wanted if name not in _KEYS]


def _row(place: PlaceResult, names: Sequence[str]) -> dict[str, Any]:
    keys = {
        "run_id": str(place.run.public_id), "as_of": place.run.as_of.isoformat(),
        "code": place.code, "name": place.name, "district_name": place.district_name,
        "level": place.level, "quadrant": place.quadrant, "bivariate": place.bivariate,
        "hot_spot": place.hot_spot,
    }  # fmt: skip
    return keys | {name: place.measures.get(name) for name in _measures(names)}


def _file(content: bytes, content_type: str, ending: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="ukuran.{ending}"'},
    )
