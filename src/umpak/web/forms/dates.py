"""The browser's own calendar: no script, and the phone's own control."""

from django import forms


class DateInput(forms.DateInput):
    """`<input type="date">`; the value travels as `2025-04-12` whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")
