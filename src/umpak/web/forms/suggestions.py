"""A text field that suggests while somebody types; what is typed counts, chosen or not."""

from typing import Any

from django import forms
from django_stubs_ext import StrOrPromise


class SuggestedInput(forms.TextInput):
    """The suggestions are the options that `address` answers, shown as a `<datalist>`."""

    template_name = "forms/widgets/suggested.html"

    def __init__(self, address: StrOrPromise, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {
                "autocomplete": "off",
                "hx-get": address,
                "hx-trigger": "input changed delay:250ms",
                "hx-swap": "innerHTML",
                "hx-push-url": "false",
                **(attrs or {}),
            }
        )

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        options_id = f"{context['widget']['attrs'].get('id', name)}_options"
        context["widget"]["attrs"] |= {"list": options_id, "hx-target": f"#{options_id}"}
        context["options_id"] = options_id
        return context
