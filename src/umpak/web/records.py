"""The frame of a record's page: the way back to its list, tabs with addresses, what may be done.

A feature declares one `RecordPages`; its pages extend `records/_frame.html`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.audit.selectors import timeline
from umpak.web.deeds import deeds_of
from umpak.web.lists.columns import Badge
from umpak.web.parts import Crumb, Tab, Text


@dataclass(frozen=True, kw_only=True)
class Page:
    """A tab: the name of its address, and the permission without which it is not offered."""

    name: str
    label: Text
    icon: str
    permission: Permission | None = None


OVERVIEW = Page(name="page", label=_("Ringkasan"), icon="id")
DOCUMENTS = Page(
    name="documents", label=_("Dokumen dan foto"), icon="files", permission=Permission.DOCUMENT_VIEW
)
HISTORY = Page(name="history", label=_("Riwayat"), icon="history", permission=Permission.AUDIT_VIEW)


@dataclass(frozen=True, kw_only=True)
class RecordPages:
    """Where the pages of one kind of record live, and who may change it.

    Addresses are `<namespace>:list`, `:page`, `:change` and one for each page, all by `public_id`.
    """

    namespace: str
    label: Text
    change: Permission
    pages: Sequence[Page] = (OVERVIEW, DOCUMENTS, HISTORY)

    def crumbs(self, record: Any = None, here: object = "") -> list[Crumb]:  # noqa: ANN401  # a record of any model
        """The way back to the list."""
        crumbs = [Crumb(label=self.label, url=reverse(f"{self.namespace}:list"))]
        if record is not None:
            crumbs.append(Crumb(label=record.name, url=self._url("page", record) if here else ""))
        if here:
            crumbs.append(Crumb(label=str(here)))
        return crumbs

    def frame(
        self, request: HttpRequest, record: Any, current: str, badges: Sequence[Badge]  # noqa: ANN401  # as above
    ) -> dict[str, Any]:  # fmt: skip
        """What `records/_frame.html` prints."""
        return {
            "title": record.name,
            "record": record,
            "badges": badges,
            "crumbs": self.crumbs(record),
            "tabs": self._tabs(request.user, record, current),
            "may_change": scope.may(request.user, self.change, record),
            "change_url": self._url("change", record),
        }

    def _tabs(self, user: AnyUser, record: Any, current: str) -> list[Tab]:  # noqa: ANN401  # as above
        return [
            Tab(
                label=page.label,
                url=self._url(page.name, record),
                is_current=page.name == current,
                icon=page.icon,
            )
            for page in self.pages
            if page.permission is None or scope.may(user, page.permission, record)
        ]

    def _url(self, name: str, record: Any) -> str:  # noqa: ANN401  # as above
        return reverse(f"{self.namespace}:{name}", args=[record.public_id])


def history_of(record: Any) -> dict[str, Any]:  # noqa: ANN401  # as above
    """What `records/history.html` prints: changes of the data, and the use cases behind them."""
    return {"items": timeline(record), "deeds": deeds_of(record)}
