"""Choosing several villages: the chosen ones as ticked boxes, the next one typed with suggestions.

Without JavaScript one village is added at each saving, or several codes at once, with commas.
"""

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umpak.registry.territory.choices import Level
from umpak.registry.territory.models import Territory
from umpak.rules.problems import Problem
from umpak.rules.territory_codes import parse_territory_code
from umpak.web.forms.territory import TerritoryInput

_LONG_CODE = re.compile(r"\d{2}\.?\d{2}\.?\d{2}\.?\d{4}")


class VillagesInput(forms.Widget):
    """Boxes and one text field, all under the same name."""

    template_name = "forms/widgets/villages.html"
    use_fieldset = True

    class Media:
        js: ClassVar = [Script("umpak/villages.js", type="module")]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:  # noqa: ANN401  # as Django hands it over
        found = data.getlist(name) if isinstance(data, MultiValueDict) else data.get(name, [])
        return [text for text in map(str, found) if text.strip()]

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        texts = [str(text) for text in value] if isinstance(value, list | tuple) else []
        chosen = Territory.objects.filter(
            level=Level.VILLAGE, code__in=[code for text in texts for code in _codes(text)]
        ).select_related("parent")
        known = {place.code for place in chosen}
        typed = [text for text in texts if not known.issuperset(_codes(text))]
        search = TerritoryInput(level=Level.VILLAGE)
        context["chosen"] = chosen.order_by("code")
        context["search"] = search.get_context(name, ", ".join(typed), context["widget"]["attrs"])
        return context


class VillagesField(forms.Field):
    """Its value is a tuple of dotted codes. The service judges the scope."""

    widget = VillagesInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("Ketik nama atau kode, lalu pilih."))
        super().__init__(required=False, **kwargs)

    def clean(self, value: object) -> tuple[str, ...]:
        codes = [code for text in super().clean(value) or () for code in _codes(str(text))]
        known = Territory.objects.filter(level=Level.VILLAGE, code__in=codes)
        unknown = sorted(set(codes) - set(known.values_list("code", flat=True)))
        if unknown:
            raise ValidationError(
                _("“%(texts)s” bukan desa yang dikenal. Pilih dari saran, atau tulis kodenya."),
                params={"texts": ", ".join(unknown)},
            )
        return tuple(dict.fromkeys(codes))


def _codes(text: str) -> list[str]:
    """The first word, and whatever else looks like a village's code: names are passed over."""
    first, *others = re.split(r"[\s,;]+", text.strip()) or [""]
    words = [first, *filter(_LONG_CODE.fullmatch, others)]
    read = ((word, parse_territory_code(word)) for word in words)
    return [word if isinstance(code, Problem) else code.value for word, code in read]
