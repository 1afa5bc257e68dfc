"""Three fictional districts with villages, and cooperatives in them."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def villages(db: None) -> dict[str, Any]:
    """Districts 01 and 02 side by side and 03 far off, each with three villages as squares."""
    from umpak.registry.territory.choices import Kind, Level
    from umpak.registry.territory.models import Boundary, Territory

    made: dict[str, Any] = {}

    def make(code: str, name: str, level: Level, kind: Kind, parent: Any = None) -> Any:
        made[code] = Territory.objects.create(
            code=code, name=name, level=level, kind=kind, parent=parent
        )
        return made[code]

    province = make("99", "Antah Berantah", Level.PROVINCE, Kind.PROVINSI)
    regency = make("99.01", "Umpak", Level.REGENCY, Kind.KABUPATEN, province)
    for column, number, district_name in ((0, "01", "Wetan"), (1, "02", "Kulon"), (9, "03", "Lor")):
        district = make(f"99.01.{number}", district_name, Level.DISTRICT, Kind.KECAMATAN, regency)
        names = ("Sumberan", "Karangan", "Tegalan")
        for row, village_name in enumerate(names):
            village = make(
                f"99.01.{number}.200{row + 1}",
                f"{village_name} {district_name}",
                Level.VILLAGE,
                Kind.DESA,
                district,
            )
            west, south = 111 + column, -8 + row
            ring = [
                [west, south],
                [west + 1, south],
                [west + 1, south + 1],
                [west, south + 1],
                [west, south],
            ]
            Boundary.objects.create(
                territory=village,
                geometry={"type": "Polygon", "coordinates": [ring]},
                area_km2=1,
                source="rekaan",
            )
    return made


@pytest.fixture
def make_cooperative(villages: dict[str, Any]) -> Callable[..., Any]:
    """`make_cooperative("KSP Maju", village_code=..., kind=...)`, entered by nobody."""
    from umpak.registry.cooperatives.choices import Kind
    from umpak.registry.cooperatives.services import CooperativeFields, add_cooperative

    def make(name: str = "Koperasi Maju", **fields: Any) -> Any:
        fields = {"kind": Kind.CONSUMER, "village_code": "99.01.01.2001"} | fields
        return add_cooperative(by=None, fields=CooperativeFields(name=name, **fields))

    return make
