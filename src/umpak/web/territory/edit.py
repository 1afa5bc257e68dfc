"""Changing a territory: figures, name, other names, code."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.imports.errors import ValueRefused
from umpak.registry.territory.codes import dotted
from umpak.registry.territory.errors import TerritoryRefused
from umpak.registry.territory.models import Territory
from umpak.registry.territory.services import (
    add_alias,
    change_territory,
    remove_alias,
    rename_territory,
    succeed_territory,
)
from umpak.web.forms.service import ServiceFormView
from umpak.web.territory.forms import AliasForm, RenameForm, SucceedForm, TerritoryForm


class _TerritoryFormView(ServiceFormView[Any]):
    permission = Permission.TERRITORY_CHANGE
    done_message = _("Tersimpan.")
    refusals = {TerritoryRefused: "", ValueRefused: "code"}

    def prepare(self) -> None:
        self.territory = scope.get_in_scope(
            Territory.objects.all(), self.user, self.permission, code=self.kwargs["code"]
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lead = f"{self.territory.name} ({self.territory.code})"
        return super().get_context_data(**kwargs) | {"lead": lead}

    def done_url(self, result: Any) -> str:  # noqa: ANN401  # whatever `call` returned
        return self.cancel_url()

    def cancel_url(self) -> str:
        return reverse("territory_page", args=[self.territory.code])


class ChangeTerritory(_TerritoryFormView):
    title = _("Ubah data wilayah")
    form_class = TerritoryForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": Territory.objects.get(pk=self.territory.pk)}

    def call(self, form: TerritoryForm) -> Territory:
        changes = {name: form.cleaned_data[name] for name in form.changed_data if name != "reason"}
        return change_territory(
            by=self.user, territory=self.territory, changes=changes,
            reason=form.cleaned_data["reason"],
        )  # fmt: skip


class RenameTerritory(_TerritoryFormView):
    title = _("Ganti nama resmi")
    form_class = RenameForm

    def get_initial(self) -> dict[str, Any]:
        return {"name": self.territory.name}

    def call(self, form: RenameForm) -> Territory:
        return rename_territory(by=self.user, territory=self.territory, **form.cleaned_data)


class AddAlias(_TerritoryFormView):
    title = _("Tambah nama lain")
    form_class = AliasForm

    def call(self, form: AliasForm) -> object:
        return add_alias(by=self.user, territory=self.territory, **form.cleaned_data)


class SucceedTerritory(_TerritoryFormView):
    title = _("Kode baru")
    form_class = SucceedForm
    done_message = _("Kode baru dicatat; kode lama berakhir sehari sebelumnya.")

    def get_initial(self) -> dict[str, Any]:
        return {"name": self.territory.name}

    def call(self, form: SucceedForm) -> Territory:
        values = form.cleaned_data | {"code": dotted(form.cleaned_data["code"])}
        return succeed_territory(by=self.user, predecessor=self.territory, **values)

    def done_url(self, result: Territory) -> str:
        return reverse("territory_page", args=[result.code])


@login_required
@require_POST
def drop_alias(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a wrong alias back."""
    assert isinstance(request.user, User)
    territory = scope.get_in_scope(
        Territory.objects.all(), request.user, Permission.TERRITORY_CHANGE, code=code
    )
    alias = territory.aliases.filter(pk=pk).first()
    if alias is not None:
        remove_alias(by=request.user, alias=alias)
    return redirect("territory_page", code)
