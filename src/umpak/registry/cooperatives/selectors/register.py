"""A cooperative in one line: what a list shows, fetched with the rows themselves.

Plain SQL instead of query expressions: building those costs more than running them, and the list
is the page that everybody opens.
"""

import datetime as dt
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    DecimalField,
    Field,
    IntegerField,
)
from django.db.models.expressions import RawSQL

from umpak.parameters.cooperatives import activity_thresholds
from umpak.registry.cooperatives.choices import LegalStatus
from umpak.registry.cooperatives.models import Cooperative, CooperativeQuerySet
from umpak.rules.cooperative_activity import Activity, cooperative_activity

_YEARS = (
    "FROM cooperatives_cooperativeyear y WHERE y.cooperative_id = cooperatives_cooperative.id AND"
)
_NUMBERS = (
    "FROM cooperatives_cooperativeidentifier i"
    " WHERE i.cooperative_id = cooperatives_cooperative.id AND"
)
_LATEST = "IS NOT NULL ORDER BY y.book_year DESC LIMIT 1"
_SUMMARY: dict[str, tuple[str, Field[Any, Any]]] = {
    "held_years": (
        f"ARRAY(SELECT y.book_year {_YEARS} y.is_rat_held)",
        ArrayField(IntegerField()),
    ),
    "last_rat": (f"SELECT max(y.book_year) {_YEARS} y.is_rat_held", IntegerField()),
    "members": (f"SELECT y.members {_YEARS} y.members {_LATEST}", BigIntegerField()),
    "assets": (
        f"SELECT y.assets {_YEARS} y.assets {_LATEST}",
        DecimalField(max_digits=18, decimal_places=2),
    ),
    "decreed_on": (
        f"SELECT min(i.issued_on) {_NUMBERS} i.kind IN ('ahu', 'legacy_bh')",
        DateField(),
    ),
    "nik": (
        f"SELECT i.value {_NUMBERS} i.kind = 'nik_koperasi' AND NOT i.is_alias",
        CharField(),
    ),
    "ahu": (f"SELECT i.value {_NUMBERS} i.kind = 'ahu' AND NOT i.is_alias", CharField()),
}


def with_summary(queryset: CooperativeQuerySet) -> CooperativeQuerySet:
    """Annotate what lists show: last figures, numbers, and what the activity rule asks."""
    return queryset.annotate(
        **{
            name: RawSQL(sql, (), output_field=field)  # noqa: S611  # constants without values
            for name, (sql, field) in _SUMMARY.items()
        }
    )


def activity_of_line(line: Cooperative, as_of: dt.date) -> Activity:
    """The state of a row from `with_summary`, by the rule itself and without a query."""
    is_legal = line.legal_status == LegalStatus.LEGAL
    decreed_on: dt.date | None = line.decreed_on  # type: ignore[attr-defined]  # annotated
    return cooperative_activity(
        rat_book_years=frozenset(line.held_years),  # type: ignore[attr-defined]  # annotated
        established_on=(decreed_on or line.founded_on) if is_legal else None,
        serves_members=line.serves_members,
        as_of=as_of,
        thresholds=activity_thresholds(as_of),
    )
