"""People on the posts of one cooperative."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from umpak.foundation import calendar
from umpak.registry.cooperatives.models import CooperativeOfficer
from umpak.registry.cooperatives.selectors.officers import declared_ties, serving_officers
from umpak.registry.cooperatives.services import (
    add_officer,
    change_officer,
    declare_kinships,
    end_officer,
)
from umpak.web.cooperatives.forms.officers import EndOfficerForm, KinshipForm, OfficerForm
from umpak.web.cooperatives.views.base import CooperativeFormView, F


class AddOfficer(CooperativeFormView[OfficerForm]):
    title = _("Tambah perangkat")
    form_class = OfficerForm
    done_message = _("Perangkat ditambahkan.")
    done_tab = "officers"

    def write(self, form: OfficerForm) -> CooperativeOfficer:
        return add_officer(by=self.user, cooperative=self.cooperative, fields=form.officer_fields())


class _OfOfficer(CooperativeFormView[F]):
    """A form about one officer of the cooperative."""

    done_tab = "officers"
    officer: CooperativeOfficer

    def prepare(self) -> None:
        super().prepare()
        found = self.cooperative.officers.filter(public_id=self.kwargs["officer_id"]).first()
        if found is None:
            raise Http404
        self.officer = found


class ChangeOfficer(_OfOfficer[OfficerForm]):
    title = _("Ubah perangkat")
    form_class = OfficerForm
    done_message = _("Perubahan tersimpan.")

    def get_initial(self) -> dict[str, Any]:
        names = [name for name in OfficerForm.base_fields if name != "nik"]
        return {name: getattr(self.officer, name) for name in names}

    def write(self, form: OfficerForm) -> CooperativeOfficer:
        return change_officer(by=self.user, officer=self.officer, fields=form.officer_fields())


class EndOfficer(_OfOfficer[EndOfficerForm]):
    title = _("Akhiri jabatan")
    form_class = EndOfficerForm
    submit_label = _("Akhiri jabatan")
    done_message = _("Akhir jabatan dicatat.")

    def write(self, form: EndOfficerForm) -> CooperativeOfficer:
        return end_officer(by=self.user, officer=self.officer, **form.cleaned_data)


class DeclareKinships(CooperativeFormView[KinshipForm]):
    title = _("Hubungan keluarga perangkat")
    lead = _("Catat pernyataan perangkat. Bila tidak ada hubungan keluarga, isi tanggalnya saja.")
    form_class = KinshipForm
    done_message = _("Pernyataan tersimpan.")
    done_tab = "officers"

    def get_form_kwargs(self) -> dict[str, Any]:
        officers = serving_officers(self.cooperative, calendar.today())
        held = declared_ties(officers)
        return super().get_form_kwargs() | {"officers": officers, "held": held}

    def get_initial(self) -> dict[str, Any]:
        return {"declared_on": self.cooperative.kinship_declared_on or calendar.today()}

    def write(self, form: KinshipForm) -> None:
        declare_kinships(
            by=self.user,
            cooperative=self.cooperative,
            declared_on=form.cleaned_data["declared_on"],
            ties=form.cleaned_data["ties"],
        )
