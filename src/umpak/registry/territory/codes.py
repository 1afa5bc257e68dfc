"""What a dotted code says by itself: its level, its kind, its parent."""

from umpak.foundation.imports.choices import ColumnKind
from umpak.foundation.imports.kinds import Column
from umpak.foundation.imports.values import read_value
from umpak.registry.territory.choices import Kind, Level

_LEVELS = (Level.PROVINCE, Level.REGENCY, Level.DISTRICT, Level.VILLAGE)
_VILLAGE_KINDS = {"1": Kind.KELURAHAN, "2": Kind.DESA, "3": Kind.DESA_ADAT}
_FIRST_CITY = 71  # Kemendagri numbers kabupaten from 01 and kota from 71
_ANY_CODE = Column(code="code", label="", kind=ColumnKind.TERRITORY)


def dotted(text: str) -> str:
    """`3521012001` and `35.21.01.2001` alike become dotted; `ValueRefused` for what is no code."""
    return read_value(_ANY_CODE, text) or ""


def level_of_code(code: str) -> Level:
    """Level by the number of parts; `ValueRefused` for what is no code."""
    return _LEVELS[dotted(code).count(".")]


def kind_of_code(code: str) -> Kind:
    """Kind by the code: the village block's first digit, the regency's number."""
    level, last = level_of_code(code), code.rsplit(".", 1)[-1]
    if level == Level.VILLAGE:
        return _VILLAGE_KINDS[last[0]]
    if level == Level.REGENCY:
        return Kind.KOTA if int(last) >= _FIRST_CITY else Kind.KABUPATEN
    return Kind.KECAMATAN if level == Level.DISTRICT else Kind.PROVINSI


def parent_of_code(code: str) -> str | None:
    """The code without its last part."""
    return code.rpartition(".")[0] or None
