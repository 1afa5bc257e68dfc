"""Which records may carry documents, and how a record is found again from its kind and key."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Model

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.errors import OutOfScope
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.audit.services import subject_kind


@dataclass(frozen=True, kw_only=True)
class SubjectKind:
    """A table whose rows carry documents, and the permission to see such a row at all."""

    model: type[Model]
    view: Permission

    @property
    def key_field(self) -> str:
        """The public id where there is one, as in the audit trail."""
        has_public_id = any(field.name == "public_id" for field in self.model._meta.get_fields())
        return "public_id" if has_public_id else "pk"


_KINDS: dict[str, SubjectKind] = {}


def register_subject(model: type[Model], *, view: Permission) -> None:
    """Let this model's rows carry documents; called once from the app's `ready`."""
    _KINDS[model._meta.label_lower] = SubjectKind(model=model, view=view)


def registered_kind(record: Model) -> SubjectKind:
    """The registration of this record's table; without one it is a fault of the program."""
    return _KINDS[subject_kind(record)]


def find_subject(user: AnyUser, kind: str, key: str, permission: Permission) -> Model:
    """The record, if the user may see it and holds the permission on it; else 403 or 404."""
    registered = _KINDS.get(kind)
    if registered is None:
        raise OutOfScope
    rows = scope.narrow(registered.model._default_manager.all(), user, registered.view)
    try:
        return scope.get_in_scope(rows, user, permission, **{registered.key_field: key})
    except (ValueError, ValidationError) as error:  # a key that is no UUID or number names nothing
        raise OutOfScope from error
