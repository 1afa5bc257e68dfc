"""Why the program may hold data on people at all: one declared activity per model.

UU 27/2022 Ps 20 asks a basis for every processing, Ps 31 a record of it. A model with a field on a
person and without an activity is named by `umpak check` and fails a test, hence the build.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.core import checks
from django.db.models import Model
from django_stubs_ext import StrOrPromise

from umpak.foundation.personal_data.fields import EncryptedTextField, KeyedHashField


class Basis(StrEnum):
    """The six bases of UU 27/2022 Ps 20 ayat (2), by their letter."""

    CONSENT = "a"
    CONTRACT = "b"
    LEGAL_DUTY = "c"
    VITAL_INTEREST = "d"
    PUBLIC_TASK = "e"
    LEGITIMATE_INTEREST = "f"


@dataclass(frozen=True, kw_only=True)
class ProcessingActivity:
    """One line of the record of processing.

    `is_specific` marks specific personal data (Ps 4 ayat (2)) and what this office treats alike:
    the welfare decile and marks of poverty.
    """

    purpose_code: str
    purpose: StrOrPromise
    basis: Basis
    legal_reference: str
    is_specific: bool


_ACTIVITIES: dict[type[Model], ProcessingActivity] = {}
_PERSON_MODELS: set[type[Model]] = set()


def declare(model: type[Model], activity: ProcessingActivity, *, is_person: bool = False) -> None:
    """State why a model holds data on people; called from the app's `ready`.

    `is_person` marks a table whose rows are people: whatever points at it holds data on people too.
    """
    _ACTIVITIES[model] = activity
    if is_person:
        _PERSON_MODELS.add(model)


def activity_of(model: type[Model]) -> ProcessingActivity:
    """The declared activity; a page names its purpose when it records a reading."""
    return _ACTIVITIES[model]


def activities() -> dict[type[Model], ProcessingActivity]:
    """The whole record of processing, for the data-protection officer."""
    return dict(_ACTIVITIES)


def undeclared(models: Iterable[type[Model]]) -> list[type[Model]]:
    """The models with a field on a person for which nobody has said why."""
    return [
        model
        for model in models
        if _has_person_field(model) and model not in _ACTIVITIES and not _is_history(model)
    ]


@checks.register()
def every_person_field_has_an_activity(**_: Any) -> list[checks.CheckMessage]:  # Django's signature
    """Name each model with data on people for which nobody has said why."""
    return [
        checks.Warning(
            f"{model._meta.label} holds data on people and declares no ProcessingActivity",
            hint="Call foundation.personal_data.processing.declare in the app's ready().",
            obj=model,
            id="personal_data.W001",
        )
        for model in undeclared(apps.get_models())
    ]


def _has_person_field(model: type[Model]) -> bool:
    return any(
        isinstance(field, EncryptedTextField | KeyedHashField)
        or (field.is_relation and field.related_model in _PERSON_MODELS)
        for field in model._meta.concrete_fields
    )


def _is_history(model: type[Model]) -> bool:
    """The past of a declared table is held for the same reason as its present."""
    return hasattr(model, "pgh_tracked_model")
