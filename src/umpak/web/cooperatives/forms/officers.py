"""People on posts and the ties between them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umpak.registry.cooperatives.choices import Post, Relation, Sex, VillageOffice
from umpak.registry.cooperatives.models import CooperativeOfficer, OfficerKinship
from umpak.registry.cooperatives.services import OfficerFields
from umpak.web.cooperatives.forms.fields import TriState
from umpak.web.forms.dates import DayField

_UNKNOWN = ("", gettext_lazy("Belum diketahui"))
TIES = 3  # how many family ties a form offers at least; more than that, the board is a family


class OfficerForm(forms.Form):
    post = forms.ChoiceField(label=gettext_lazy("Jabatan"), choices=Post.choices)
    person_name = forms.CharField(
        label=gettext_lazy("Nama"), max_length=150, help_text=gettext_lazy("Seperti pada KTP.")
    )
    nik = forms.CharField(
        label=gettext_lazy("NIK"), max_length=30, required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("16 angka. Disimpan tersandi; kosongkan bila tidak diubah."),
    )  # fmt: skip
    sex = forms.ChoiceField(
        label=gettext_lazy("Jenis kelamin"), choices=[_UNKNOWN, *Sex.choices], required=False
    )
    from_on = DayField(label=gettext_lazy("Mulai menjabat"))
    until_on = DayField(label=gettext_lazy("Akhir masa jabatan"))
    term_number = forms.IntegerField(
        label=gettext_lazy("Periode ke-"), min_value=1, max_value=20, required=False
    )
    is_member = TriState(label=gettext_lazy("Anggota koperasi"))
    village_office = forms.ChoiceField(
        label=gettext_lazy("Jabatan di desa"),
        choices=[_UNKNOWN, *VillageOffice.choices],
        required=False,
    )
    has_clean_record = TriState(
        label=gettext_lazy("Menyatakan tidak pernah pailit atau dipidana"),
        help_text=gettext_lazy("Untuk pengawas, lima tahun terakhir."),
    )

    def officer_fields(self) -> OfficerFields:
        """The cleaned values as the service takes them."""
        return OfficerFields(**self.cleaned_data)


class EndOfficerForm(forms.Form):
    ended_on = DayField(label=gettext_lazy("Berhenti pada"), required=True)
    reason = forms.CharField(label=gettext_lazy("Sebab berhenti"), max_length=200)


class KinshipForm(forms.Form):
    """What is declared takes the place of what was, so the ties on file stand in the form."""

    declared_on = DayField(label=gettext_lazy("Tanggal pernyataan"), required=True)

    def __init__(
        self, *args: Any, officers: Sequence[CooperativeOfficer], held: Sequence[OfficerKinship],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.officers = {str(officer.public_id): officer for officer in officers}
        self.numbers = range(1, max(TIES, len(held)) + 1)
        people = [("", "–"), *((key, str(officer)) for key, officer in self.officers.items())]
        for number, tie in enumerate(held, start=1):
            self.initial[f"one_{number}"] = str(tie.officer.public_id)
            self.initial[f"relation_{number}"] = tie.relation
            self.initial[f"other_{number}"] = str(tie.other.public_id)
        for number in self.numbers:
            self.fields[f"one_{number}"] = forms.ChoiceField(
                label=_("Perangkat (%(number)s)") % {"number": number},
                choices=people, required=False,
            )  # fmt: skip
            self.fields[f"relation_{number}"] = forms.ChoiceField(
                label=_("adalah … dari (%(number)s)") % {"number": number},
                choices=[("", "–"), *Relation.choices], required=False,
            )  # fmt: skip
            self.fields[f"other_{number}"] = forms.ChoiceField(
                label=_("Perangkat lain (%(number)s)") % {"number": number},
                choices=people, required=False,
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        ties, told = [], list[tuple[str, str]]()
        for number in self.numbers:
            one, relation, other = (
                values.get(f"{part}_{number}", "") for part in ("one", "relation", "other")
            )
            if not (one or relation or other):
                continue
            if not (one and relation and other) or one == other:
                raise ValidationError(
                    {f"one_{number}": _("Pilih dua orang yang berbeda dan hubungannya.")}
                )
            if {one, other} in [{*pair} for pair in told]:
                raise ValidationError({f"one_{number}": _("Dua orang ini sudah disebut di atas.")})
            told.append((one, other))
            ties.append((self.officers[one], self.officers[other], Relation(relation)))
        return values | {"ties": ties}
