"""What must hold of boundaries before they are taken in (facts/territory.md, import checks)."""

from collections.abc import Iterator
from decimal import Decimal

import numpy as np
import shapely
from django.utils.translation import gettext as _

from umpak.foundation.imports.problems import Problem
from umpak.foundation.imports.run import Run
from umpak.registry.territory.geometry.reading import (
    Geometries,
    area_km2,
    from_geojson,
)
from umpak.registry.territory.models import Territory

LARGEST_AREA_DIFFERENCE_PERCENT = 5  # facts/territory.md: flag over 5 %
_INDONESIA = shapely.box(94, -12, 142, 8)
_SMALLEST_OVERLAP_KM2 = Decimal("0.001")
_SNAP_DEGREES = 0.00001
_WIDEST_GAP_DEGREES = 0.0005


def inspect_boundaries(run: Run) -> None:
    """Validity and place are errors; gaps, overlaps, odd areas, missing villages are warnings."""
    staged = run.rows(
        "SELECT row_number, code, geometry::text FROM import_row"
        " WHERE geometry IS NOT NULL AND code IS NOT NULL ORDER BY row_number"
    )
    rows, codes = [row for row, _code, _text in staged], [code for _row, code, _text in staged]
    geometries = from_geojson([text for _row, _code, text in staged])
    if run.options.get("clean"):
        geometries = _cleaned(codes, geometries)
    problems = list(_polygon_problems(rows, geometries))
    run.add_problems(problems)
    if problems or not rows:
        return
    areas = area_km2(geometries)
    run.add_problems(_neighbour_warnings(rows, codes, geometries))
    run.add_problems(_area_warnings(rows, codes, areas))
    run.add_problems(_missing_warnings(codes))
    _store(run, rows, geometries, areas)


def _polygon_problems(rows: list[int], geometries: Geometries) -> Iterator[Problem]:
    for row, geometry in zip(rows, geometries, strict=True):
        if geometry is None or geometry.geom_type not in {"Polygon", "MultiPolygon"}:
            yield _problem(row, _("Bukan poligon"), _("Ekspor batas sebagai poligon."))
        elif geometry.is_empty:
            yield _problem(row, _("Poligon kosong"), _("Ekspor ulang batas wilayah ini."))
        elif not _INDONESIA.contains(geometry):
            yield _problem(
                row, _("Poligon di luar Indonesia"),
                _("Ekspor dengan EPSG:4326: bujur dahulu, lalu lintang."),
            )  # fmt: skip
        elif not geometry.is_valid:
            yield _problem(
                row,
                _("Poligon tidak sah: %(reason)s") % {"reason": shapely.is_valid_reason(geometry)},
                _("Perbaiki geometrinya, atau impor dengan pilihan rapikan."),
            )


def _neighbour_warnings(
    rows: list[int], codes: list[str], geometries: Geometries
) -> Iterator[Problem]:
    for members in _by_level(codes):
        group = geometries[members]
        tree = shapely.STRtree(group)
        ones, others = tree.query(group, predicate="intersects")
        pairs = ones < others
        ones, others = ones[pairs], others[pairs]
        shared = shapely.intersection(group[ones], group[others])
        for one, other, area in zip(ones, others, area_km2(shared), strict=True):
            if area > _SMALLEST_OVERLAP_KM2:
                yield _warning(
                    rows[members[other]],
                    _("Tumpang tindih %(area)s km² dengan %(code)s")
                    % {"area": area, "code": codes[members[one]]},
                )
        for gap, area in _gaps(group):
            nearest = members[int(tree.nearest(gap))]
            yield _warning(
                rows[nearest],
                _("Ada celah %(area)s km² di samping %(code)s")
                % {"area": area, "code": codes[nearest]},
            )


