"""Every operation of the API as every role: with a key, through the browser, and as nobody."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.access.addresses import Address
from tests.access.corners import Corner, Entry
from tests.access.operations import OPERATIONS
from tests.access.records import upload_of
from tests.access.walking import OPEN, REFUSED, SIGN_IN, Walker, is_as_expected
from tests.api.conftest import NIK, VILLAGE, Form
from tests.api.routes import ROUTES
from umpak.api.v1 import api
from umpak.foundation import calendar
from umpak.foundation.access.choices import Permission, Role
from umpak.foundation.access.roles import ROLES
from umpak.foundation.access.tokens import PERSON_ONLY, create_token

pytestmark = pytest.mark.django_db
ANONYMOUS = "anonymous"
WALKERS = [*Role, None, ANONYMOUS]
_PREFIX = "/api/v1"
_MODULES = "|".join(
    ("routes", "households", "persons", "officers", "papers", "years", "parts", "measures", "runs",
     "poverty_lines", "totals", "accuracy")
)  # fmt: skip


def name_of(route: tuple[str, str]) -> str:
    """The line of a call in `tests.api.routes`."""
    method, path = route
    wanted = (method, _template(path))
    return next(name for (verb, known), name in NAMES.items() if wanted == (verb, _template(known)))


def _template(path: str) -> str:
    path = re.sub(r"{\w+}|(?<=/registers/)\w+", "{}", path.partition("?")[0])
    return re.sub(rf"(?<=/)({VILLAGE}|nib|20\d\d)(?=/|$)", "{}", path)


def _functions() -> dict[tuple[str, str], str]:
    found = {}
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, operation in methods.items():
            parts = operation["operationId"].removeprefix("umpak_api_")
            found[method, path.removeprefix(_PREFIX)] = re.sub(
                rf"^[a-z_]+?_({_MODULES})_", "", parts
            )
    return found


NAMES = _functions()


def test_every_operation_has_a_line_and_every_line_an_operation():
    assert sorted(NAMES.values()) == sorted(OPERATIONS)
    assert {name_of(route) for route in ROUTES} == set(OPERATIONS)


@pytest.mark.parametrize("role", WALKERS)
def test_each_role_calls_what_its_table_says_and_reads_nothing_from_outside(world, role):
    walker = Walker(world, None if role == ANONYMOUS else role, is_signed_in=role != ANONYMOUS)
    key = _key_of(walker)
    faults = [fault for route in ROUTES for fault in _call(walker, route, key)]
    assert not faults, "\n".join(faults)


def _key_of(walker: Walker) -> str:
    """Those who may have a key use one; the others' browsers can read, and nothing else."""
    if not walker.is_signed_in or not _holds(walker.role, Permission.API_TOKEN_USE):
        return ""
    _token, text = create_token(
        by=walker.world.users[walker.role], name="uji", is_read_only=False,
        expires_on=calendar.today(),
    )  # fmt: skip
    return text


def _call(walker: Walker, route: tuple[str, str], key: str) -> Iterator[str]:
    address = OPERATIONS[name_of(route)]
    for is_inside in (True, False):
        if not is_inside and not address.subject:
            continue
        corner = walker.world.home if is_inside else walker.world.outside_of(walker.role)
        answer = send(walker, route, corner, key)
        expected = _expected(walker, route, address, key, is_inside=is_inside)
        if not is_as_expected(expected, answer.status_code):
            yield f"{route} {is_inside=}: {answer.status_code}, not {expected}: {answer.content!r}"
        if answer.status_code in {401, 403, 404} and answer.written:
            yield f"{route} {is_inside=} writes before it refuses: {answer.written[0]}"
        if expected == {OPEN} and answer.status_code != ROUTES[route][0]:
            yield f"{route}: {answer.status_code}, {answer.content!r}"
        for mark in walker.world.marks_outside(walker.role):
            if mark in answer.text_sent:
                yield f"{route} {is_inside=} tells of {mark}"


def _expected(
    walker: Walker, route: tuple[str, str], address: Address, key: str, *, is_inside: bool
) -> set[str]:
    is_reading = route[0] == "get"
    if not walker.is_signed_in or not (key or is_reading):
        return {SIGN_IN}
    if PERSON_ONLY.intersection(address.needs) and key:
        return {REFUSED}
    entry = _entry(walker.world.home, address)
    return walker.expected(address, entry, method=route[0], is_inside=is_inside)


def _entry(corner: Corner, address: Address) -> Entry | None:
    return corner.entries[address.subject][0] if address.subject else None


def send(walker: Walker, route: tuple[str, str], corner: Corner, key: str) -> Any:
    """The call that succeeds, moved into this corner."""
    method, path = route
    body = ROUTES[route][1]
    body = body(corner.ids) if callable(body) else body
    content: dict[str, Any] = {}
    if isinstance(body, Form):
        if name_of(route) == "upload_import":
            body["file"] = upload_of(corner)
        content = {"data": dict(body)}
    elif body is not None:
        content = {"data": _moved(json.dumps(body, default=str), corner)}
        content["content_type"] = "application/json"
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    url = _PREFIX + _moved(path, corner).format(**corner.ids)
    return walker.send(method, url, headers=headers, **content)


def _moved(text: str, corner: Corner) -> str:
    text = text.replace("99.01.01.2002", corner.second_village).replace(VILLAGE, corner.village)
    return text.replace(NIK, corner.ids["nik"])


def _holds(role: Role | None, permission: Permission) -> bool:
    return role is not None and permission in ROLES[role].permissions
