"""Which run a page is about: the one in the address, else the newest finished one."""

from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from umpak.foundation.access import scope
from umpak.insight.targeting.choices import RunStatus
from umpak.insight.targeting.models import InsightRun
from umpak.insight.targeting.selectors import VIEW, latest_run, runs
from umpak.web import formats
from umpak.web.parts import Fact

RUN = "perhitungan"
_SHORT = 8
"""Signs of a long number by which people tell it from others."""


def chosen_run(request: HttpRequest) -> InsightRun | None:
    """The run to show; `None` while there is none. 404 for an unknown or unfinished one."""
    scope.require(request.user, VIEW)
    wanted = request.GET.get(RUN, "")
    if not wanted:
        return latest_run(request.user)
    done = runs(request.user).filter(status=RunStatus.DONE)
    return scope.get_in_scope(done, request.user, VIEW, public_id=_uuid(wanted))


def number_of(run: InsightRun) -> str:
    """The short number under which people speak of a run."""
    return str(run.public_id)[:_SHORT]


def run_line(run: InsightRun) -> str:
    """One line on where the figures come from, as people say it."""
    return _("Per %(day)s, dihitung %(at)s") % {
        "day": formats.date_long(run.as_of), "at": formats.instant(run.finished_at),
    }  # fmt: skip


def run_fact(run: InsightRun) -> Fact:
    """The same as a line of a description, with the way to the run and its proofs."""
    url = reverse("insight_run", args=[run.public_id])
    return Fact(label=_("Dasar"), text=run_line(run), url=url)


def run_stamp(run: InsightRun) -> str:
    """The line on paper: without a link, it names run and rules by their numbers."""
    return _("Per %(day)s · perhitungan %(number)s · aturan %(rules)s") % {
        "day": formats.date_long(run.as_of), "number": number_of(run),
        "rules": run.rule_version[:_SHORT],
    }  # fmt: skip


def run_facts(run: InsightRun) -> list[Fact]:
    """What was computed, when, and for whom."""
    by = run.requested_by.name if run.requested_by else _("sistem")
    places, lines = (run.place_count, run.line_count) if run.is_done else (None, None)
    return [
        Fact(label=_("Per tanggal"), text=formats.date_long(run.as_of)),
        Fact(label=_("Tahun anggaran"), text=str(run.budget_year)),
        Fact(label=_("Diminta"), text=f"{formats.instant(run.requested_at)}, {by}"),
        *_retaken(run),
        Fact(label=_("Selesai"), text=formats.instant(run.finished_at)),
        Fact(label=_("Desa"), text=formats.number(places)),
        Fact(label=_("Baris rencana"), text=formats.number(lines)),
    ]


def run_proofs(run: InsightRun) -> list[Fact]:
    """The numbers by which the run is rebuilt and its result told from any other."""
    return [
        Fact(label=_("Nomor perhitungan"), text=number_of(run)),
        Fact(label=_("Versi aturan"), text=run.rule_version),
        Fact(label=_("Versi parameter"), text=run.parameter_version),
        Fact(label=_("Versi program"), text=run.code_version),
        Fact(label=_("Sidik data"), text=run.data_fingerprint),
        Fact(label=_("Sidik hasil"), text=run.result_sha256),
    ]


def _retaken(run: InsightRun) -> list[Fact]:
    if run.retaken_at is None:
        return []
    text = _("%(at)s, karena prosesnya berhenti mendadak") % {"at": formats.instant(run.retaken_at)}
    return [Fact(label=_("Diulang dari awal"), text=text)]


def with_run(name: str, run: InsightRun, *args: object) -> str:
    """The address of a page about this run, fixed to it so that a link keeps its meaning."""
    return f"{reverse(name, args=args)}?{RUN}={run.public_id}"


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
