"""Pieces of a record's page, as view models for the templates in `parts/`."""

from dataclasses import dataclass, field

from django.utils.functional import Promise

from umpak.web.lists.columns import Badge

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One line of a description list: `{% include "parts/_facts.html" with facts=... %}`."""

    label: Text
    text: str = ""
    badge: Badge | None = None
    url: str = ""
    help: Text = ""


@dataclass(frozen=True, kw_only=True)
class Stat:
    """A figure with its name: `{% include "parts/_stats.html" with stats=... %}`."""

    label: Text
    value: str
    note: Text = ""
    url: str = ""
    icon: str = ""
    badge: Badge | None = None


@dataclass(frozen=True, kw_only=True)
class Tab:
    """A part of a record's page with its own address: `{% include "parts/_tabs.html" ... %}`."""

    label: Text
    url: str
    is_current: bool = False
    icon: str = ""
    count: int | None = None


@dataclass(frozen=True, kw_only=True)
class Crumb:
    """One step of the way back: `{% include "parts/_breadcrumb.html" with crumbs=... %}`."""

    label: Text
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Facts that belong together, under a heading."""

    label: Text
    facts: list[Fact] = field(default_factory=list)
