"""A form page around one service: valid input calls it, its refusal stands beside the field.

class GrantRoleView(ServiceFormView[GrantForm]):
title = _("Beri peran")
permission = Permission.ROLE_GRANT
form_class = GrantForm
refusals = {GrantRefused: "role"}

def call(self, form): grant_role(by=self.user, **form.cleaned_data)
"""

from collections.abc import Mapping
from typing import Any, ClassVar, Generic, TypeVar, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.generic import FormView

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.errors import OutOfScope
from umpak.foundation.access.models import User
from umpak.web.forms.territory import TerritoryField, hold_own_place

F = TypeVar("F", bound=forms.BaseForm)


class ServiceFormView(LoginRequiredMixin, FormView[F], Generic[F]):
    """Subclass it with a form, a permission and `call`; the rest is the same on every page."""

    title: ClassVar[str | Promise]
    lead: ClassVar[str | Promise] = ""
    permission: ClassVar[Permission]
    template_name = "forms/form.html"
    submit_label: ClassVar[str | Promise] = ""
    done_message: ClassVar[str | Promise] = ""
    done_url_name: ClassVar[str] = "home"
    is_dangerous: ClassVar[bool] = False
    # Asked of those who hold a territory; managers and owners have only their own record.
    is_for_office: ClassVar[bool] = False
    # Which refusal of the service stands beside which field; an empty name is the whole form.
    refusals: ClassVar[Mapping[type[Exception], str]] = {}

    @property
    def user(self) -> User:
        return cast("User", self.request.user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            scope.require(request.user, self.permission)
            if self.is_for_office:
                scope.require_office(request.user, self.permission)
            self.prepare()
        return super().dispatch(request, *args, **kwargs)

    def prepare(self) -> None:
        """Fetch the record that the page is about, in scope; raises 403 or 404."""

    def get_form(self, form_class: type[F] | None = None) -> F:
        form = super().get_form(form_class)
        hold_own_place(form, self.user, self.permission)
        return form

    def call(self, form: F) -> Any:  # noqa: ANN401  # whatever the service returns
        """Call the service with the cleaned values; return what the page goes on with."""
        raise NotImplementedError

    def done_url(self, result: Any) -> str:  # noqa: ANN401  # whatever `call` returned
        return reverse(self.done_url_name)

    def cancel_url(self) -> str:
        return reverse(self.done_url_name)

    def form_valid(self, form: F) -> HttpResponse:
        try:
            result = self.call(form)
        except ValidationError as refusal:
            add_validation_error(form, refusal)
            return self.form_invalid(form)
        except tuple(self.refusals) as refusal:
            form.add_error(self._field_of(refusal), str(refusal))
            return self.form_invalid(form)
        except OutOfScope:
            place = _chosen_place(form)
            if place is None:
                raise
            form.add_error(place, _("Tempat ini di luar wilayah tugas Anda."))
            return self.form_invalid(form)
        return self.done(result)

    def done(self, result: Any) -> HttpResponse:  # noqa: ANN401  # whatever `call` returned
        """The answer to a call that the service took."""
        if self.done_message:
            messages.success(self.request, str(self.done_message))
        return redirect(self.done_url(result))

    def form_invalid(self, form: F) -> HttpResponse:
        response = self.render_to_response(self.get_context_data(form=form))
        response.status_code = 422
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "title": self.title,
            "lead": self.lead,
            "submit_label": self.submit_label,
            "is_dangerous": self.is_dangerous,
            "cancel_url": self.cancel_url(),
        }

    def _field_of(self, refusal: Exception) -> str | None:
        name = next(name for kind, name in self.refusals.items() if isinstance(refusal, kind))
        return name or None


def _chosen_place(form: forms.BaseForm) -> str | None:
    """The field by which somebody chose a territory: only there is its being elsewhere news."""
    fields = form.fields.items()
    return next((name for name, field in fields if isinstance(field, TerritoryField)), None)


def add_validation_error(form: forms.BaseForm, refusal: ValidationError) -> None:
    """The model's own words beside the fields that this form has, else on top of it."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
