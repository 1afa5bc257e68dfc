"""No page asks the database for the very same thing again and again."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from tests.access.addresses import PAGES
from tests.access.test_every_address import VIEWS, _entries
from tests.access.walking import Walker
from umpak.foundation.access.choices import Role
from umpak.web.lists.screen import ListScreen
from umpak.web.lists.state import VIEW

pytestmark = pytest.mark.django_db
MOST = 2
# Between them these see every page that is there for people.
ROLES = (Role.OFFICER, Role.AUDITOR)


class Asked:
    """Every query of one request, counted; what only opens and closes is left out."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()

    def __call__(self, execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        if "SAVEPOINT" not in str(sql):
            self.counts[str(sql), repr(params)] += 1
        return execute(sql, params, many, context)

    def repeated(self) -> Iterator[str]:
        for (sql, params), count in self.counts.items():
            if count > MOST:
                yield f"{count} times: {sql[:300]} {params[:100]}"


@pytest.mark.parametrize("role", ROLES)
def test_no_page_asks_the_same_more_than_twice(world, role):
    walker = Walker(world, role)
    faults, opened = [], 0
    for name, url in pages(walker):
        asked = Asked()
        with connection.execute_wrapper(asked):
            answer = walker.send("get", url)
        opened += answer.status_code == 200
        faults += [f"{name} asks {one}" for one in asked.repeated()]
    assert not faults, "\n".join(faults)
    assert opened > len(PAGES) / 4


def pages(walker: Walker) -> Iterator[tuple[str, str]]:
    """Each page once, on the first record at hand; lists in each of their views."""
    for name, address in PAGES.items():
        entry = next(
            (entry for is_inside, entry in _entries(walker, name, address) if is_inside), None
        )
        if address.is_public or (address.subject and entry is None):
            continue
        url = reverse(name, kwargs=entry.arguments if entry else {})
        yield name, url
        screen = getattr(VIEWS[name], "view_class", object)
        if issubclass(screen, ListScreen):
            yield from ((name, f"{url}?{VIEW}={view.key}") for view in screen.other_views)
