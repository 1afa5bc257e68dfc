"""A change that names only some fields: what stands, with the given fields put over it."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeVar

import pydantic
from ninja import Field, Schema
from pydantic.fields import FieldInfo

S = TypeVar("S", bound=Schema)
Change = TypeVar("Change", bound=Schema)


class Unreadable(ValueError):
    """What came together is not a whole record; `errors` are the parser's."""

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        super().__init__(errors)
        self.errors = errors


def part_of(whole: type[Schema]) -> Callable[[type[Change]], type[Change]]:
    """Give the decorated shape every field of `whole`, none of them required."""

    def made(change: type[Change]) -> type[Change]:
        fields: dict[str, Any] = {
            name: (_optional(info), Field(None, description=info.description))
            for name, info in whole.model_fields.items()
        }
        return pydantic.create_model(
            change.__name__, __base__=change, __module__=change.__module__, **fields
        )

    return made


def patched(shape: type[S], standing: Mapping[str, Any], change: Schema) -> S:
    """The whole record after the change. Refuses null where the record needs a value."""
    given = change.model_dump(exclude_unset=True)
    known = {name: value for name, value in standing.items() if name in shape.model_fields}
    try:
        return shape.model_validate({**known, **given})
    except pydantic.ValidationError as error:
        found: list[dict[str, Any]] = [dict(one) for one in error.errors(include_url=False)]
        for one in found:
            one["loc"] = ("body", "data", *one["loc"])
        raise Unreadable(found) from error


def _optional(info: FieldInfo) -> Any:  # noqa: ANN401  # an annotation
    kept: Any = info.annotation
    if info.metadata:
        kept = Annotated[(kept, *info.metadata)]
    return kept | None
