"""Choosing which of several published versions of a year counts, with a reason."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.insight.village_index.models import IndexRecord
from umpak.insight.village_index.selectors import versions_of
from umpak.insight.village_index.services import choose_version
from umpak.web import formats
from umpak.web.forms.service import ServiceFormView
from umpak.web.parts import Crumb


class VersionForm(forms.Form):
    """The versions of one instrument and year, the one that counts chosen."""

    version = forms.ChoiceField(label=_("Versi yang berlaku"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Alasan"), min_length=5, max_length=500)

    def __init__(self, *args: Any, record: IndexRecord, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.versions = {str(one.pk): one for one in versions_of(record)}
        choices = [(key, _described(one)) for key, one in self.versions.items()]
        self.fields["version"].choices = choices  # type: ignore[attr-defined]  # a choice field
        self.initial["version"] = str(record.pk)

    def clean_version(self) -> IndexRecord:
        return self.versions[self.cleaned_data["version"]]


class ChooseVersion(ServiceFormView[VersionForm]):
    """From the village's index, where a year was published more than once."""

    title = _("Pilih versi indeks")
    lead = _("Semua halaman, peta sasaran, dan rencana memakai versi yang dipilih di sini.")
    permission = Permission.TERRITORY_CHANGE
    form_class = VersionForm
    done_message = _("Versi yang berlaku tersimpan.")
    record: IndexRecord

    def prepare(self) -> None:
        current = IndexRecord.objects.filter(is_current=True).select_related("village")
        self.record = scope.get_in_scope(
            current, self.user, self.permission, village__code=self.kwargs["code"],
            instrument=self.kwargs["instrument"], year=self.kwargs["year"],
        )  # fmt: skip

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"record": self.record}

    def call(self, form: VersionForm) -> IndexRecord:
        values = form.cleaned_data
        return choose_version(by=self.user, record=values["version"], reason=values["reason"])

    def done_url(self, result: Any) -> str:  # noqa: ANN401  # whatever `call` returned
        return reverse("village_index_page", args=[self.record.village_id])

    def cancel_url(self) -> str:
        return self.done_url(None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        village = Crumb(label=self.record.village.name, url=self.cancel_url())
        home = Crumb(label=_("Indeks desa"), url=reverse("village_index_list"))
        return super().get_context_data(**kwargs) | {"crumbs": [home, village]}


def _described(record: IndexRecord) -> str:
    decimals = 4 if record.composite <= 1 else 2
    value = formats.number(record.composite, decimals)
    return f"{record.version}, {record.get_form_display()}: {value} ({record.get_status_display()})"
