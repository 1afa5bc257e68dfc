"""Asking one address as one person, and judging the answer."""

import io
import zipfile
from http.cookies import SimpleCookie
from typing import Any

from django.db import connection, transaction
from django.test import Client

from tests.access.addresses import Address
from tests.access.corners import Corner, Entry, World
from umpak.foundation.access.choices import Role
from umpak.foundation.access.roles import ROLES

OPEN, REFUSED, HIDDEN, SIGN_IN = "open", "refused", "hidden", "sign in"
_NOT_OURS = ("django_session", "access_apitoken")
_STATUSES = {REFUSED: {403}, HIDDEN: {404}, SIGN_IN: {302, 401}}


class Walker:
    """Somebody at a browser. Nothing that a request does outlasts it."""

    def __init__(self, world: World, role: Role | None, *, is_signed_in: bool = True) -> None:
        self.world, self.role, self.is_signed_in = world, role, is_signed_in
        self.client = Client(raise_request_exception=False)
        if is_signed_in:
            self.client.force_login(world.users[role])
        self._cookies = self.client.cookies.output()

    def send(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        self.client.cookies = SimpleCookie()
        self.client.cookies.load(self._cookies.replace("Set-Cookie: ", ""))
        written: list[str] = []

        def noted(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
            if _writes(str(sql)):
                written.append(str(sql))
            return execute(sql, params, many, context)

        with transaction.atomic():
            with connection.execute_wrapper(noted):
                answer = getattr(self.client, method)(url, *args, **kwargs)
            answer.written = written
            answer.text_sent = text_of(answer)
            transaction.set_rollback(True)
        return answer

    def expected(
        self, address: Address, entry: Entry | None, *, method: str = "get", is_inside: bool = True
    ) -> set[str]:
        """What the role table says must happen."""
        if address.is_public:
            return {OPEN, REFUSED, HIDDEN} if address.may_be_absent else {OPEN}
        if not self.is_signed_in:
            return {SIGN_IN}
        held = ROLES[self.role].permissions if self.role else frozenset()
        kinds = ROLES[self.role].scope_kinds if self.role else frozenset()
        needed = address.needed_for(method)
        if not held.issuperset(needed):
            return {REFUSED}
        if needed and not kinds & address.held_on:
            return {REFUSED, HIDDEN}
        if not is_inside or (entry is not None and needed and not kinds & entry.reach):
            return {HIDDEN}
        return {OPEN, HIDDEN} if address.may_be_absent else {OPEN}


def _writes(sql: str) -> bool:
    """What changes a table; who is signed in, and when a key was last used, is not asked."""
    verb = sql.lstrip().split(" ", 1)[0].upper()
    return verb in {"INSERT", "UPDATE", "DELETE"} and not any(table in sql for table in _NOT_OURS)


def text_of(answer: Any) -> str:
    """All that was sent, the cells of a workbook too."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"".join(book.read(name) for name in book.namelist())
    return content.decode("utf-8", "replace") + str(answer.headers)


def is_as_expected(expected: set[str], status: int) -> bool:
    is_open = status < 500 and status not in {401, 403, 404}
    return any(is_open if one == OPEN else status in _STATUSES[one] for one in expected)


def crossed(home: list[Entry], outside: list[Entry]) -> list[Entry]:
    """The home record's address with a part of the outside one, as somebody would try by hand."""
    return [
        Entry(arguments=ours.arguments | {name: theirs.arguments[name]}, reach=ours.reach)
        for ours, theirs in zip(home, outside, strict=True)
        for name in list(ours.arguments)[1:]
        if ours.arguments[name] != theirs.arguments[name]
    ]


def entries_of(corner: Corner, address: Address) -> list[Entry]:
    return corner.entries[address.subject]
