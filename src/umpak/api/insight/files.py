"""Measures as files: one row or one feature a place, the measures as columns."""

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.http import HttpResponse
from django.utils.translation import gettext as _

from umpak.foundation.told import told, told_unit
from umpak.insight.targeting.models import InsightRun, PlaceResult
from umpak.parameters.intervention_rules import measures
from umpak.parameters.poverty import poverty_rules
from umpak.registry.territory.models import BoundaryDisplay
from umpak.rules.interventions import Kind
from umpak.rules.ratios import small_ratios

_TYPES = {Kind.NUMBER: pa.float64(), Kind.YES_NO: pa.bool_(), Kind.TEXT: pa.string()}
_KEYS = {
    "run_id": pa.string(), "as_of": pa.date32(), "code": pa.string(), "name": pa.string(),
    "district_name": pa.string(), "level": pa.string(), "quadrant": pa.string(),
    "bivariate": pa.string(), "hot_spot": pa.string(), "hot_spot_p": pa.float64(),
    "small_denominators": pa.string(),
}  # fmt: skip
Write = Callable[[Sequence[PlaceResult], Sequence[str]], bytes]


@dataclass(frozen=True, kw_only=True)
class FileKind:
    """One way to write the places down; `schema` is its shape for the description of the API."""

    ending: str
    content_type: str
    write: Write
    schema: dict[str, str]

    def response(self, places: Iterable[PlaceResult], names: Sequence[str]) -> HttpResponse:
        return HttpResponse(
            self.write(list(places), names),
            content_type=self.content_type,
            headers={"Content-Disposition": f'attachment; filename="ukuran.{self.ending}"'},
        )

    @property
    def described(self) -> dict[str, Any]:
        content = {self.content_type.partition(";")[0]: {"schema": self.schema}}
        return {"responses": {200: {"description": f"Berkas {self.ending}", "content": content}}}


def columns_of(names: Sequence[str]) -> list[str]:
    """The keys of the place, then the measures asked for, or all of them."""
    return [*_KEYS, *_measures(names)]


def small_denominators(place: PlaceResult, names: Collection[str]) -> list[str]:
    """Of the ratios asked for, or of all, those on too few families or people to say much."""
    least = poverty_rules(place.run.as_of).small_denominator
    return [name for name in small_ratios(place.measures, least) if not names or name in names]


def _csv(places: Sequence[PlaceResult], names: Sequence[str]) -> bytes:
    """UTF-8, decimal point, empty where unavailable, counts without decimals."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns_of(names), lineterminator="\n")
    writer.writeheader()
    writer.writerows(_plain(_row(place, names)) for place in places)
    return text.getvalue().encode()


def _parquet(places: Sequence[PlaceResult], names: Sequence[str]) -> bytes:
    """Typed by the catalogue; every column says its label, unit and how it is computed."""
    fields = [pa.field(key, kind) for key, kind in _KEYS.items()]
    for name in _measures(names):
        entry = measures()[name]
        words = {"label": told(entry.label), "unit": told_unit(entry.unit), "how": told(entry.how)}
        fields.append(pa.field(name, _TYPES[entry.kind], metadata=words))
    schema = pa.schema(fields, metadata=_about(places[0].run) if places else None)
    rows = [_typed(_row(place, names), schema) for place in places]
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema), buffer)
    return buffer.getvalue()


def _geojson(places: Sequence[PlaceResult], names: Sequence[str]) -> bytes:
    """Indicative polygons; places without one have a null geometry. `about` says what it is."""
    displays = BoundaryDisplay.objects.filter(territory__in=[place.code for place in places])
    shapes = {str(one.territory_id): one.geometry for one in displays}
    indicative = _("Batas tempat bersifat indikatif, bukan rujukan letak batas.")
    units = {name: told_unit(measures()[name].unit) for name in _measures(names)}
    collection = {
        "type": "FeatureCollection",
        "about": (_about(places[0].run) if places else {})
        | {"boundaries": indicative, "units": units},
        "features": [
            {
                "type": "Feature",
                "id": place.code,
                "geometry": shapes.get(place.code),
                "properties": _plain(_row(place, names)),
            }
            for place in places
        ],
    }
    return json.dumps(collection, ensure_ascii=False).encode()


CSV = FileKind(
    ending="csv", content_type="text/csv; charset=utf-8", write=_csv, schema={"type": "string"}
)
GEOJSON = FileKind(
    ending="geojson", content_type="application/geo+json", write=_geojson,
    schema={"type": "object"},
)  # fmt: skip
PARQUET = FileKind(
    ending="parquet", content_type="application/vnd.apache.parquet", write=_parquet,
    schema={"type": "string", "format": "binary"},
)  # fmt: skip


def _about(run: InsightRun) -> dict[str, str]:
    """Which computation the figures come from: enough to ask for it again, or to rebuild it."""
    return {
        "run_id": str(run.public_id), "as_of": run.as_of.isoformat(),
        "regency_code": run.regency_code, "rule_version": run.rule_version,
        "parameter_version": run.parameter_version, "data_fingerprint": run.data_fingerprint,
        "result_sha256": run.result_sha256,
    }  # fmt: skip


def _measures(names: Sequence[str]) -> list[str]:
    """Those asked for, else all; keys of the place are not said twice."""
    return [name for name in names or measures() if name not in _KEYS]


def _row(place: PlaceResult, names: Sequence[str]) -> dict[str, Any]:
    keys = {
        "run_id": str(place.run.public_id), "as_of": place.run.as_of,
        "code": place.code, "name": place.name, "district_name": place.district_name,
        "level": place.level, "quadrant": place.quadrant, "bivariate": place.bivariate,
        "hot_spot": place.hot_spot,
        "hot_spot_p": None if place.hot_spot_p is None else float(place.hot_spot_p),
        "small_denominators": " ".join(small_denominators(place, names)),
    }  # fmt: skip
    return keys | {name: place.measures.get(name) for name in _measures(names)}


def _typed(row: dict[str, Any], schema: pa.Schema) -> dict[str, Any]:
    """Counts are stored without a point; a column of numbers wants them with one."""
    return {
        name: float(value) if schema.field(name).type == pa.float64() and value is not None
        else value
        for name, value in row.items()
    }  # fmt: skip


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _written(value) for name, value in row.items()}


def _written(value: Any) -> Any:  # noqa: ANN401  # any cell
    """As text and JSON carry it: `64` and not `64.0`, a day as 2026-01-31."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.isoformat() if isinstance(value, dt.date) else value
