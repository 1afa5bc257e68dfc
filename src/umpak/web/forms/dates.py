"""The browser's own calendar: no script, and the phone's own control."""

from typing import Any

from django import forms

_WRITTEN = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d %B %Y")


class DateInput(forms.DateInput):
    """`<input type="date">`; the value travels as `2025-04-12` whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day, which may stay empty unless it is required; typed Indonesian dates are read too."""

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        super().__init__(required=required, input_formats=_WRITTEN, widget=DateInput, **kwargs)
