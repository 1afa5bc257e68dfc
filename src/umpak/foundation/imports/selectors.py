"""Reading batches: what became of a file, and the list of what is wrong with it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.imports.choices import Status
from umpak.foundation.imports.kinds import ImportKind, kinds
from umpak.foundation.imports.models import ImportBatch, ImportProblem


@dataclass(frozen=True, kw_only=True)
class BatchOutcome:
    """A batch with its problems."""

    batch: ImportBatch
    errors: list[ImportProblem]
    warnings: list[ImportProblem]

    @property
    def is_written(self) -> bool:
        return self.batch.status == Status.APPLIED

    @property
    def is_refused(self) -> bool:
        return self.batch.status == Status.REFUSED


def outcome_of(batch: ImportBatch) -> BatchOutcome:
    """What the file came to."""
    problems = list(batch.problems.all())
    return BatchOutcome(
        batch=batch,
        errors=[one for one in problems if not one.is_warning],
        warnings=[one for one in problems if one.is_warning],
    )


def kinds_for(user: AnyUser) -> tuple[ImportKind, ...]:
    """The kinds that this user may import."""
    if not scope.may(user, Permission.IMPORT_RUN):
        return ()
    return tuple(
        kind
        for kind in kinds()
        if all(scope.may(user, permission) for permission in kind.permissions)
    )


def batches_for(user: AnyUser) -> QuerySet[ImportBatch]:
    """Batches of those who work in the user's own territory; a file may hold any of its rows."""
    found = ImportBatch.objects.select_related("uploaded_by", "applied_by", "undone_by")
    return scope.narrow(found, user, Permission.IMPORT_RUN)
