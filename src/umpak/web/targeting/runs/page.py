"""What the page of a run says: how far it is, what it could not judge, how firm its order is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from umpak.insight.targeting.choices import UNFINISHED
from umpak.insight.targeting.models import InsightRun
from umpak.parameters import loader
from umpak.parameters.intervention_rules import intervention_rules, measures, rules_version
from umpak.pipelines.lake import Lake
from umpak.web import formats
from umpak.web.lists.columns import Badge
from umpak.web.parts import Fact
from umpak.web.targeting.figures import exact, sources_of

_TONES = {"done": "green", "failed": "red", "cancelled": "yellow"}
_ICONS = {"done": "circle-check", "failed": "alert-triangle", "cancelled": "player-stop"}


@dataclass(frozen=True, kw_only=True)
class RunPage:
    """A run as its page shows it."""

    run: InsightRun
    title: str
    state: Badge
    replay: Badge
    silent: Sequence[Fact]
    unknown: Sequence[Fact]
    firmness: str
    spatial: str
    is_running: bool


def run_page(run: InsightRun) -> RunPage:
    """Everything that is known of it now."""
    return RunPage(
        run=run,
        title=_("Perhitungan %(day)s") % {"day": formats.date_long(run.as_of)},
        state=state_badge(run),
        replay=replay_badge(run),
        silent=_silent(run),
        unknown=_unknown(run),
        firmness=_firmness(run),
        spatial=_spatial(run),
        is_running=is_unfinished(run),
    )


def is_unfinished(run: InsightRun) -> bool:
    return run.status in UNFINISHED


def state_badge(run: InsightRun) -> Badge:
    return Badge(
        text=run.get_status_display(),
        tone=_TONES.get(run.status, "blue"),  # type: ignore[arg-type]  # values are tones
        icon=_ICONS.get(run.status, "clock"),
    )


def replay_badge(run: InsightRun) -> Badge:
    """Whether it can be computed again exactly: its snapshot, and the rules of its day."""
    if not run.is_done:
        return Badge(text="–")
    if Lake(folder=run.folder / "lake").missing_required():
        return Badge(text=_("potret data tidak ada"), tone="red", icon="database-off")
    if rules_version() != run.rule_version or loader.version() != run.parameter_version:
        return Badge(text=_("aturan sudah berubah"), tone="yellow", icon="refresh-alert")
    return Badge(text=_("dapat dihitung ulang"), tone="green", icon="refresh")


def _silent(run: InsightRun) -> list[Fact]:
    """Rules that could not speak, and what is missing."""
    titles = {rule.id: rule.title for rule in intervention_rules(run.as_of)}
    return [
        Fact(
            label=f"{rule} {titles.get(rule, '')}",
            text=", ".join(sorted({sources_of(name) for name in missing if name in measures()})),
        )
        for rule, missing in sorted(run.silent_rules.items())
    ]


def _unknown(run: InsightRun) -> list[Fact]:
    titles = {rule.id: rule.title for rule in intervention_rules(run.as_of)}
    return [
        Fact(
            label=f"{rule} {titles.get(rule, '')}",
            text=_("%(count)s tempat") % {"count": formats.number(count)},
        )
        for rule, count in sorted(run.unknown_counts.items())
    ]


def _firmness(run: InsightRun) -> str:
    found = run.robustness
    if found.get("average") is None:
        return ""
    return _(
        "Bila semua bobot digeser sampai %(spread)s dalam %(draws)s percobaan, rata-rata %(share)s"
        " dari %(top)s baris teratas tetap di sana."
    ) % {
        "spread": formats.percent(exact(found["spread"]) * 100, 0),
        "draws": formats.number(found["draws"]),
        "share": formats.percent(exact(found["average"]) * 100),
        "top": found["top"],
    }


def _spatial(run: InsightRun) -> str:
    found = run.spatial.get(run.regency_code)
    if not found:
        return ""
    return _("Moran I = %(i)s (z = %(z)s, %(places)s desa)") % {
        "i": formats.number(exact(found["moran_i"]), 4),
        "z": formats.number(exact(found["z"]), 2),
        "places": formats.number(found["places"]),
    }
