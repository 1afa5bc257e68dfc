"""Every page, fragment and download as every role, inside and outside its scope."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLResolver, get_resolver, reverse

from tests.access.addresses import PAGES, Address
from tests.access.corners import FAR, Entry, World
from tests.access.walking import OPEN, REFUSED, Walker, crossed, entries_of, is_as_expected
from umpak.foundation.access.choices import Permission, Role
from umpak.foundation.access.roles import ROLES
from umpak.web.lists.export import KINDS
from umpak.web.lists.screen import ListScreen
from umpak.web.lists.state import EXPORT, VIEW

pytestmark = pytest.mark.django_db
ANONYMOUS = "anonymous"
WALKERS = [*Role, None, ANONYMOUS]
# A second click on "remove" finds nothing and says nothing, rather than alarm.
FORGIVING = {"territory_alias_remove"}


def views(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Each page's name with its view; the API has a table of its own."""
    for one in resolver.url_patterns:
        if not isinstance(one, URLResolver):
            yield f"{prefix}{one.name or one.pattern}", one.callback
        elif one.namespace != "api-1":
            yield from views(one, f"{prefix}{one.namespace}:" if one.namespace else prefix)


VIEWS = dict(views(get_resolver()))
OF_THE_API = {"v1/<path:rest>"}  # an address under /api/ that does not exist


@pytest.fixture
def walker(world: World, request: pytest.FixtureRequest) -> Walker:
    if request.param == ANONYMOUS:
        return Walker(world, None, is_signed_in=False)
    return Walker(world, request.param)


def test_every_address_has_a_line_and_every_line_an_address():
    assert set(VIEWS) - {"<path:rest>", *OF_THE_API} == set(PAGES)


@pytest.mark.parametrize("walker", WALKERS, indirect=True)
def test_each_role_opens_what_its_table_says_and_sees_nothing_from_outside(walker):
    faults = [
        fault
        for name, address in PAGES.items()
        for is_inside, entry in _entries(walker, name, address)
        for fault in _walk(walker, name, address, entry, is_inside=is_inside)
    ]
    assert not faults, "\n".join(faults)


def _entries(walker: Walker, name: str, address: Address) -> Iterator[tuple[bool, Entry | None]]:
    """The home records, the outside ones, and addresses mixed of both."""
    if not address.subject:
        yield True, None
        return
    if address.is_shared:
        yield from ((True, entry) for entry in entries_of(walker.world.home, address))
        return
    home, outside = (
        entries_of(corner, address)
        for corner in (walker.world.home, walker.world.outside_of(walker.role))
    )
    if address.subject == "token":
        home = []  # only one's own; see `test_keys`
    for entry in home:
        yield True, entry
    if REFUSED in walker.expected(address, None) or address.subject == "import_kind":
        return
    mixed = [] if name in FORGIVING or not home else crossed(home, outside)
    for entry in [*outside, *mixed]:
        yield False, entry


def _walk(
    walker: Walker, name: str, address: Address, entry: Entry | None, *, is_inside: bool
) -> Iterator[str]:
    url = reverse(name, kwargs=entry.arguments if entry else _plain(name))
    statuses = set()
    for method, query in _requests(name):
        expected = walker.expected(address, entry, method=method, is_inside=is_inside)
        if EXPORT in query and expected == {OPEN} and not _may_export(walker.role, name):
            expected = {REFUSED}
        answer = walker.send(method, url + query)
        statuses.add(answer.status_code)
        if answer.status_code == 405:
            continue
        if not is_as_expected(expected, answer.status_code):
            yield f"{method} {name} {url}{query}: {answer.status_code}, not {expected}"
        if answer.status_code in {403, 404} and answer.written:
            yield f"{method} {name} {url}{query} writes before it refuses: {answer.written[0]}"
        yield from _leaks(walker, name, address, answer, f"{method} {name}{query}")
    if statuses == {405}:
        yield f"{name} answers neither GET nor POST"


def _requests(name: str) -> Iterator[tuple[str, str]]:
    yield "get", ""
    yield "post", ""
    screen = getattr(VIEWS[name], "view_class", None)
    if screen is not None and issubclass(screen, ListScreen):
        for kind in KINDS:
            yield "get", f"?{EXPORT}={kind}"
        for view in screen.other_views:
            yield "get", f"?{VIEW}={view.key}"


def _leaks(walker: Walker, name: str, address: Address, answer: Any, request: str) -> Iterator[str]:
    text = answer.text_sent
    marks = set(walker.world.marks_outside(walker.role))
    if address.is_of_installation:
        marks.discard(FAR)
    for mark in marks:
        if mark in text:
            yield f"{request} tells of {mark}: …{text[max(0, text.find(mark) - 80) :][:160]}…"
    is_list = address.shows_home and request.startswith("get") and answer.status_code == 200
    if is_list and _reaches_home(walker, name) and walker.world.home.mark not in text:
        yield f"{request} does not show what lies in scope"


def _reaches_home(walker: Walker, name: str) -> bool:
    """A list of other things than one's own cooperative or business is empty, and that is right."""
    return walker.role is not None and (
        "territory" in ROLES[walker.role].scope_kinds
        or name.split(":", maxsplit=1)[0] == "audit_list"
    )


def _plain(name: str) -> dict[str, Any]:
    """What stands in addresses that are about nobody's record."""
    return {"pk": 1} if name in {"mfa_remove_webauthn", "mfa_edit_webauthn"} else {}


def _may_export(role: Role | None, name: str) -> bool:
    if not VIEWS[name].view_class.has_files:
        return False
    return role is not None and Permission.EXPORT_RUN in ROLES[role].permissions
