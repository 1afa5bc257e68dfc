"""An amount as people write it: `Rp1.000.000,50` or `1000000`."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

_GROUPED = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d*)?")  # `1000000.50` may mean two amounts


class RupiahField(forms.DecimalField):
    """Dots separate thousands and a comma the sen; the value is an exact decimal."""

    def __init__(
        self, *, label: StrOrPromise, required: bool = False, help_text: StrOrPromise = ""
    ) -> None:
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            max_digits=18,
            decimal_places=2,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        )

    def to_python(self, value: Any) -> Any:  # noqa: ANN401  # whatever was typed; Django's own type is int
        text = re.sub(r"^rp\.?\s*", "", str("" if value is None else value).strip(), flags=re.I)
        text = text.replace(" ", "").removesuffix(",-")
        if "." in text and not _GROUPED.fullmatch(text):
            raise ValidationError(_(
                "Titik memisahkan ribuan dan koma memisahkan sen: tulis 1.000.000 atau 1000000,50."
            ))  # fmt: skip
        return super().to_python(text.replace(".", "").replace(",", "."))

    def prepare_value(self, value: object) -> object:
        if not isinstance(value, Decimal):
            return value
        whole = value == value.to_integral_value()
        return f"{value:,.{0 if whole else 2}f}".translate(str.maketrans(",.", ".,"))
