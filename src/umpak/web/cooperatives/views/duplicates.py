"""Records that may be one cooperative: the list, the two side by side, and what was decided."""

from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.registry.cooperatives.duplicates import Pair, pair_of, suspected_pairs
from umpak.registry.cooperatives.models import (
    Cooperative,
    CooperativeMerge,
    CooperativeQuerySet,
    NotDuplicate,
)
from umpak.registry.cooperatives.readings import note_officers_read
from umpak.registry.cooperatives.services import (
    mark_not_duplicate,
    merge_cooperatives,
    roles_that_follow,
    undo_merge,
)
from umpak.web.cooperatives.comparison import compared, reasons
from umpak.web.cooperatives.forms.cooperatives import ReasonForm
from umpak.web.cooperatives.views.base import (
    PAGES,
    CooperativeFormView,
    cooperative_in_scope,
)
from umpak.web.parts import Crumb

MOST_SHOWN = 100


@dataclass(frozen=True, kw_only=True)
class PairLine:
    """One suspected pair as the list shows it."""

    first: Cooperative
    second: Cooperative
    pair: Pair
    reasons: list[str]
    url: str


@login_required
def duplicates(request: HttpRequest) -> HttpResponse:
    """Suspected pairs of the user's scope, most certain first."""
    scope.require(request.user, Permission.COOPERATIVE_MERGE)
    rows = cast(
        "CooperativeQuerySet",
        scope.narrow(Cooperative.objects.all(), request.user, Permission.COOPERATIVE_MERGE),
    )
    pairs = suspected_pairs(rows, calendar.today())
    shown = pairs[:MOST_SHOWN]
    found = Cooperative.objects.select_related("village__parent").in_bulk(
        {pk for pair in shown for pk in (pair.first, pair.second)}
    )
    lines = [_line(pair, found[pair.first], found[pair.second]) for pair in shown]
    context = {
        "title": _("Data ganda"),
        "crumbs": PAGES.crumbs(None, _("Data ganda")),
        "lines": lines,
        "total": len(pairs),
    }
    return render(request, "cooperatives/duplicates.html", context)


class Decide(CooperativeFormView[ReasonForm]):
    """The two records side by side with what differs marked; the subclass says what is decided."""

    permission = Permission.COOPERATIVE_MERGE
    form_class = ReasonForm
    template_name = "cooperatives/pair.html"
    title = gettext_lazy("Dua catatan, satu koperasi?")
    decision: ClassVar[str]
    other: Cooperative

    def prepare(self) -> None:
        super().prepare()
        self.other = cooperative_in_scope(
            self.request.user, self.permission, self.kwargs["other_id"]
        )
        if self.other.pk == self.cooperative.pk:
            raise Http404

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        for record in (self.cooperative, self.other):
            note_officers_read(self.user, record)  # both columns name who is on a post
        return super().get(request, *args, **kwargs)

    def cancel_url(self) -> str:
        return reverse("cooperatives:duplicates")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pair = pair_of(self.cooperative, self.other, calendar.today())
        crumbs = PAGES.crumbs(None, self.other.name)
        crumbs[1:1] = [Crumb(label=_("Data ganda"), url=reverse("cooperatives:duplicates"))]
        swapped = [self.other.public_id, self.cooperative.public_id]
        return super().get_context_data(**kwargs) | {
            "crumbs": crumbs,
            "cooperative": self.cooperative,
            "other": self.other,
            "rows": compared(self.cooperative, self.other),
            "reasons": reasons(pair) if pair else [],
            "decision": self.decision,
            "roles": self._roles(),
            "swap_url": reverse("cooperatives:merge", args=swapped),
            "merge_url": reverse("cooperatives:merge", args=swapped[::-1]),
            "apart_url": reverse("cooperatives:not_duplicate", args=swapped[::-1]),
        }

    def _roles(self) -> list[str]:
        """Who would follow into the surviving record, and as what."""
        following = roles_that_follow(self.user, self.cooperative, self.other)
        return [f"{grant.user} ({grant.get_role_display()})" for grant in following]


class Merge(Decide):
    decision = "merge"
    submit_label = gettext_lazy("Gabungkan")
    done_message = gettext_lazy("Kedua catatan digabung. Dapat dibatalkan dari riwayatnya.")
    is_dangerous = True

    def write(self, form: ReasonForm) -> CooperativeMerge:
        return merge_cooperatives(
            by=self.user, winner=self.cooperative, loser=self.other, **form.cleaned_data
        )


class NotOne(Decide):
    decision = "apart"
    submit_label = gettext_lazy("Bukan ganda")
    done_message = gettext_lazy("Dicatat: dua koperasi yang berbeda.")

    def write(self, form: ReasonForm) -> NotDuplicate:
        return mark_not_duplicate(
            by=self.user, one=self.cooperative, other=self.other, **form.cleaned_data
        )

    def done_url(self, result: Any) -> str:  # noqa: ANN401  # whatever `call` returned
        return reverse("cooperatives:duplicates")


class UndoMerge(CooperativeFormView[ReasonForm]):
    permission = Permission.COOPERATIVE_MERGE
    title = gettext_lazy("Batalkan penggabungan")
    lead = gettext_lazy("Semua yang dipindahkan kembali ke catatan asalnya.")
    form_class = ReasonForm
    done_message = gettext_lazy("Penggabungan dibatalkan.")
    done_tab = "history"
    is_dangerous = True

    def prepare(self) -> None:
        super().prepare()
        found = self.cooperative.merges_won.filter(
            pk=self.kwargs["pk"], undone_at__isnull=True
        ).first()
        if found is None:
            raise Http404
        self.merge = found

    def write(self, form: ReasonForm) -> Cooperative:
        return undo_merge(by=self.user, merge=self.merge, **form.cleaned_data)


def _line(pair: Pair, first: Cooperative, second: Cooperative) -> PairLine:
    url = reverse("cooperatives:merge", args=[first.public_id, second.public_id])
    return PairLine(first=first, second=second, pair=pair, reasons=reasons(pair), url=url)
