"""A telephone number that was typed: checked, and with the hash under which it is matched."""

from umpak.foundation import calendar
from umpak.foundation.personal_data.cipher import keyed_hash
from umpak.parameters import identifiers
from umpak.rules.identifiers import IdentifierKind, check_identifier
from umpak.rules.problems import Problem


def checked_phone(typed: str) -> str | Problem:
    """A mobile number as `+628…`."""
    found = check_identifier(IdentifierKind.PHONE, typed, identifiers.formats(calendar.today()))
    return found if isinstance(found, Problem) else found.value


def phone_columns(typed: str | None) -> dict[str, str | bytes | None] | Problem:
    """The columns to write: none where the number stays, empty ones where it was taken away."""
    if typed is None:
        return {}
    if not typed.strip():
        return {"phone": None, "phone_hash": None}
    found = checked_phone(typed)
    if isinstance(found, Problem):
        return found
    return {"phone": found, "phone_hash": keyed_hash(found)}
