"""What is asked for on the page: programme, target, quarter, level and place."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.scope import AnyUser
from umpak.insight.targeting.accuracy import LEVELS, periods
from umpak.insight.targeting.selectors import VIEW
from umpak.parameters.targeting import ProgrammeTarget, programme_targets
from umpak.registry.territory.choices import Level
from umpak.registry.territory.models import Territory
from umpak.rules.quarters import Quarter, parse_quarter, quarter_of

_USUAL = {"tingkat": str(Level.DISTRICT)}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A whole question; whatever the address leaves open has its usual answer."""

    programme: ProgrammeTarget
    most_desil: int
    quarter: Quarter | None
    level: Level
    within: str


class AccuracyForm(forms.Form):
    """The filters as the address holds them."""

    program = forms.ChoiceField(label=_("Program"), required=False)
    desil = forms.ChoiceField(label=_("Sasaran"), required=False)
    periode = forms.ChoiceField(label=_("Triwulan desil"), required=False)
    tingkat = forms.ChoiceField(label=_("Tingkat"), required=False)
    wilayah = forms.ChoiceField(label=_("Wilayah"), required=False)

    def __init__(self, user: AnyUser, data: Any) -> None:  # noqa: ANN401  # a query string
        super().__init__(_USUAL | {name: data[name] for name in data if data[name]})
        self.programmes = {one.code: one for one in programme_targets(calendar.today())}
        self.quarters = [quarter_of(day) for day in periods(user)]
        places = scope.narrow(Territory.objects.filter(level=Level.DISTRICT), user, VIEW)
        choices: dict[str, list[tuple[str, Any]]] = {
            "program": [(one.code, one.label) for one in self.programmes.values()],
            "desil": [("", _("menurut program")), *((str(n), _upto(n)) for n in range(1, 10))],
            "periode": [(str(one), one.label) for one in self.quarters],
            "tingkat": [(str(level), level.label) for level in reversed(LEVELS)],
            "wilayah": [("", _("Semua")), *places.order_by("name").values_list("code", "name")],
        }
        for name, found in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = found
            field.widget.attrs["class"] = "form-select"

    def asked(self) -> Asked:
        """What the address says; an unknown value is as good as none."""
        self.is_valid()
        said = self.cleaned_data
        programme = self.programmes.get(said.get("program", ""))
        programme = programme or next(iter(self.programmes.values()))
        quarter = parse_quarter(said.get("periode") or "")
        return Asked(
            programme=programme,
            most_desil=int(said.get("desil") or programme.most_desil),
            quarter=quarter if isinstance(quarter, Quarter) else next(iter(self.quarters), None),
            level=Level(said.get("tingkat") or Level.DISTRICT),
            within=said.get("wilayah", ""),
        )


def _upto(desil: int) -> str:
    return "desil 1" if desil == 1 else f"desil 1–{desil}"
