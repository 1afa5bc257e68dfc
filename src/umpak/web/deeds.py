"""The use cases that wrote a record, for its page of history (`parts/_deeds.html`)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Model
from django.utils.translation import gettext as _

from umpak.foundation.audit.selectors import audit_entries
from umpak.web.parts import Text

_MOST = 50


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One of them: who did what to which part, when and why."""

    at: dt.datetime
    by: str
    what: str
    part: str
    reason: str


def deeds_of(record: Model, labels: Mapping[str, Text]) -> list[Deed]:
    """The newest ones, in the words of `labels` (audit verb to sentence part). One query."""
    return [
        Deed(
            at=entry.at,
            by=entry.by.name if entry.by else _("sistem"),
            what=str(labels.get(entry.verb, entry.verb)),
            part=str(entry.details.get("part") or entry.details.get("removed") or ""),
            reason=entry.reason,
        )
        for entry in audit_entries(record)[:_MOST]
    ]
