"""Narrowing a list. Each filter lives in the URL under its key and shows as a removable chip."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.web import formats
from umpak.web.lists.columns import Text
from umpak.web.lists.places import places_of

_BEYOND_ALL = Decimal(10) ** 15  # no figure of the registers comes near
Option = tuple[str, str]
OptionGroup = tuple[str, Sequence[Option]]
Rows = QuerySet[Any]


@dataclass(frozen=True, kw_only=True)
class Control:
    """A filter as the template draws it, with the value that is set now."""

    kind: Literal["select", "text", "range"]
    key: str
    label: Text
    value: str = ""
    value_until: str = ""
    groups: Sequence[OptionGroup] = ()
    input_type: str = "text"


@dataclass(frozen=True, kw_only=True)
class Filter:
    """The base: a key in the URL, a label, and a condition on the rows."""

    key: str
    label: Text

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.key,)

    def control(self, params: QueryDict, user: AnyUser) -> Control:
        raise NotImplementedError

    def apply(self, rows: Rows, params: QueryDict) -> Rows:
        """Rows that fit; a value that makes no sense changes nothing."""
        raise NotImplementedError

    def chip(self, params: QueryDict, control: Control) -> str:
        """What is set, in words; empty when nothing is."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class ChoiceFilter(Filter):
    """One of several. `path` is the lookup, or `condition` turns the value into one."""

    path: str = ""
    choices: Iterable[tuple[Any, Any]] | Callable[[AnyUser], Iterable[tuple[Any, Any]]] = ()
    condition: Callable[[str], Q] | None = None

    def control(self, params: QueryDict, user: AnyUser) -> Control:
        choices = self.choices(user) if callable(self.choices) else self.choices
        options = [(str(value), str(label)) for value, label in choices]
        return Control(
            kind="select", key=self.key, label=self.label,
            value=params.get(self.key, ""), groups=[("", options)],
        )  # fmt: skip

    def apply(self, rows: Rows, params: QueryDict) -> Rows:
        value = params.get(self.key, "")
        if not value or not self._is_known(value):
            return rows
        return rows.filter(self.condition(value) if self.condition else Q(**{self.path: value}))

    def chip(self, params: QueryDict, control: Control) -> str:
        return _chosen(control)

    def _is_known(self, value: str) -> bool:
        if callable(self.choices):
            return True
        return value in {str(known) for known, _label in self.choices}


@dataclass(frozen=True, kw_only=True)
class BooleanFilter(Filter):
    """Yes or no."""

    path: str = ""
    condition: Callable[[bool], Q] | None = None

    def control(self, params: QueryDict, user: AnyUser) -> Control:
        return Control(
            kind="select", key=self.key, label=self.label, value=params.get(self.key, ""),
            groups=[("", [("ya", _("Ya")), ("tidak", _("Tidak"))])],
        )  # fmt: skip

    def apply(self, rows: Rows, params: QueryDict) -> Rows:
        value = params.get(self.key, "")
        if value not in {"ya", "tidak"}:
            return rows
        wanted = value == "ya"
        return rows.filter(self.condition(wanted) if self.condition else Q(**{self.path: wanted}))

    def chip(self, params: QueryDict, control: Control) -> str:
        return _chosen(control)


@dataclass(frozen=True, kw_only=True)
class TextFilter(Filter):
    """Contains this text."""

    path: str
    lookup: str = "icontains"

    def control(self, params: QueryDict, user: AnyUser) -> Control:
        return Control(
            kind="text", key=self.key, label=self.label, value=params.get(self.key, "").strip()
        )

    def apply(self, rows: Rows, params: QueryDict) -> Rows:
        value = params.get(self.key, "").strip()
        return rows.filter(**{f"{self.path}__{self.lookup}": value}) if value else rows

    def chip(self, params: QueryDict, control: Control) -> str:
        return control.value


@dataclass(frozen=True, kw_only=True)
class TerritoryFilter(Filter):
    """A district or village of the user's own scope; `path` ends in a dotted code."""

    path: str
    permission: Permission = Permission.TERRITORY_VIEW

    def control(self, params: QueryDict, user: AnyUser) -> Control:
        return Control(
            kind="select", key=self.key, label=self.label,
            value=params.get(self.key, ""), groups=places_of(user, self.permission),
        )  # fmt: skip

    def apply(self, rows: Rows, params: QueryDict) -> Rows:
        code = params.get(self.key, "")
        if not code:
            return rows
        return rows.filter(Q(**{self.path: code}) | Q(**{f"{self.path}__startswith": f"{code}."}))

    def chip(self, params: QueryDict, control: Control) -> str:
        return _chosen(control)


@dataclass(frozen=True, kw_only=True)
class RangeFilter(Filter):
    """From and until, both included: figures or dates. In the URL: `key_dari`, `key_sampai`."""

    path: str
    kind: Literal["number", "date", "instant"] = "number"

    @property
    def keys(self) -> tuple[str, ...]:
        return (f"{self.key}_dari", f"{self.key}_sampai")

    def control(self, params: QueryDict, user: AnyUser) -> Control:
        low, high = (params.get(key, "").strip() for key in self.keys)
        return Control(
            kind="range", key=self.key, label=self.label, value=low, value_until=high,
            input_type="number" if self.kind == "number" else "date",
        )  # fmt: skip

    def apply(self, rows: Rows, params: QueryDict) -> Rows:
        column = f"{self.path}__date" if self.kind == "instant" else self.path
        for key, comparison in zip(self.keys, ("gte", "lte"), strict=True):
            value = self._parsed(params.get(key, "").strip())
            if value is not None:
                rows = rows.filter(**{f"{column}__{comparison}": value})
        return rows

    def chip(self, params: QueryDict, control: Control) -> str:
        low, high = (self._written(params.get(key, "").strip()) for key in self.keys)
        if low and high:
            return _("%(low)s sampai %(high)s") % {"low": low, "high": high}
        if low:
            return _("mulai %(low)s") % {"low": low}
        return _("sampai %(high)s") % {"high": high} if high else ""

    def _parsed(self, text: str) -> Decimal | dt.date | None:
        try:
            if self.kind == "number":
                found = Decimal(text)
                return found if found.is_finite() and abs(found) < _BEYOND_ALL else None
            return dt.date.fromisoformat(text)
        except (InvalidOperation, ValueError):
            return None

    def _written(self, text: str) -> str:
        value = self._parsed(text)
        if value is None:
            return ""
        return formats.number(value) if isinstance(value, Decimal) else formats.date_short(value)


def _chosen(control: Control) -> str:
    for _group, options in control.groups:
        for value, label in options:
            if value == control.value and value:
                return label
    return ""
