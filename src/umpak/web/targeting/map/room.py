"""The head of the map's pages: map or table, districts or villages, and the sheet on paper."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from umpak.foundation.access.scope import AnyUser
from umpak.foundation.told import told
from umpak.insight.targeting.models import InsightRun, PlanLine
from umpak.insight.targeting.selectors import plan_lines
from umpak.web import formats
from umpak.web.lists.columns import Text
from umpak.web.targeting.chosen import RUN, with_run

_STARTS, _LINES_READ = 5, 50
_KEPT = ("tingkat", "lapis", "kecamatan", RUN)


@dataclass(frozen=True, kw_only=True)
class Way:
    """One side of a switch."""

    label: Text
    icon: str
    url: str
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class Start:
    """A place where to begin, before any was chosen."""

    name: str
    url: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Room:
    """The switches as the template draws them."""

    views: list[Way]
    levels: list[Way]
    print_url: str


def room_of(request: HttpRequest) -> Room:
    """Every address keeps what was chosen."""
    table, level = reverse("target_table"), request.GET.get("tingkat", "desa")
    here = request.path
    return Room(
        views=[
            _way(request, _("Peta"), "map-2", reverse("target_map"), is_current=here != table),
            _way(request, _("Tabel"), "table", table, is_current=here == table),
        ],
        levels=[
            _way(request, _("Desa"), "map-pin", here, is_current=level != "kecamatan",
                 tingkat="desa"),
            _way(request, _("Kecamatan"), "map", here, is_current=level == "kecamatan",
                 tingkat="kecamatan"),
        ],
        print_url=_url(request, reverse("target_map_pdf")),
    )  # fmt: skip


def starts_of(user: AnyUser, run: InsightRun) -> list[Start]:
    """The places of the foremost lines of the plan, each once, with its first line."""
    first: dict[str, PlanLine] = {}
    for line in plan_lines(user, run)[:_LINES_READ]:
        first.setdefault(line.place_code, line)
    return [
        Start(
            name=line.place_name,
            url=with_run("target_place", run, line.place_code),
            why=_("urutan %(rank)s: %(title)s")
            % {"rank": formats.number(line.rank), "title": told(line.title)},
        )
        for line in list(first.values())[:_STARTS]
    ]


def _way(
    request: HttpRequest, label: str, icon: str, path: str, *, is_current: bool, **changes: str
) -> Way:
    return Way(label=label, icon=icon, url=_url(request, path, **changes), is_current=is_current)


def _url(request: HttpRequest, path: str, **changes: str) -> str:
    kept = {key: value for key in _KEPT if (value := request.GET.get(key))} | changes
    return f"{path}?{urlencode(kept)}" if kept else path
