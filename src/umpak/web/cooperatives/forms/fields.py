"""Form fields that several forms of this feature use."""

from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from umpak.foundation.problems import problem_text
from umpak.rules.problems import Problem

YES_NO_UNKNOWN = [("", _("Belum diketahui")), ("ya", _("Ya")), ("tidak", _("Tidak"))]


class TriState(forms.TypedChoiceField):
    """Yes, no, or nobody knows."""

    def __init__(self, *, label: StrOrPromise, help_text: StrOrPromise = "") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            choices=YES_NO_UNKNOWN,
            coerce={"ya": True, "tidak": False}.get,
            empty_value=None,
            required=False,
        )

    def prepare_value(self, value: object) -> object:
        return {True: "ya", False: "tidak"}.get(value, value) if value is not None else ""  # type: ignore[call-overload]  # any initial value


def field_errors(problems: Mapping[str, Problem]) -> ValidationError:
    """Problems beside their fields: what is wrong and how to mend it."""
    return ValidationError({field: problem_text(problem) for field, problem in problems.items()})
