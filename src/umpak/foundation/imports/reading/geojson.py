"""GeoJSON: the properties of each feature are its columns, and `geometry` is one more."""

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from umpak.foundation.imports.errors import FileRefused
from umpak.foundation.imports.reading.sheet import RawChunk, Sheet, string_arrays


def open_geojson(content: bytes) -> Sheet:
    """A FeatureCollection in longitude and latitude (EPSG:4326); rows are counted from 1."""
    try:
        collection = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError) as error:
        raise FileRefused(_("Berkas ini bukan GeoJSON"), _export_again()) from error
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
        raise FileRefused(_("GeoJSON ini bukan FeatureCollection"), _export_again())
    if not features:
        raise FileRefused(_("Berkas kosong"), _("Pilih berkas yang berisi data."))
    crs = json.dumps(collection.get("crs") or "CRS84")
    if "CRS84" not in crs and "4326" not in crs:
        raise FileRefused(_("Koordinat bukan bujur dan lintang"), _export_again())
    rows = [_row(feature) for feature in features]
    header = list(dict.fromkeys(name for row in rows for name in row))
    return Sheet(header=header, chunks=_chunks(rows, header), size=len(rows))


def _row(feature: dict[str, Any]) -> dict[str, str]:
    row = {
        str(name): "" if value is None else str(value)
        for name, value in (feature.get("properties") or {}).items()
        if name != "geometry"
    }
    has_code = any("kode" in name.casefold() or "code" in name.casefold() for name in row)
    if feature.get("id") is not None and not has_code:
        row.setdefault("id", str(feature["id"]))
    geometry = feature.get("geometry")
    row["geometry"] = json.dumps(geometry, separators=(",", ":")) if geometry else ""
    return row


def _chunks(rows: list[dict[str, str]], header: list[str]) -> Iterator[RawChunk]:
    yield RawChunk(
        row_numbers=np.arange(1, len(rows) + 1, dtype=np.int64),
        columns=string_arrays(
            [[row.get(name, "") for name in header] for row in rows], len(header)
        ),
    )


def _export_again() -> str:
    return _("Ekspor sebagai GeoJSON FeatureCollection dengan EPSG:4326.")
