"""Every list in every shape of its address: nothing out of scope is shown, found or counted.

Each shape is asked twice, and in between the places out of scope are given one more district with
a record of every kind. The answers must be the same to the letter: a count, a total, a chart or a
page number that took in one row from outside would differ.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.http import QueryDict
from django.urls import reverse

from tests.access.addresses import PAGES
from tests.access.corners import FAR, REGENCY_ROLES
from tests.access.test_every_address import VIEWS
from tests.access.walking import Walker
from tests.access.world import grow
from umpak.foundation import calendar
from umpak.foundation.access.choices import Role
from umpak.foundation.access.tokens import create_token
from umpak.web.lists.filters import BooleanFilter, Filter, RangeFilter, TerritoryFilter, TextFilter
from umpak.web.lists.screen import ListScreen
from umpak.web.lists.state import COLUMNS, EXPORT, PAGE, SEARCH, SIZE, SORT, VIEW

pytestmark = pytest.mark.django_db
# One for each reach: a district, a regency, those who watch it, one cooperative.
ROLES = [
    Role.COORDINATOR, Role.OFFICER, Role.AUDITOR, Role.COOPERATIVE_MANAGER,
]  # fmt: skip
NOWHERE = "Zuqvyxwk"  # no record holds this word, which is as long as a mark
_MOST_OPTIONS = 2
# Forms; and paper, whose text is packed and whose rows are those of a list above it.
_NO_LISTS = ("_add", ":add", "_pdf")
_HTMX = {"HX-Request": "true"}
# What differs from one answer to the next whatever the rows.
_FLEETING = (
    re.compile(r"\b[A-Za-z0-9]{64}\b"),  # tokens against forged forms
    re.compile(r"'(X-Request-Id|Set-Cookie|Content-Length|Expires)': '[^']*'"),
    re.compile(r"expires=[^;]*;"),
    re.compile(r"<dcterms:(created|modified)[^>]*>[^<]*"),  # a workbook's own dates
)
# What has no place is the installation's: the regency sees accounts that were made elsewhere.
OF_THE_INSTALLATION = {"audit_list"}


@dataclass(frozen=True, kw_only=True)
class Shape:
    """One way to ask one list. `typed` is a word from outside, which the page may say back."""

    url: str
    headers: dict[str, str] = field(default_factory=dict)
    typed: str = ""


def shapes_of(name: str, walker: Walker) -> Iterator[Shape]:
    """A list's own shapes, and those of the pages that are lists in another form."""
    url = reverse(name)
    yield Shape(url=url)
    yield Shape(url=url, headers=_HTMX)
    screen = getattr(VIEWS[name], "view_class", None)
    if screen is not None and issubclass(screen, ListScreen):
        for query, typed, headers in _of_screen(screen, walker):
            yield Shape(url=f"{url}?{query}", typed=typed, headers=headers)
    for query in _of_others(name, walker):
        yield Shape(url=f"{url}?{query}", typed=_outside(walker).mark)


Query = tuple[str, str, dict[str, str]]


def _of_screen(screen: type[ListScreen[Any]], walker: Walker) -> Iterator[Query]:
    outside = _outside(walker)
    whole = [(COLUMNS, column.key) for column in screen.columns] + [(SIZE, "100")]
    table, around = (_HTMX | {"HX-Target": target} for target in ("list-table", "list"))
    yield urlencode(whole), "", {}
    yield urlencode(whole), "", table
    yield urlencode([*whole, (PAGE, "99")]), "", around
    for kind in ("csv", "xlsx") * screen.has_files:
        yield urlencode([*whole, (EXPORT, kind)]), "", {}
    for view in screen.other_views:
        yield urlencode({VIEW: view.key}), "", {}
    for column in [one for one in screen.columns if one.sort][:_MOST_OPTIONS]:
        yield urlencode([*whole, (SORT, f"-{column.key}")]), "", table
    for word in (walker.world.home.mark, outside.mark, outside.village) * screen().has_search:
        typed = "" if word == walker.world.home.mark else word
        yield urlencode({SEARCH: word}), typed, table
    for each in screen.filters:
        for pairs, typed in _of_filter(each, walker):
            yield urlencode(pairs), typed, table


