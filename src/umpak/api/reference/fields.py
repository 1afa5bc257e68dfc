"""The fields of a body as rows of a table: what stands within another bears its name in front."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from umpak.api.meanings import told
from umpak.api.reference.examples import type_of

Shape = Mapping[str, Any]
_LIST = "[]"


@dataclass(frozen=True, kw_only=True)
class Field:
    """One row; `name` is the way to the field, as in `items[].name`."""

    name: str
    type: str
    is_required: bool
    meaning: str
    limits: str


def fields_of(shape: Shape, schemas: Mapping[str, Shape]) -> list[Field]:
    """All fields of a body, in the order of the description."""
    return list(_within(shape, schemas, "", ()))


def _within(
    shape: Shape, schemas: Mapping[str, Shape], way: str, above: tuple[str, ...]
) -> Iterator[Field]:
    name, found = _resolved(shape, schemas)
    if name and name in above:
        return  # a shape within itself is told once
    if found.get("type") == "array":
        yield from _within(found["items"], schemas, f"{way}{_LIST}", above)
        return
    required = found.get("required", ())
    for key, part in found.get("properties", {}).items():
        path = f"{way}.{key}".lstrip(".")
        yield _field(path, part, schemas, is_required=key in required)
        yield from _within(part, schemas, path, (*above, name))


def _field(name: str, part: Shape, schemas: Mapping[str, Shape], *, is_required: bool) -> Field:
    _name, found = _resolved(part, schemas)
    return Field(
        name=name,
        type=_type(part, found),
        is_required=is_required,
        meaning=told(part.get("description", "")),
        limits=_limits(part, found),
    )


def _resolved(shape: Shape, schemas: Mapping[str, Shape]) -> tuple[str, Shape]:
    """The shape that is meant, with its name: behind a reference, and beside null."""
    for several in ("anyOf", "allOf", "oneOf"):
        kinds = [one for one in shape.get(several, ()) if one.get("type") != "null"]
        if len(kinds) == 1:
            return _resolved(kinds[0], schemas)
    if "$ref" in shape:
        name = shape["$ref"].rpartition("/")[2]
        return name, schemas[name]
    return "", shape


def _type(part: Shape, found: Shape) -> str:
    if found.get("type") == "array":
        inner = type_of(found.get("items", {}))
        text = _("daftar %(kind)s") % {"kind": inner} if inner else _("daftar")
    elif found.get("type") == "object" or "properties" in found:
        text = _("objek")
    else:
        text = type_of(found)
    is_nullable = any(one.get("type") == "null" for one in part.get("anyOf", ()))
    return _("%(kind)s atau null") % {"kind": text} if is_nullable else text


def _limits(part: Shape, found: Shape) -> str:
    """Bounds and what stands there where the field is left out."""
    told_limits = [
        words % {"value": found[key]}
        for key, words in (
            ("minLength", _("sedikitnya %(value)s huruf")),
            ("maxLength", _("paling banyak %(value)s huruf")),
            ("minimum", _("dari %(value)s")),
            ("maximum", _("sampai %(value)s")),
        )
        if key in found
    ]
    default = part.get("default")
    if default not in (None, ""):
        told_limits.append(_("bila tidak disebut: %(value)s") % {"value": json.dumps(default)})
    return ", ".join(told_limits)
