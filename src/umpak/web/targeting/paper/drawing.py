"""The map as an SVG for paper: the stored polygons, flattened, each in its class's colour."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import cos, radians
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from shapely.geometry import shape as shapely_shape

Ring = list[list[float]]
Shape = Mapping[str, Any]
_WIDTH = 1000.0
_DECIMALS = 1
_TEXT_SIZE = 17
_LETTER = 0.56
"""Width of a letter as a part of its height, on average."""


def map_svg(
    shapes: Mapping[str, Shape],
    colours: Mapping[str, str],
    *,
    none: str,
    names: Sequence[tuple[str, Shape]] = (),
    borders: Sequence[Shape] = (),
) -> str:
    """One path a place. Longitudes are narrowed by the cosine of the middle latitude.

    Args:
        shapes: GeoJSON geometry by place.
        colours: Colour by place.
        none: The colour of places without one.
        names: What is written, each in the middle of its shape; where two collide the later
            one is left out.
        borders: Shapes drawn as a heavier outline on top.
    """
    points = [point for shape in shapes.values() for ring in _rings(shape) for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    narrowing = cos(radians((south + north) / 2))
    scale = _WIDTH / max((east - west) * narrowing, north - south, 1e-9)

    def spot(point: Sequence[float]) -> tuple[float, float]:
        x = round((point[0] - west) * narrowing * scale, _DECIMALS)
        return x, round((north - point[1]) * scale, _DECIMALS)

    def place(point: Sequence[float]) -> str:
        x, y = spot(point)
        return f"{x} {y}"

    paths = [
        f"<path d={quoteattr(_path(shape, place))} fill={quoteattr(colours.get(code, none))}/>"
        for code, shape in sorted(shapes.items())
    ]
    outlines = [f"<path d={quoteattr(_path(shape, place))}/>" for shape in borders]
    width, height = (east - west) * narrowing * scale, (north - south) * scale
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 {width + 8:.1f} {height + 8:.1f}">'
        f'<g stroke="#444b52" stroke-width="1.2" fill-rule="evenodd">{"".join(paths)}</g>'
        f'<g stroke="#1d2b2c" stroke-width="3" fill="none">{"".join(outlines)}</g>'
        f"{_written(names, spot, width)}</svg>"
    )


def _written(
    names: Sequence[tuple[str, Shape]],
    spot: Any,  # noqa: ANN401  # as above
    width: float,
) -> str:
    """The names with a pale rim, to be read on every colour, and none beyond the sheet's edge."""
    texts, taken = [], list[tuple[float, float, float]]()
    for name, shape in names:
        inside = shapely_shape(dict(shape)).representative_point()
        x, y = spot((inside.x, inside.y))
        half = len(name) * _TEXT_SIZE * _LETTER / 2
        x = round(max(half, min(x, width - half)), _DECIMALS)
        if any(abs(x - a) < half + b and abs(y - c) < _TEXT_SIZE for a, b, c in taken):
            continue
        taken.append((x, half, y))
        texts.append(f'<text x="{x}" y="{y + _TEXT_SIZE / 3:.1f}">{escape(name)}</text>')
    return (
        f'<g font-family="Liberation Sans, DejaVu Sans, sans-serif" font-size="{_TEXT_SIZE}"'
        ' text-anchor="middle" fill="#1d2b2c" stroke="#ffffff" stroke-width="4"'
        f' stroke-linejoin="round" paint-order="stroke">{"".join(texts)}</g>'
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
