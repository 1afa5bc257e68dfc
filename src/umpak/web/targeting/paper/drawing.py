"""The map as an SVG for paper: the stored polygons, flattened, each in its class's colour."""

from collections.abc import Iterable, Iterator, Mapping
from math import cos, radians
from typing import Any
from xml.sax.saxutils import quoteattr

Ring = list[list[float]]
_WIDTH = 1000.0
_DECIMALS = 1


def map_svg(
    shapes: Mapping[str, Mapping[str, Any]], colours: Mapping[str, str], *, none: str
) -> str:
    """One path a place. Longitudes are narrowed by the cosine of the middle latitude.

    Args:
        shapes: GeoJSON geometry by place.
        colours: Colour by place.
        none: The colour of places without one.
    """
    points = [point for shape in shapes.values() for ring in _rings(shape) for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    narrowing = cos(radians((south + north) / 2))
    scale = _WIDTH / max((east - west) * narrowing, north - south, 1e-9)

    def place(point: list[float]) -> str:
        x = round((point[0] - west) * narrowing * scale, _DECIMALS)
        y = round((north - point[1]) * scale, _DECIMALS)
        return f"{x} {y}"

    paths = [
        f"<path d={quoteattr(_path(shape, place))} fill={quoteattr(colours.get(code, none))}/>"
        for code, shape in sorted(shapes.items())
    ]
    width, height = (east - west) * narrowing * scale, (north - south) * scale
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 {width + 8:.1f} {height + 8:.1f}">'
        f'<g stroke="#444b52" stroke-width="1.2" fill-rule="evenodd">{"".join(paths)}</g></svg>'
    )


def _path(shape: Mapping[str, Any], place: Any) -> str:  # noqa: ANN401  # the function above
    return "".join(f"M{'L'.join(_distinct(map(place, ring)))}Z" for ring in _rings(shape))


def _distinct(points: Iterable[str]) -> Iterator[str]:
    """Neighbouring points that fall on one spot of the paper are one."""
    last = ""
    for point in points:
        if point != last:
            yield point
        last = point


def _rings(shape: Mapping[str, Any]) -> Iterator[Ring]:
    polygons = shape["coordinates"]
    for polygon in [polygons] if shape["type"] == "Polygon" else polygons:
        yield from polygon
