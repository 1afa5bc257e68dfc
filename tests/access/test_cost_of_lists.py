"""Ten records or twenty: no list, map or log asks the database more often for it.

Every address is asked in which no record stands, so a new list is held to this too.
"""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from tests.access.addresses import PAGES
from tests.access.corners import Corner
from tests.access.figures import new_run, write_index, write_line, write_places
from tests.access.records import fill
from tests.access.test_every_address import VIEWS
from tests.access.world import (
    new_user,
    write_accounts,
    write_district,
    write_place,
    write_poverty_line,
)
from umpak.foundation.access.choices import Role
from umpak.insight.targeting.services import draft_plan
from umpak.registry.territory.choices import Kind, Level
from umpak.registry.territory.models import Installation
from umpak.web.lists.screen import ListScreen
from umpak.web.lists.state import PAGE_SIZES, SIZE, VIEW

pytestmark = pytest.mark.django_db
REGENCY = "99.01"
LARGEST = PAGE_SIZES[-1]
ROLES = (Role.OFFICER, Role.HEAD, Role.AUDITOR, Role.DATA_PROTECTION_OFFICER)
LISTS = {
    name: view.view_class
    for name, view in VIEWS.items()
    if issubclass(getattr(view, "view_class", object), ListScreen)
}


@pytest.fixture
def regency() -> list[Corner]:
    """A regency in which nothing is yet: `grow` adds to it."""
    write_place("99", Level.PROVINCE, Kind.PROVINSI, "Nusa Rekaan")
    write_place(REGENCY, Level.REGENCY, Kind.KABUPATEN, "Kabupaten Rekaan")
    Installation.objects.create(regency_id=REGENCY, office_name="Dinas", is_fictional=True)
    return []


@pytest.fixture
def people(regency: list[Corner]) -> list[Client]:
    """Whoever may see a list, one of these does."""
    clients = [Client() for _role in ROLES]
    for client, role in zip(clients, ROLES, strict=True):
        client.force_login(new_user(role, REGENCY, str(role.label)))
    return clients


def test_twenty_records_cost_as_many_queries_as_ten(regency, people):
    costs = []
    for count in (10, 20):
        grow(regency, count)
        costs.append({address: cost(people, address) for address in addresses()})
        shown = {name: rows_shown(people, name) for name in LISTS}
        assert {name: rows for name, rows in shown.items() if rows < count} == {}
    ten, twenty = costs
    assert {where: (ten[where], more) for where, more in twenty.items() if more != ten[where]} == {}


def grow(regency: list[Corner], count: int) -> None:
    """Each corner with a record of each kind, and as many runs and plans as corners."""
    officer = regency[0].officer if regency else new_user(Role.OFFICER, REGENCY, "Petugas")
    for number in range(len(regency) + 1, count + 1):
        corner = Corner(
            mark=f"Sudut{number:02}", regency=REGENCY, number=f"{number:02}", sequence=number
        )
        corner.officer = officer
        write_district(corner)
        fill(corner)
        write_accounts(corner)
        write_index(corner)
        write_poverty_line(REGENCY, 2000 + number)
        new_run(corner)
        regency.append(corner)
    newest = new_run(regency[-1])
    for rank, corner in enumerate(regency, start=1):
        write_places(newest, corner)
        write_line(newest, corner, rank)
        draft_plan(by=officer, run=newest, title=f"Rencana {rank}", ranks=[rank])


def addresses() -> Iterator[str]:
    """Lists in each of their views, maps, logs, the files that maps read."""
    for name in PAGES:
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue  # a record stands in it
        if name not in LISTS:
            yield address
            continue
        # Never full: a full page counts what follows, which is one query more.
        for view in ("", *(view.key for view in LISTS[name].other_views)):
            yield f"{address}?{SIZE}={LARGEST}&{VIEW}={view}"


def cost(people: list[Client], address: str) -> int:
    """Of the second time: the first one fills what a process keeps in memory."""
    opening(people, address)
    with CaptureQueriesContext(connection) as queries:
        opening(people, address)
    return len(queries)


def rows_shown(people: list[Client], name: str) -> int:
    answer = opening(people, f"{reverse(name)}?{SIZE}={LARGEST}")
    return len(answer.context["table"].page.rows)


def opening(people: list[Client], address: str):
    """The answer to whoever may see it, else the last refusal."""
    for client in people:
        answer = client.get(address)
        if answer.status_code == 200:
            break
    return answer
