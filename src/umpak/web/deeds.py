"""The use cases that wrote a record, for its page of history (`parts/_deeds.html`)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from umpak.foundation.audit.selectors import audit_entries
from umpak.web.access.words import verb_name

_MOST = 50
# Which detail of the audit row names the part that was written, the most telling first.
_TELLING = ("part", "removed", "post", "kind", "book_year", "loser_name")


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One of them: who did what to which part, when and why."""

    at: dt.datetime
    by: str
    what: str
    part: str
    reason: str


def deeds_of(record: Model) -> list[Deed]:
    """The newest ones, in words. One query."""
    return [
        Deed(
            at=entry.at,
            by=entry.by.name if entry.by else _("sistem"),
            what=verb_name(entry.verb),
            part=_part(entry.details),
            reason=entry.reason,
        )
        for entry in audit_entries(record)[:_MOST]
    ]


def _part(details: Mapping[str, Any]) -> str:
    told = (details[name] for name in _TELLING if details.get(name))
    return str(next(told, "")).replace("_", " ")