def _of_filter(each: Filter, walker: Walker) -> Iterator[tuple[dict[str, str], str]]:
    outside = _outside(walker)
    if isinstance(each, TerritoryFilter):
        for code in (walker.world.home.district, outside.district, outside.village):
            yield {each.key: code}, ""
    elif isinstance(each, TextFilter):
        yield {each.key: outside.mark}, outside.mark
    elif isinstance(each, RangeFilter):
        low, high = ("0", "999999") if each.kind == "number" else ("2000-01-01", "2099-12-31")
        yield dict(zip(each.keys, (low, high), strict=True)), ""
    elif isinstance(each, BooleanFilter):
        yield from (({each.key: value}, "") for value in ("ya", "tidak"))
    else:
        control = each.control(QueryDict(""), walker.world.users[walker.role])
        values = [value for _label, options in control.groups for value, _text in options]
        yield from (({each.key: value}, "") for value in values[:_MOST_OPTIONS])


def _of_others(name: str, walker: Walker) -> list[str]:
    outside = _outside(walker)
    return {
        "territory_geojson": [
            "level=district", f"within={outside.regency}", f"within={outside.district}",
        ],
        "territory_options": [f"q={outside.mark}", f"q={outside.district}", "tingkat=village&q="],
        "target_map": ["tingkat=kecamatan", f"kecamatan={walker.world.home.district}"],
        "insight_compare": [f"dari={walker.world.home.ids['run']}"],
        "people:options": [f"q={outside.mark}", f"q={walker.world.home.mark}"],
        "plan_propose": [f"q={outside.mark}"],
    }.get(name, [])  # fmt: skip


def _outside(walker: Walker) -> Any:
    return walker.world.outside_of(walker.role)


def _lists() -> list[str]:
    """The addresses without a record that only read."""
    return [
        name
        for name, address in PAGES.items()
        if not address.subject and not address.is_public and not name.endswith(_NO_LISTS)
    ]


def _answers(walker: Walker) -> dict[tuple[str, str, str], Any]:
    found = {}
    for name in _lists():
        for shape in shapes_of(name, walker):
            answer = walker.send("get", shape.url, headers=shape.headers)
            key = (name, shape.url, shape.headers.get("HX-Target", str(bool(shape.headers))))
            found[key] = (shape, answer)
            if answer.status_code == 403:
                break  # refused as a whole, whatever else stands in the address
    return found


def _plain(text: str) -> str:
    for pattern in _FLEETING:
        text = pattern.sub("", text)
    return text


def _faults(walker: Walker, before: Any, after: Any) -> Iterator[str]:
    for key, (shape, answer) in after.items():
        name = key[0]
        was = before[key][1]
        if answer.status_code != was.status_code or answer.status_code >= 500:
            yield f"{key}: {was.status_code}, then {answer.status_code}"
            continue
        if name in OF_THE_INSTALLATION and walker.role in REGENCY_ROLES:
            continue
        yield from _leaks(walker, key, shape, answer)
        if name in OF_THE_INSTALLATION and EXPORT in shape.url:
            continue  # a file of the trail tells of its own making, to the minute
        if _plain(was.text_sent) != _plain(answer.text_sent):
            yield f"{key} changed: {_difference(was.text_sent, answer.text_sent)}"


def _leaks(walker: Walker, key: Any, shape: Shape, answer: Any) -> Iterator[str]:
    text = answer.text_sent
    marks = walker.world.marks_outside(walker.role)
    for mark in marks:
        if mark in text and mark != shape.typed:
            yield f"{key} tells of {mark}: …{text[max(0, text.find(mark) - 80) :][:160]}…"
    table = answer.context.get("table") if answer.context else None
    if table is None:
        return
    if shape.typed and (table.rows or table.page.total):
        yield f"{key} finds {table.page.total} rows out of scope"
    if table.page.last == 1 and table.page.total != len(table.rows):
        yield f"{key} counts {table.page.total} and shows {len(table.rows)}"


def _difference(one: str, other: str) -> str:
    ones, others = _plain(one).splitlines(), _plain(other).splitlines()
    pairs = zip(ones, others, strict=False)
    return next((f"{a.strip()[:200]!r} {b.strip()[:200]!r}" for a, b in pairs if a != b), "longer")


