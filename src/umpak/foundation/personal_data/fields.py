"""Columns for identifiers of people. In Python they are text; in the table, ciphertext."""

from typing import Any

from django.db import models

from umpak.foundation.personal_data import cipher

ENCRYPTED_FIELDS: list["EncryptedTextField"] = []


class EncryptedTextField(models.BinaryField[str | None, str | None]):
    """Text that is ciphertext in the database. `None` stays null; it cannot be searched.

    Put a `KeyedHashField` beside it to match on. Templates never print it: they print what
    `foundation.personal_data.selectors.masked` returns.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("editable", True)
        super().__init__(*args, **kwargs)

    def contribute_to_class(
        self, cls: type[models.Model], name: str, *args: Any, **kwargs: Any
    ) -> None:
        super().contribute_to_class(cls, name, *args, **kwargs)
        if not cls._meta.abstract:
            ENCRYPTED_FIELDS.append(self)

    def from_db_value(self, value: Any, *_: Any) -> str | None:
        return None if value is None else cipher.decrypt(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002  # Django's signature
        if isinstance(value, str):
            value = cipher.encrypt(value) if value else None
        return super().get_db_prep_value(value, connection, prepared)

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        return ""


class KeyedHashField(models.BinaryField[bytes | None, bytes | None]):
    """HMAC of the identifier beside it; equal identifiers have equal hashes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 32)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)