def _gaps(group: Geometries) -> Iterator[tuple[shapely.Geometry, Decimal]]:
    """Narrow holes in the union. A wide one is a lake, or a neighbour that is not in the file."""
    for part in shapely.get_parts(shapely.union_all(group)):
        rings = shapely.get_parts(shapely.polygons(shapely.get_rings(part)[1:]))
        for hole in rings:
            if hole.buffer(-_WIDEST_GAP_DEGREES).is_empty:
                yield hole, area_km2(np.array([hole]))[0]


def _area_warnings(rows: list[int], codes: list[str], areas: list[Decimal]) -> Iterator[Problem]:
    official = dict(
        Territory.objects.filter(code__in=codes, area_km2__gt=0).values_list("code", "area_km2")
    )
    for row, code, area in zip(rows, codes, areas, strict=True):
        stated = official.get(code)
        if stated and abs(area - stated) * 100 > stated * LARGEST_AREA_DIFFERENCE_PERCENT:
            yield _warning(
                row,
                _("Luas poligon %(area)s km², luas resmi %(stated)s km²: berbeda lebih dari 5%%")
                % {"area": area.quantize(Decimal("0.01")), "stated": stated},
            )


def _missing_warnings(codes: list[str]) -> Iterator[Problem]:
    """Territories beside those of the file, of the same level, that still have no polygon."""
    level_of = dict(Territory.objects.filter(code__in=codes).values_list("code", "level"))
    places = {(level_of[code], code[:5]) for code in codes if code in level_of}
    for level, regency in sorted(places):
        without = (
            Territory.objects.filter(level=level, code__startswith=regency, boundary__isnull=True)
            .exclude(code__in=codes)
            .values_list("code", "name")
        )
        for code, name in without:
            yield Problem(
                row=0, column="", value=code, is_warning=True,
                problem=_("%(name)s (%(code)s) tidak memiliki poligon")
                % {"name": name, "code": code},
                mend=_("Tambahkan poligonnya bila ada."),
            )  # fmt: skip


def _cleaned(codes: list[str], geometries: Geometries) -> Geometries:
    """Valid polygons without slivers between neighbours; each level is a coverage of its own."""
    valid = shapely.make_valid(geometries, method="structure", keep_collapsed=False)
    for members in _by_level(codes):
        valid[members] = shapely.coverage_clean(  # type: ignore[attr-defined]  # stubs are of 2.1
            valid[members], snapping_distance=_SNAP_DEGREES, gap_width=_WIDEST_GAP_DEGREES
        )
    return valid


def _by_level(codes: list[str]) -> "Iterator[np.ndarray[tuple[int], np.dtype[np.intp]]]":
    depths = np.array([code.count(".") for code in codes])
    for depth in np.unique(depths):
        yield np.flatnonzero(depths == depth)


def _store(run: Run, rows: list[int], geometries: Geometries, areas: list[Decimal]) -> None:
    run.execute(
        "UPDATE import_row s SET area_km2 = new.area, source = %(source)s"
        " FROM unnest(%(rows)s::integer[], %(areas)s::numeric[]) AS new (row_number, area)"
        " WHERE s.row_number = new.row_number",
        {"rows": rows, "areas": areas, "source": _("impor berkas")},
    )
    if run.options.get("clean"):
        texts = [shapely.to_geojson(one) for one in geometries]
        run.execute(
            "UPDATE import_row s SET geometry = new.geometry::jsonb"
            " FROM unnest(%(rows)s::integer[], %(texts)s::text[]) AS new (row_number, geometry)"
            " WHERE s.row_number = new.row_number",
            {"rows": rows, "texts": texts},
        )


def _problem(row: int, problem: str, mend: str) -> Problem:
    return Problem(row=row, column="geometry", problem=problem, mend=mend)


def _warning(row: int, problem: str) -> Problem:
    return Problem(
        row=row, column="geometry", problem=problem, is_warning=True,
        mend=_("Periksa batasnya, atau impor dengan pilihan rapikan."),
    )  # fmt: skip
