"""What maps draw: polygons simplified per level so that neighbours still share their edges."""

import json
from collections.abc import Callable

import numpy as np
import shapely
from django.db import transaction

from umpak.foundation.imports.run import Run
from umpak.registry.territory.choices import Level
from umpak.registry.territory.geometry.reading import Geometries, from_geojson, to_geojson
from umpak.registry.territory.models import Boundary, BoundaryDisplay

# Tolerance in degrees: about 20, 50 and 100 metres, below a pixel at the zoom where they are shown.
_TOLERANCES = {Level.VILLAGE: 0.0002, Level.DISTRICT: 0.0005, Level.REGENCY: 0.001}
_PARTS = {Level.DISTRICT: 3, Level.REGENCY: 2}
_LISTENERS: list[Callable[[], object]] = []


def refresh_display_after_import(run: Run | None) -> None:
    """Hook of the import kind."""
    refresh_display()
    for listener in _LISTENERS:
        listener()


def when_boundaries_change(listener: Callable[[], object]) -> None:
    """For the layers above, whose points were judged by the former polygons."""
    _LISTENERS.append(listener)


def refresh_display() -> None:
    """Simplify whatever is there; a district without a polygon is the union of its villages."""
    displays: list[BoundaryDisplay] = []
    finer: dict[str, shapely.Geometry] = {}
    for level, tolerance in _TOLERANCES.items():
        stored = Boundary.objects.filter(territory__level=level).values_list("pk", "geometry")
        own = dict(stored)
        found = dict(zip(own, from_geojson([json.dumps(one) for one in own.values()]), strict=True))
        derived = _unions(finer, level) if level in _PARTS else {}
        whole = derived | found
        codes = sorted(whole)
        finer = whole
        if not codes:
            continue
        simplified = shapely.coverage_simplify(_array([whole[code] for code in codes]), tolerance)
        displays += [
            BoundaryDisplay(
                territory_id=code, level=level, geometry=geometry, is_derived=code not in found
            )
            for code, geometry in zip(codes, to_geojson(simplified), strict=True)
        ]
    with transaction.atomic():
        BoundaryDisplay.objects.all().delete()
        BoundaryDisplay.objects.bulk_create(displays, batch_size=500)


def _unions(finer: dict[str, shapely.Geometry], level: Level) -> dict[str, shapely.Geometry]:
    groups: dict[str, list[shapely.Geometry]] = {}
    for code, geometry in finer.items():
        parent = ".".join(code.split(".")[: _PARTS[level]])
        groups.setdefault(parent, []).append(geometry)
    return {code: shapely.union_all(_array(members)) for code, members in groups.items()}


def _array(geometries: list[shapely.Geometry]) -> Geometries:
    return np.array(geometries, dtype=object)
