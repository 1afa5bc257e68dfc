"""History kept by the database itself: triggers write every change, bulk SQL included."""

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.db.models import Model

T = TypeVar("T", bound=type[Model])


def track(*, exclude: list[str] | None = None) -> Callable[[T], T]:
    """Keep each row's past: inserted, changed, deleted, with who and why (see `acting`).

    The events are append-only. Encrypted columns are kept as they are: unreadable without the key.
    """
    tracker: Callable[[T], T] = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=exclude or [],
        obj_field=pghistory.ObjForeignKey(related_name="history"),
        append_only=True,
        level=pghistory.Statement,  # one insert per statement: an import of 300,000 rows is one
    )
    return tracker
