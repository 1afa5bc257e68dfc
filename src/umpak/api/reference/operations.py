"""The description of the API as a page to read: groups, operations, parameters, examples."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from umpak.api.meanings import told
from umpak.api.reference.examples import example_of, type_of
from umpak.api.reference.fields import Field, fields_of


@dataclass(frozen=True, kw_only=True)
class Parameter:
    name: str
    place: str
    type: str
    is_required: bool
    description: str


@dataclass(frozen=True, kw_only=True)
class Operation:
    anchor: str
    method: str
    tone: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    request_fields: tuple[Field, ...]
    answer_fields: tuple[Field, ...]
    request_kind: str
    request_example: str
    response_example: str
    curl: str


@dataclass(frozen=True, kw_only=True)
class Group:
    name: str
    title: str
    operations: tuple[Operation, ...]


_TONES = {"get": "blue", "post": "green", "put": "orange", "patch": "orange", "delete": "red"}


def groups_of(schema: Mapping[str, Any], address: str) -> list[Group]:
    """The operations under their resource, in the order in which they are mounted."""
    found: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            made = _operation(path, method, operation, schema["components"]["schemas"], address)
            found.setdefault(operation["tags"][0], []).append(made)
    titles = _titles()
    return [
        Group(name=tag, title=titles.get(tag, tag), operations=tuple(operations))
        for tag, operations in found.items()
    ]


def _titles() -> dict[str, str]:
    return {
        "territories": _("Wilayah"),
        "households": _("Keluarga"),
        "persons": _("Orang"),
        "place-totals": _("Total keluarga per desa"),
        "poverty-lines": _("Garis kemiskinan"),
        "cooperatives": _("Koperasi"),
        "enterprises": _("Usaha"),
        "bumdes": _("BUMDes"),
        "documents": _("Dokumen"),
        "imports": _("Impor berkas"),
        "registers": _("Kelengkapan register"),
        "village-index": _("Indeks desa"),
        "insight": _("Sasaran dan rencana"),
    }


def _operation(
    path: str,
    method: str,
    operation: Mapping[str, Any],
    schemas: Mapping[str, Any],
    address: str,
) -> Operation:
    content_type, asked = _body(operation)
    body = example_of(asked, schemas) if content_type else None
    answered = _answer(operation)
    return Operation(
        anchor=operation["operationId"],
        method=method.upper(),
        tone=_TONES[method],
        path=path,
        summary=_(operation["summary"]),
        description=operation.get("description", ""),
        parameters=tuple(_parameters(operation)),
        request_fields=tuple(fields_of(asked, schemas)),
        answer_fields=tuple(fields_of(answered, schemas)),
        request_kind=content_type,
        request_example=_json(body) if body is not None else "",
        response_example=_json(example_of(answered, schemas)) if answered else "",
        curl=_curl(method, f"{address}{path}", content_type, body),
    )


def _parameters(operation: Mapping[str, Any]) -> Iterator[Parameter]:
    for one in operation["parameters"]:
        yield Parameter(
            name=one["name"],
            place=one["in"],
            type=type_of(one["schema"]),
            is_required=one["required"],
            description=told(one.get("description", "")),
        )


def _body(operation: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """The media type of the request's body with its shape; both empty where there is none."""
    for content_type, content in operation.get("requestBody", {}).get("content", {}).items():
        return content_type, content["schema"]
    return "", {}


def _answer(operation: Mapping[str, Any]) -> Mapping[str, Any]:
    """The shape of what comes back when all is well; empty for an answer without content."""
    for status, answer in operation["responses"].items():
        if str(status).startswith("2") and "content" in answer:
            found: Mapping[str, Any] = next(iter(answer["content"].values()))["schema"]
            return found
    return {}


def _curl(method: str, address: str, content_type: str, body: Any) -> str:  # noqa: ANN401  # any JSON
    lines = [
        f"curl -X {method.upper()} '{address}'" if method != "get" else f"curl '{address}'",
        "  -H 'Authorization: Bearer umpak_…'",
    ]
    if method == "post":
        lines.append("  -H 'Idempotency-Key: 5f0c2c1e-1'")
    if content_type == "multipart/form-data":
        lines += [f"  -F '{name}={value}'" for name, value in body.items()]
    elif body is not None:
        lines += ["  -H 'Content-Type: application/json'", f"  -d '{json.dumps(body)}'"]
    return " \\\n".join(lines)


def _json(value: Any) -> str:  # noqa: ANN401  # any JSON
    return json.dumps(value, indent=2, ensure_ascii=False)
