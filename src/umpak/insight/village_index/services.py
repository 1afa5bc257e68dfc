"""Choosing which of several published versions counts."""

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.audit.services import acting
from umpak.insight.village_index.models import IndexRecord


def choose_version(*, by: User | None, record: IndexRecord, reason: str) -> IndexRecord:
    """Make this version the current one of its year. Choosing it again changes nothing."""
    if by is not None:
        scope.require(by, Permission.TERRITORY_CHANGE, record)
    if record.is_current:
        return record
    with acting(by=by, verb="village_index.choose_version", reason=reason) as act:
        siblings = IndexRecord.objects.select_for_update().filter(
            village__code=record.village_id, instrument=record.instrument, year=record.year
        )
        siblings.filter(is_current=True).update(is_current=None)
        siblings.filter(pk=record.pk).update(is_current=True)
        record.refresh_from_db()
        act.on(record, territory_code=record.village_id, version=record.version)
    return record
