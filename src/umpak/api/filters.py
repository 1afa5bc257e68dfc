"""What every list can be narrowed by: place, name, and when a row was last written."""

import datetime as dt
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from ninja import Field, Schema

from umpak.foundation.search.selectors import search
from umpak.rules.problems import Problem
from umpak.rules.territory_codes import parse_territory_code

M = TypeVar("M", bound=Model)


class ParameterRefused(ValueError):
    """A filter that names nothing there can be; `problem` says what to write instead."""

    def __init__(self, problem: Problem, *, field: str) -> None:
        super().__init__(str(problem))
        self.problem, self.field = problem, field


class RegistryFilters(Schema):
    """The filters of every table of the registry."""

    q: str = Field("", description="Nama; salah ketik dimaafkan", max_length=200)
    territory: str = Field(
        "", description="Kode kabupaten, kecamatan, atau desa; bertitik atau tidak", max_length=13
    )
    updated_since: dt.datetime | None = Field(
        None, description="Hanya yang ditulis sejak saat ini (catatannya sendiri)"
    )

    def narrowed(self, rows: QuerySet[M], *, place: str = "village__code") -> QuerySet[M]:
        """The rows that fit; `place` ends in a dotted code."""
        if self.territory:
            rows = rows.filter(within(place, asked_territory(self.territory)))
        if self.updated_since is not None:
            rows = rows.filter(pk__in=_written_since(rows.model, self.updated_since))
        return rows

    def searched(self, rows: QuerySet[M]) -> QuerySet[M]:
        """Last of all, for the search orders its finds."""
        return search(rows, self.q) if self.q.strip() else rows


def dotted(code: str) -> str:
    """The stored form of a code in an address; what is no code stays and finds nothing."""
    found = parse_territory_code(code)
    return code if isinstance(found, Problem) else found.value


def asked_territory(code: str, *, field: str = "territory") -> str:
    """The stored form of a code to filter by. A slip is told: it must not look like no data."""
    found = parse_territory_code(code)
    if isinstance(found, Problem):
        raise ParameterRefused(found, field=field)
    return found.value


def within(path: str, code: str) -> Q:
    """The territory itself and all that lies in it."""
    return Q(**{path: code}) | Q(**{f"{path}__startswith": f"{code}."})


def _written_since(model: type[Model], moment: dt.datetime) -> QuerySet[Any]:
    events = model._meta.get_field("history").related_model
    assert isinstance(events, type), "every record has its history"
    return events._default_manager.filter(pgh_created_at__gte=moment).values("pgh_obj")
