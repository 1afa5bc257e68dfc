"""What is asked about families and people. The services judge; their refusals come back beside."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from umpak.foundation import calendar
from umpak.foundation.access.scope import AnyUser
from umpak.registry.people.choices import Relation, Sex
from umpak.registry.people.details import HouseholdDetails, PersonDetails
from umpak.registry.people.models import Household, Person
from umpak.registry.territory.choices import Level
from umpak.rules.problems import Problem
from umpak.rules.quarters import Quarter, parse_quarter, quarter_of
from umpak.web.forms.dates import DayField
from umpak.web.forms.money import RupiahField
from umpak.web.forms.territory import TerritoryField
from umpak.web.people.choosing import FamilyField

_STAYS = _("Kosongkan bila tidak berubah.")
_PLAIN = ("address", "rt", "rw", "head_name", "size", "adults", "desil", "expenditure_per_capita")
_FLAGS = (
    "has_pkh", "has_sembako", "has_pbi", "has_blt", "has_business", "is_cooperative_member",
)  # fmt: skip


class QuarterField(forms.CharField):
    """`2026-Q3` or `TW III 2026`; its value is a `Quarter`, or `None` where nothing was typed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Periode desil"))
        kwargs.setdefault("help_text", _("Tahun dan triwulan, misalnya 2026-Q3."))
        super().__init__(**kwargs)

    def clean(self, value: object) -> Quarter | None:
        text = str(super().clean(value)).strip()
        if not text:
            return None
        found = parse_quarter(text)
        if isinstance(found, Problem):
            raise ValidationError(f"{_t(found.message)} {_t(found.mend)}")
        return found


def _flag(label: Any) -> forms.BooleanField:  # noqa: ANN401  # a lazy text
    return forms.BooleanField(label=label, required=False)


class HouseholdForm(forms.Form):
    """A family; identity numbers are never sent back to the browser."""

    village = TerritoryField(label=_("Desa/kelurahan"), level=Level.VILLAGE)
    head_name = forms.CharField(label=_("Kepala keluarga"), max_length=150)
    family_card = forms.CharField(
        label=_("No. KK"), required=False, max_length=25,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    address = forms.CharField(label=_("Alamat"), required=False, max_length=200)
    rt = forms.CharField(label=_("RT"), required=False, max_length=3)
    rw = forms.CharField(label=_("RW"), required=False, max_length=3)
    size = forms.IntegerField(label=_("Jumlah anggota"), required=False, max_value=99)
    adults = forms.IntegerField(label=_("Anggota dewasa"), required=False, max_value=99)
    desil = forms.IntegerField(label=_("Desil"), required=False)
    desil_period = QuarterField(required=False)
    has_pkh = _flag(_("Menerima PKH"))
    has_sembako = _flag(_("Menerima sembako"))
    has_pbi = _flag(_("Menerima PBI-JK"))
    has_blt = _flag(_("Menerima BLT Desa"))
    has_business = _flag(_("Punya usaha"))
    is_cooperative_member = _flag(_("Anggota koperasi"))
    expenditure_per_capita = RupiahField(label=_("Pengeluaran per orang per bulan (Rp)"))
    phone = forms.CharField(label=_("Telepon"), required=False, max_length=25)

    def details(self, village_code: str = "") -> HouseholdDetails:
        """For the service; an identity left empty stays as it is."""
        values = self.cleaned_data
        expenditure: Decimal | None = values["expenditure_per_capita"]
        return HouseholdDetails(
            village_code=village_code or values["village"],
            family_card=values["family_card"] or None,
            phone=values["phone"] or None,
            desil_period=values["desil_period"],
            expenditure_per_capita=expenditure,
            **{name: values[name] for name in (*_PLAIN[:-1], *_FLAGS)},
        )


class ChangeHouseholdForm(HouseholdForm):
    """The village changes by moving only."""

    village = None  # type: ignore[assignment]  # Django's way to take a field away

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("family_card", "phone"):
            self.fields[name].help_text = _STAYS


def initial_of(household: Household) -> dict[str, Any]:
    """What the form shows at first: all but the identities."""
    period = household.desil_period_on
    return {name: getattr(household, name) for name in (*_PLAIN, *_FLAGS)} | {
        "desil_period": str(quarter_of(period)) if period else ""
    }


class MoveForm(forms.Form):
    village = TerritoryField(
        label=_("Desa/kelurahan tujuan"), level=Level.VILLAGE, is_elsewhere=True
    )
    address = forms.CharField(label=_("Alamat baru"), required=False, max_length=200)
    rt = forms.CharField(label=_("RT"), required=False, max_length=3)
    rw = forms.CharField(label=_("RW"), required=False, max_length=3)
    reason = forms.CharField(label=_("Alasan"), max_length=500)


class DesilForm(forms.Form):
    period = QuarterField(label=_("Periode"))
    desil = forms.IntegerField(label=_("Desil"), min_value=1, max_value=10)
    source = forms.CharField(label=_("Sumber"), max_length=60, initial="DTSEN")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].initial = str(quarter_of(calendar.today()))


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Alasan"), max_length=500, widget=forms.Textarea({"rows": 3}),
        help_text=_("Misalnya nomor dan tanggal surat permintaan."),
    )  # fmt: skip


class PersonForm(forms.Form):
    """A person; only the name must be known."""

    name = forms.CharField(label=_("Nama"), max_length=150)
    nik = forms.CharField(
        label=_("NIK"), required=False, max_length=25,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    relation = forms.ChoiceField(
        label=_("Hubungan dengan kepala keluarga"), choices=[("", "—"), *Relation.choices],
        required=False,
    )  # fmt: skip
    sex = forms.ChoiceField(
        label=_("Jenis kelamin"), choices=[("", "—"), *Sex.choices], required=False
    )
    birth_on = DayField(label=_("Tanggal lahir"))
    phone = forms.CharField(label=_("Telepon"), required=False, max_length=25)

    def details(self) -> PersonDetails:
        """For the service; an identity left empty stays as it is."""
        values = self.cleaned_data
        return PersonDetails(
            name=values["name"],
            nik=values["nik"] or None,
            relation=values["relation"],
            sex=values["sex"],
            birth_on=values["birth_on"],
            phone=values["phone"] or None,
        )


class ChangePersonForm(PersonForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("nik", "phone"):
            self.fields[name].help_text = _STAYS


def initial_of_person(person: Person) -> dict[str, Any]:
    """What the form shows at first: all but the identities."""
    return {name: getattr(person, name) for name in ("name", "relation", "sex", "birth_on")}


class MovePersonForm(forms.Form):
    """Which family takes the person in, as what, and why."""

    household = FamilyField(label=_("Keluarga tujuan"))
    relation = forms.ChoiceField(
        label=_("Hubungan dengan kepala keluarga baru"), choices=[("", "—"), *Relation.choices]
    )
    reason = forms.CharField(label=_("Alasan"), max_length=500)

    def __init__(self, *args: Any, user: AnyUser, leaving: Household, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._leaving = leaving
        cast("FamilyField", self.fields["household"]).user = user

    def clean_household(self) -> Household:
        household: Household = self.cleaned_data["household"]
        if household == self._leaving:
            raise ValidationError(_t("Orang ini sudah anggota keluarga itu."))
        return household
