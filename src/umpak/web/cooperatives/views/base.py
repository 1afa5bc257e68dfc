"""What every form page about one cooperative shares."""

from typing import Any, ClassVar, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.registry.cooperatives.errors import CooperativeRefused
from umpak.registry.cooperatives.models import Cooperative
from umpak.web.cooperatives.forms.fields import field_errors
from umpak.web.forms.service import ServiceFormView
from umpak.web.records import DOCUMENTS, HISTORY, OVERVIEW, Page, RecordPages

F = TypeVar("F", bound=forms.BaseForm)
PAGES = RecordPages(
    namespace="cooperatives",
    label=_("Koperasi"),
    change=Permission.COOPERATIVE_CHANGE,
    pages=(
        OVERVIEW,
        Page(name="officers", label=_("Perangkat"), icon="users-group"),
        Page(name="years", label=_("Tahun buku"), icon="chart-line"),
        DOCUMENTS,
        HISTORY,
    ),
)


def cooperative_in_scope(user: AnyUser, permission: Permission, public_id: object) -> Cooperative:
    """The cooperative with its place, or 403, or 404."""
    rows: QuerySet[Cooperative] = Cooperative.objects.select_related(
        "village__parent", "merged_into"
    )
    return scope.get_in_scope(rows, user, permission, public_id=public_id)


class CooperativeFormView(ServiceFormView[F]):
    """A form about one cooperative; a service's refusals stand beside their fields."""

    permission = Permission.COOPERATIVE_CHANGE
    done_tab: ClassVar[str] = "page"
    # Which field of the form a problem of the service belongs to, where the names differ.
    fields_of_problems: ClassVar[dict[str, str]] = {}
    cooperative: Cooperative

    def prepare(self) -> None:
        self.cooperative = cooperative_in_scope(
            self.request.user, self.permission, self.kwargs["public_id"]
        )

    def call(self, form: F) -> Any:  # noqa: ANN401  # whatever the service returns
        try:
            return self.write(form)
        except CooperativeRefused as refused:
            raise self._beside_fields(refused) from refused
        except ValidationError as refused:
            raise self._in_own_names(refused) from refused

    def write(self, form: F) -> Any:  # noqa: ANN401  # whatever the service returns
        """Call the service."""
        raise NotImplementedError

    def done_url(self, result: Any) -> str:  # noqa: ANN401  # whatever `call` returned
        return reverse(f"cooperatives:{self.done_tab}", args=[self.cooperative.public_id])

    def cancel_url(self) -> str:
        return reverse(f"cooperatives:{self.done_tab}", args=[self.cooperative.public_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"crumbs": PAGES.crumbs(self.cooperative, context["title"])}

    def _in_own_names(self, refused: ValidationError) -> ValidationError:
        if not hasattr(refused, "error_dict"):
            return refused
        own = self.fields_of_problems
        return ValidationError(
            {own.get(field, field): errors for field, errors in refused.error_dict.items()}
        )

    def _beside_fields(self, refused: CooperativeRefused) -> ValidationError:
        problems = {
            self.fields_of_problems.get(field, field): problem
            for field, problem in refused.problems.items()
        }
        return field_errors(problems)