@pytest.mark.parametrize("role", ROLES)
def test_no_shape_of_a_list_shows_finds_or_counts_what_lies_outside(world, role):
    walker = Walker(world, role)
    before = _answers(walker)
    grow(world, beside_home=role not in REGENCY_ROLES)
    after = _answers(walker)
    faults = list(_faults(walker, before, after))
    assert not faults, "\n".join(faults)
    opened = {key[0] for key, (_shape, answer) in after.items() if answer.status_code == 200}
    assert len(opened) > 1  # the first page, and some list


@pytest.mark.parametrize("role", [Role.OFFICER, None])
def test_search_for_what_lies_outside_answers_as_for_what_is_nowhere(world, role):
    """Neither the words nor their number tells whether such a name exists elsewhere."""
    walker = Walker(world, role or Role.COORDINATOR)
    outside = _outside(walker)
    for name in _lists():
        screen = getattr(VIEWS[name], "view_class", None)
        if screen is None or not issubclass(screen, ListScreen) or not screen().has_search:
            continue
        if name in OF_THE_INSTALLATION:
            continue
        seen = {
            word: walker.send("get", f"{reverse(name)}?{SEARCH}={word}")
            for word in (outside.mark, NOWHERE)
        }
        texts = {
            _plain(answer.text_sent).replace(word, "").replace(quote(word), "")
            for word, answer in seen.items()
        }
        assert len(texts) == 1, name


API_LISTS = {
    "/territories/": "within",
    "/households/": "territory",
    "/persons/": "territory",
    "/cooperatives/": "territory",
    "/enterprises/": "territory",
    "/bumdes/": "territory",
    "/imports/": "",
    "/insight/measures/places": "",
    "/insight/runs/{run}/lines": "",
    "/insight/plans/{plan}/lines": "",
}


@pytest.mark.parametrize("role", [Role.OFFICER, Role.VILLAGE_OFFICER])
def test_no_shape_of_an_api_list_shows_finds_or_counts_what_lies_outside(world, role):
    walker = Walker(world, role)
    before = {url: _json(walker, url) for url in _api_shapes(walker)}
    grow(world, beside_home=role not in REGENCY_ROLES)
    counted = 0
    for url, was in before.items():
        now = _json(walker, url)
        assert now == was, url
        if "items" not in now:
            continue
        outside = _outside(walker)
        assert now["total"] == len(now["items"]), url
        assert outside.mark not in str(now["items"]), url
        counted += now["total"]
        if outside.mark in url or outside.district in url:
            assert now["total"] == 0, url
    assert counted


def _api_shapes(walker: Walker) -> Iterator[str]:
    outside = _outside(walker)
    for path, place in API_LISTS.items():
        url = f"/api/v1{path.format(**walker.world.home.ids)}"
        yield f"{url}?limit=200"
        if not place:
            continue
        yield f"{url}?limit=200&q={walker.world.home.mark}"
        yield f"{url}?limit=200&q={outside.mark}"
        for code in (walker.world.home.district, outside.district, outside.village):
            yield f"{url}?limit=200&{place}={code}"


def _json(walker: Walker, url: str) -> Any:
    answer = walker.send("get", url)
    assert answer.status_code in {200, 403}, (url, answer.content)
    return {key: value for key, value in answer.json().items() if key != "request_id"}


def test_key_confined_to_a_village_counts_that_village_only(world):
    walker = Walker(world, Role.OFFICER)
    _key, text = create_token(
        by=world.users[Role.OFFICER], name="uji", expires_on=calendar.today(),
        territory_code=world.home.village,
    )  # fmt: skip
    for path in ("/households/", "/cooperatives/", "/enterprises/", "/bumdes/"):
        url = f"/api/v1{path}?limit=200"
        answer = walker.send("get", url, headers={"Authorization": f"Bearer {text}"}).json()
        assert answer["total"] == len(answer["items"])
        assert answer["total"]
        assert world.next.mark not in str(answer)
        assert FAR not in str(answer)


def test_every_role_s_home_page_stays_as_it_was(world):
    """Cards and charts of the first page count what lies in scope."""
    walkers = [Walker(world, role) for role in Role]
    before = [walker.send("get", reverse("home")).text_sent for walker in walkers]
    grow(world, beside_home=False)
    after = [walker.send("get", reverse("home")).text_sent for walker in walkers]
    for walker, one, other in zip(walkers, before, after, strict=True):
        assert _plain(one) == _plain(other), (walker.role, _difference(one, other))
