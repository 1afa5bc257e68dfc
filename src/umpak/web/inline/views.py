"""Adding, changing and removing a line that belongs to a record; for any `InlineSet`."""

from typing import Any, ClassVar, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.web.forms.service import add_validation_error
from umpak.web.inline.cards import Inline, InlineSet, card_of


class _InlineView(LoginRequiredMixin, View):
    inlines: ClassVar[InlineSet]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self.record = self._record(request, kwargs["public_id"], self._permission(request))
            inline = self.inlines.inline(kwargs["part"])
            if inline is None:
                raise Http404
            self.inline: Inline = inline
        return super().dispatch(request, *args, **kwargs)

    def _permission(self, request: HttpRequest) -> Permission:
        return self.inlines.change

    def _record(self, request: HttpRequest, public_id: UUID, permission: Permission) -> Any:  # noqa: ANN401  # a record of any model
        rows = scope.narrow(
            self.inlines.model._default_manager.all(), request.user, self.inlines.view
        )
        return scope.get_in_scope(rows, request.user, permission, public_id=public_id)

    @property
    def user(self) -> User:
        return cast("User", self.request.user)

    def page_url(self) -> str:
        page = reverse(self.inlines.page_url_name, args=[self.record.public_id])
        return f"{page}#part-{self.inline.slug}"

    def saved(self, form: forms.Form, row: Model | None) -> bool:
        """Whether the service took it; if not, the form says why."""
        if not form.is_valid():
            return False
        try:
            self.inline.save(self.user, self.record, form.cleaned_data, row)
        except ValidationError as refusal:
            add_validation_error(form, refusal)
            return False
        return True


class InlineCard(_InlineView):
    """The card by itself; a line sent here is added."""

    def _permission(self, request: HttpRequest) -> Permission:
        return self.inlines.view if request.method == "GET" else self.inlines.change

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._card(None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.inline.form_class(request.POST, prefix=self.inline.slug)
        if not self.saved(form, None):
            return self._card(form)
        messages.success(request, _("Tersimpan."))
        return self._card(None) if self._is_fragment() else redirect(self.page_url())

    def _card(self, form: forms.Form | None) -> HttpResponse:
        may_change = scope.may(self.user, self.inlines.change, self.record)
        card = card_of(self.inlines, self.inline, self.record, may_change=may_change, form=form)
        context = {"card": card, "title": f"{card.title}: {self.record}"}
        if self._is_fragment():  # htmx swaps only answers that say 200
            return render(self.request, "inline/_card.html", context | {"is_fragment": True})
        context["back_url"] = self.page_url()
        return render(self.request, "inline/card.html", context, status=422 if form else 200)

    def _is_fragment(self) -> bool:
        return self.request.headers.get("HX-Target") == f"part-{self.inline.slug}"


class InlineEdit(_InlineView):
    """One line: change it, or take it away."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.pk = kwargs["pk"]
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = self._row()
        names = self.inline.form_class.base_fields
        initial = {name: getattr(row, name) for name in names if hasattr(row, name)}
        return self._page(row, self.inline.form_class(initial=initial))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = self._row()
        if "hapus" in request.POST:
            self.inlines.remove(self.user, self.record, row)
            messages.success(request, _("“%(name)s” dihapus.") % {"name": row})
            return redirect(self.page_url())
        form = self.inline.form_class(request.POST)
        if not self.inline.is_editable or not self.saved(form, row):
            return self._page(row, form, status=422)
        messages.success(request, _("Tersimpan."))
        return redirect(self.page_url())

    def _row(self) -> Model:
        row = self.inline.rows(self.record).filter(pk=self.pk).first()
        if row is None:
            raise Http404
        return cast("Model", row)

    def _page(self, row: Model, form: forms.Form, status: int = 200) -> HttpResponse:
        context = {
            "title": f"{self.inline.title}: {row}",
            "lead": str(self.record),
            "form": form if self.inline.is_editable else None,
            "cancel_url": self.page_url(),
        }
        return render(self.request, "inline/edit.html", context, status=status)
