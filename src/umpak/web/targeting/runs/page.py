"""What the page of a run says: how far it is, what it could not judge, how firm its order is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any  # figures out of JSON

from django.urls import reverse
from django.utils.translation import gettext as _

from umpak.foundation.imports.kinds import kind_of
from umpak.foundation.told import told
from umpak.insight.targeting.choices import UNFINISHED
from umpak.insight.targeting.models import InsightReplay, InsightRun
from umpak.insight.targeting.selectors import can_be_rebuilt, is_interrupted
from umpak.insight.targeting.unproven import Tables, tables_of, unproven_registers
from umpak.parameters.intervention_rules import intervention_rules, measures
from umpak.pipelines.lake import Lake
from umpak.pipelines.sources import PENDING
from umpak.registry.registers.choices import State
from umpak.rules.interventions import InterventionRule, measures_of
from umpak.web import formats
from umpak.web.lists.columns import Badge
from umpak.web.parts import Fact
from umpak.web.targeting.figures import exact, file_for, needs_of, sources_of

_TONES = {"done": "green", "failed": "red", "cancelled": "yellow"}
_REPLAYS_SHOWN = 10
_ICONS = {"done": "circle-check", "failed": "alert-triangle", "cancelled": "player-stop"}


@dataclass(frozen=True, kw_only=True)
class RunPage:
    """A run as its page shows it."""

    run: InsightRun
    title: str
    state: Badge
    replay: Badge
    datings: Sequence[Fact]
    replays: Sequence[Fact]
    silent: Sequence[Fact]
    wakes: Sequence[Fact]
    registers: Sequence[Fact]
    unknown: Sequence[Fact]
    firmness: str
    spatial: str
    is_running: bool
    interruption: str


def run_page(run: InsightRun, *, may_import: bool = False) -> RunPage:
    """Everything that is known of it now; with links to bring a file for whoever may."""
    tables = tables_of(run)
    present = frozenset(tables) if run.silent_rules else frozenset()
    return RunPage(
        run=run,
        title=_("Perhitungan %(day)s") % {"day": formats.date_long(run.as_of)},
        state=state_badge(run),
        replay=replay_badge(run),
        datings=_datings(run),
        replays=_replays(run),
        silent=_silent(run, present),
        wakes=_wakes(run, present, may_import=may_import),
        registers=_registers(tables),
        unknown=_unknown(run),
        firmness=_firmness(run),
        spatial=_spatial(run),
        is_running=is_unfinished(run),
        interruption=_interruption(run),
    )


def is_unfinished(run: InsightRun) -> bool:
    return run.status in UNFINISHED


def _interruption(run: InsightRun) -> str:
    """What is said while it is being computed, where the process died that did so."""
    if is_interrupted(run):
        return _(
            "Proses yang menghitung berhenti mendadak. Pekerja latar belakang (umpak work)"
            " mengulangnya dari awal dalam beberapa menit, sekali; bila tidak dapat, perhitungan"
            " ini dinyatakan gagal."
        )
    if is_unfinished(run) and run.retaken_at:
        return _(
            "Proses sebelumnya berhenti mendadak; sejak %(at)s perhitungan diulang dari awal."
        ) % {"at": formats.instant(run.retaken_at)}
    return ""


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
    if not can_be_rebuilt(run):
        return Badge(text=_("naskah aturan tidak ada"), tone="yellow", icon="refresh-alert")
    return Badge(text=_("dapat dihitung ulang"), tone="green", icon="refresh")


def why_different(replay: InsightReplay) -> str:
    """What changed since, and where the results differ."""
    words = {"data": _("potret data"), "rules": _("aturan"), "parameters": _("parameter"),
             "code": _("program (%(version)s)") % {"version": replay.code_version}}  # fmt: skip
    changed = ", ".join(words[name] for name in replay.changed) or _("tidak diketahui")
    tables = {"villages": _("desa"), "districts": _("kecamatan"), "lines": _("baris rencana")}
    counts = ", ".join(
        _("%(count)s %(table)s") % {"count": formats.number(_count(found)), "table": tables[name]}
        for name, found in replay.differences.items()
    )
    return _("Yang berubah: %(changed)s. Yang berbeda: %(counts)s.") % {
        "changed": changed, "counts": counts or _("susunan kolom"),
    }  # fmt: skip


def _count(found: Mapping[str, Any]) -> int:
    return sum(found.get(part, 0) for part in ("only_stored", "only_new", "changed"))


def _replays(run: InsightRun) -> list[Fact]:
    """Who computed it again when, and with what answer."""
    return [
        Fact(
            label=formats.instant(replay.replayed_at),
            text=_("%(verdict)s Oleh %(by)s.")
            % {
                "verdict": _("Sama persis.") if replay.is_same else why_different(replay),
                "by": replay.replayed_by.name if replay.replayed_by else _("terminal"),
            },
        )
        for replay in run.replays.select_related("replayed_by")[:_REPLAYS_SHOWN]
    ]


def _datings(run: InsightRun) -> list[Fact]:
    """For a day gone by: which tables are of that day, and which could only be read today."""
    return [
        Fact(label=told(found["name"]).capitalize(), text=_dated(found)) for found in run.datings
    ]


def _dated(found: Mapping[str, Any]) -> str:
    numbers = {"rows": formats.number(found["rows"]), "later": formats.number(found["later"])}
    if found["later"] == 0:
        return _("sebagaimana tercatat hari itu (%(rows)s)") % numbers
    if found["is_of_the_day"]:
        text = _("sebagaimana tercatat hari itu; %(later)s dari %(rows)s dicatat sesudahnya")
        return text % numbers
    return _("riwayatnya dimulai sesudah hari itu: dipakai keadaan hari ini (%(rows)s)") % numbers


def _registers(tables: Tables) -> list[Fact]:
    """Registers of which the run could not say "none here", with what it took them for."""
    return [
        Fact(
            label=register.label,
            text=_("sedang diisi: desa tanpa baris belum diketahui")
            if state == State.FILLING
            else _("belum dikelola: tidak diketahui di desa mana pun"),
            url=f"{reverse('register_list')}#{register.value}",
        )
        for register, state in unproven_registers(tables).items()
    ]


def _silent(run: InsightRun, present: frozenset[str]) -> list[Fact]:
    """Rules that could not speak, and what is missing."""
    titles = {rule.id: rule.title for rule in intervention_rules(run.as_of)}
    return [
        Fact(
            label=f"{rule} {told(titles.get(rule, ''))}",
            text=", ".join(
                sorted({sources_of(name, present) for name in missing if name in measures()})
            ),
        )
        for rule, missing in sorted(run.silent_rules.items())
    ]


def _wakes(run: InsightRun, present: frozenset[str], *, may_import: bool) -> list[Fact]:
    """Which file would let how many of them speak."""
    waiting: dict[str, set[str]] = {}
    for rule, missing in run.silent_rules.items():
        for name in set(missing) & measures().keys():
            for kind in filter(None, map(file_for, needs_of(name, present))):
                waiting.setdefault(kind.code, set()).add(rule)
    return [
        Fact(
            label=str(kind_of(code).label),
            text=_("%(count)s aturan menunggu berkas ini") % {"count": len(rules)},
            url=f"{reverse('import_new')}?jenis={code}" if may_import else "",
        )
        for code, rules in sorted(waiting.items(), key=lambda one: (-len(one[1]), one[0]))
    ]


def _unknown(run: InsightRun) -> list[Fact]:
    titles = {rule.id: rule.title for rule in intervention_rules(run.as_of)}
    waiting = {rule.id: waits_for(rule) for rule in intervention_rules(run.as_of)}
    return [
        Fact(
            label=f"{rule} {told(titles.get(rule, ''))}",
            text=_waiting(rule, waiting)
            or _("%(count)s tempat") % {"count": formats.number(count)},
        )
        for rule, count in sorted(run.unknown_counts.items())
    ]


def waits_for(rule: InterventionRule) -> list[str]:
    """What no wing records yet of all that a rule asks for, in words."""
    columns = {column for name in measures_of(rule) for column in measures()[name].waits_for}
    return [_(PENDING[column]) for column in sorted(columns & PENDING.keys())]


def _waiting(rule: str, waiting: Mapping[str, list[str]]) -> str:
    missing = ", ".join(waiting.get(rule, ()))
    return _("sumbernya belum ada: %(missing)s") % {"missing": missing} if missing else ""


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
    return _(
        "Moran I kemiskinan antardesa %(i)s (z = %(z)s, %(places)s desa). Di atas 0, desa miskin"
        " cenderung bertetangga dengan desa miskin; makin besar z, makin kecil kemungkinan itu"
        " kebetulan."
    ) % {
        "i": formats.number(exact(found["moran_i"]), 4),
        "z": formats.number(exact(found["z"]), 2),
        "places": formats.number(found["places"]),
    }
