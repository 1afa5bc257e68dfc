"""The list page: declare columns, filters and rows; search, sort, pages and files come with it.

    class CooperativeList(ListScreen[Cooperative]):
        title = _("Koperasi")
        permission = Permission.COOPERATIVE_VIEW
        model = Cooperative
        columns = (Column(key="name", label=_("Nama"), sort="name", is_heading=True), ...)
        search_paths = ("name",)

The whole state lives in the URL. htmx swaps the fragment `lists/_table.html`; without JavaScript
the same links and the same form load whole pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Generic, TypeVar

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.errors import NotPermitted
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.audit.services import record_export
from umpak.foundation.search.selectors import MOST_COUNTED, Found
from umpak.web.lists import export, state
from umpak.web.lists.columns import Column, Text
from umpak.web.lists.filters import Filter, TextFilter
from umpak.web.lists.model import TableModel, table_model
from umpak.web.lists.paging import Page, page_of

M = TypeVar("M", bound=Model)
_UNKEPT = "private, no-store"  # a list names many people


@dataclass(frozen=True, kw_only=True)
class Action:
    """A button at the head of the page, for those who may use it."""

    label: Text
    url_name: str
    query: str = ""
    icon: str = "plus"
    permission: Permission | None = None
    is_for_office: bool = False
    is_primary: bool = True

    @property
    def url(self) -> str:
        return f"{reverse(self.url_name)}{self.query}"

    def is_for(self, user: AnyUser) -> bool:
        """Whether the page behind the button opens for this user."""
        if self.permission is None:
            return True
        if self.is_for_office:
            return bool(scope.territory_codes(user, self.permission))
        return scope.may(user, self.permission)


@dataclass(frozen=True, kw_only=True)
class Empty:
    """What an empty list says: never only that it is empty, but what to do next."""

    title: Text = ""
    text: Text = ""
    icon: str = "inbox"


@dataclass(frozen=True, kw_only=True)
class OtherView:
    """A chart or map of the same rows, behind a switch beside the table."""

    key: str
    label: Text
    icon: str
    template: str


class ListScreen(LoginRequiredMixin, View, Generic[M]):
    """Subclass it, name the columns, and give `as_view()` an address."""

    title: ClassVar[Text]
    lead: ClassVar[Text] = ""
    permission: ClassVar[Permission]
    model: ClassVar[type[Model]]
    columns: ClassVar[Sequence[Column]]
    filters: ClassVar[Sequence[Filter]] = ()
    default_sort: ClassVar[str] = ""
    search_paths: ClassVar[Sequence[str]] = ()
    search_label: ClassVar[Text] = _("Cari")
    actions: ClassVar[Sequence[Action]] = ()
    empty: ClassVar[Empty] = Empty()
    other_views: ClassVar[Sequence[OtherView]] = ()
    template_name: ClassVar[str] = "lists/list.html"
    summary_template: ClassVar[str] = ""
    has_files: ClassVar[bool] = True  # some rows may be looked at and never taken away

    def queryset(self, user: AnyUser) -> QuerySet[Any]:
        """Every row this user may see, with all that the columns read (`select_related`)."""
        return scope.narrow(self.model._default_manager.all(), user, self.permission)

    def exportable(self, user: AnyUser, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Those rows that the user may also take away as a file."""
        return scope.narrow(rows, user, Permission.EXPORT_RUN)

    def search(self, rows: QuerySet[Any], term: str) -> Found[Any]:
        """Rows in which every word of the term occurs somewhere in the `search_paths`."""
        for word in term.split():
            condition = Q()
            for path in self.search_paths:
                condition |= Q(**{f"{path}__icontains": word})
            rows = rows.filter(condition)
        return Found(rows=rows)

    def view_context(self, rows: QuerySet[Any], current: state.ListState) -> dict[str, Any]:
        """What the template of a chart or map needs; `rows` are filtered and unpaged."""
        return {}

    def extra_context(self, rows: QuerySet[Any], current: state.ListState) -> dict[str, Any]:
        """More for the page and for `summary_template`; `rows` are filtered and unpaged."""
        return {}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        scope.require(request.user, self.permission)
        current = self._state(request)
        found = self._found(request.user, current)
        kind = request.GET.get(state.EXPORT, "")
        if kind in export.KINDS:
            return self._export(request, kind, found.rows, current)
        return self._page(request, found, current)

    def rows_of(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows that this address shows, unpaged: for papers and forms about the same rows."""
        self.setup(request)
        return self._found(request.user, self._state(request)).rows

    def asked_of(self, request: HttpRequest) -> dict[str, str]:
        """What this address asks, as the trail keeps it: for papers about the same rows."""
        return self._asked(self._state(request))

    def told_of(self, request: HttpRequest) -> list[tuple[str, str]]:
        """What this address narrows the list to, in words: for papers about the same rows."""
        current = self._state(request)
        told = [(str(self.search_label), current.search)] if current.search else []
        for each in self.filters:
            chip = each.chip(current.params, each.control(current.params, request.user))
            if chip:
                told.append((str(each.label), chip))
        return told

    def _state(self, request: HttpRequest) -> state.ListState:
        return state.read_state(
            request.GET,
            columns=self.columns,
            default_sort=self.default_sort,
            views=[view.key for view in self.other_views],
        )

    def _found(self, user: AnyUser, current: state.ListState) -> Found[Any]:
        """Searched last: slips are forgiven where the filters leave few, and the count holds."""
        rows = self.queryset(user)
        for each in self.filters:
            rows = each.apply(rows, current.params)
        found: Found[Any] = Found(rows=rows)
        if self._is_searched(current):
            found = self.search(rows, current.search)
        return replace(found, rows=self._sorted(found.rows, current.sort))

    def _is_searched(self, current: state.ListState) -> bool:
        return bool(current.search) and self.has_search

    @property
    def has_search(self) -> bool:
        return bool(self.search_paths) or type(self).search is not ListScreen.search

    def _sorted(self, rows: QuerySet[Any], sort: str) -> QuerySet[Any]:
        column = next((c for c in self.columns if c.key == sort.removeprefix("-") and c.sort), None)
        if column is None:
            return rows
        if not sort.startswith("-"):
            is_ranked = sort == self.default_sort and "search_rank" in rows.query.order_by
            rank = ["search_rank"] if is_ranked else []  # as typed before forgiven
            return rows.order_by(*rank, F(column.sort).asc(), "pk")
        last = True if _may_be_null(rows.model, column.sort) else None
        return rows.order_by(F(column.sort).desc(nulls_last=last), "pk")

    def _export(
        self, request: HttpRequest, kind: str, rows: QuerySet[Any], current: state.ListState
    ) -> HttpResponseBase:
        scope.require(request.user, Permission.EXPORT_RUN)
        if not self.has_files:
            raise NotPermitted(str(Permission.EXPORT_RUN.label))
        assert request.user.is_authenticated
        rows = self.exportable(request.user, rows)
        record_export(
            by=request.user, model=self.model, kind=kind, query=self._asked(current),
            columns=[column.key for column in current.columns],
        )  # fmt: skip
        response = export.export(kind, rows, current.columns, title=str(self.title))
        response["Cache-Control"] = _UNKEPT
        return response

    def _asked(self, current: state.ListState) -> dict[str, str]:
        """The query for the trail; typed text may be an identity number and is left out."""
        typed = {state.SEARCH, *(each.key for each in self.filters if isinstance(each, TextFilter))}
        return {
            key: "…" if key in typed and value else str(value)
            for key, value in current.params.dict().items()
        }

    def _page(
        self, request: HttpRequest, found: Found[Any], current: state.ListState
    ) -> HttpResponse:
        other = next((view for view in self.other_views if view.key == current.view), None)
        rows, page = found.rows, self._page_of(found, current)
        table = table_model(
            current, page, columns=self.columns, filters=self.filters, user=request.user
        )
        context = self._context(request.user, table, current) | {"other_view": other}
        context |= self.extra_context(rows, current)
        if other is not None:
            context |= self.view_context(rows, current)
        response = render(request, self._template(request), context)
        response["Vary"] = "HX-Request, HX-Target, Cookie"
        response["Cache-Control"] = _UNKEPT
        return response

    def _page_of(self, found: Found[Any], current: state.ListState) -> Page:
        return page_of(
            found.rows,
            number=current.page,
            size=current.size,
            bound=MOST_COUNTED if self._is_searched(current) else None,
            counted=found.count,
        )

    def _context(
        self, user: AnyUser, table: TableModel, current: state.ListState
    ) -> dict[str, Any]:
        return {
            "title": self.title,
            "screen": self,
            "table": table,
            "state": current,
            "may_export": self.has_files and scope.may(user, Permission.EXPORT_RUN),
            "buttons": [action for action in self.actions if action.is_for(user)],
        }

    def _template(self, request: HttpRequest) -> str:
        target = request.headers.get("HX-Target", "")
        if request.headers.get("HX-Request") and not request.headers.get("HX-Boosted"):
            return {"list-table": "lists/_table.html", "list": "lists/_list.html"}.get(
                target, self.template_name
            )
        return self.template_name


def _may_be_null(model: type[Model], path: str) -> bool:
    """Whether nulls can occur; for a plain column that refuses them the index serves both ways."""
    try:
        return bool(model._meta.get_field(path).null)
    except FieldDoesNotExist:
        return True
