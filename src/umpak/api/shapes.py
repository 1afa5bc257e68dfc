"""Pieces from which the shapes of all resources are made."""

from typing import Annotated
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import TextChoices
from ninja import Field, Schema
from pydantic import AfterValidator, ConfigDict, WithJsonSchema
from pydantic_core import PydanticCustomError


def one_of(choices: type[TextChoices]) -> WithJsonSchema:
    """The values written out where they are used; two enumerations may bear one name."""
    return WithJsonSchema({"type": "string", "enum": list(choices.values)})


Identity = Annotated[UUID, Field(description="Kunci tetap catatan ini")]
VillageCode = Annotated[
    str, Field(description="Kode desa/kelurahan bertitik", examples=["99.01.01.2001"])
]


def _email(text: str) -> str:
    """An address that the screens would take too; none is an answer."""
    try:
        if text:
            validate_email(text)
    except ValidationError as error:
        raise PydanticCustomError("email", "not an address") from error
    return text


Email = Annotated[str, AfterValidator(_email), Field(max_length=254)]
Masked = Annotated[str, Field(description="Disamarkan, misalnya 9999••••••••0007")]


class Sent(Schema):
    """What a caller sends. A field that is not known is refused: nothing said is passed over."""

    model_config = ConfigDict(extra="forbid")


class Located(Schema):
    """Where a record lies."""

    village_code: VillageCode = Field(alias="village_id")
    village_name: str = Field(alias="village.name")


class Reason(Sent):
    """Why something is done; it stands in the audit trail."""

    reason: str = Field(min_length=1, max_length=500, description="Alasan, untuk catatan audit")
