"""An example value for any shape of the description."""

from collections.abc import Mapping
from typing import Any

_BY_FORMAT = {
    "uuid": "0b7f6f2e-6f1c-4a52-9d4a-3f0f5f9a1c11",
    "date": "2026-01-31",
    "date-time": "2026-01-31T08:00:00+07:00",
    "binary": "@berkas.pdf",
}
_BY_TYPE: Mapping[str, Any] = {
    "string": "…", "integer": 1, "number": "1000000.00", "boolean": True, "null": None,
}  # fmt: skip


def example_of(shape: Mapping[str, Any], schemas: Mapping[str, Any]) -> Any:  # noqa: ANN401  # any JSON
    """What a value of this shape looks like: its own example first, else one made from its type."""
    if "$ref" in shape:
        return example_of(schemas[shape["$ref"].rpartition("/")[2]], schemas)
    if shape.get("examples"):
        return shape["examples"][0]
    for several in ("anyOf", "oneOf", "allOf"):
        if several in shape:
            return example_of(shape[several][0], schemas)
    if "const" in shape:
        return shape["const"]
    if shape.get("enum"):
        return shape["enum"][0]
    if shape.get("type") == "object" or "properties" in shape:
        return {
            name: example_of(part, schemas) for name, part in shape.get("properties", {}).items()
        }
    if shape.get("type") == "array":
        return [example_of(shape.get("items", {}), schemas)]
    return _BY_FORMAT.get(shape.get("format", ""), _BY_TYPE.get(shape.get("type", ""), "…"))


def type_of(shape: Mapping[str, Any]) -> str:
    """The type in a word or two: `string (uuid)`, `integer`, `ksp | kspps`."""
    if "anyOf" in shape:
        named = [type_of(part) for part in shape["anyOf"] if part.get("type") != "null"]
        return " | ".join(name for name in named if name)
    if shape.get("enum"):
        return " | ".join(str(value) for value in shape["enum"])
    if "const" in shape:
        return str(shape["const"])
    form = f" ({shape['format']})" if shape.get("format") else ""
    return f"{shape.get('type', '')}{form}"
