"""Why a line stands where it stands, so that anyone can work it out again with a calculator."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any  # a measure may be a number, yes/no or text

from django.utils.translation import gettext as _

from umpak.foundation.access.scope import AnyUser
from umpak.foundation.told import told, told_citation, told_unit
from umpak.insight.targeting.choices import PlaceLevel
from umpak.insight.targeting.models import PlanLine
from umpak.insight.targeting.selectors import Reason, place_results, reasons
from umpak.parameters.intervention_rules import intervention_rules
from umpak.parameters.poverty import poverty_rules
from umpak.rules.interventions import InterventionRule
from umpak.web import formats
from umpak.web.lists.columns import Badge
from umpak.web.targeting.families import how_of, label_of
from umpak.web.targeting.figures import exact, with_counts, written

_SIGNS = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
_UNVERIFIED, _POLICY = "(belum diverifikasi)", "(kebijakan "


@dataclass(frozen=True, kw_only=True)
class ConditionLine:
    """One comparison as it came out."""

    label: str
    how: str
    value: str
    threshold: str
    citation: str
    status: Badge | None
    holds: bool


@dataclass(frozen=True, kw_only=True)
class PartLine:
    """One part of the score with the sum that gives it."""

    role: str
    label: str
    value: str
    sum: str
    part: str


@dataclass(frozen=True, kw_only=True)
class ReasonsModel:
    """Everything that the drawer, the page and the paper say about a line."""

    line: PlanLine
    conditions: Sequence[ConditionLine]
    parts: Sequence[PartLine]
    product: str
    cost: str
    cost_status: str
    stays: str


def reasons_model(user: AnyUser, line: PlanLine) -> ReasonsModel:
    """The figures of the line and, for ratios, the counts behind them."""
    places = place_results(user, line.run, PlaceLevel(line.level))
    found = places.values_list("measures", flat=True).get(code=line.place_code)
    rule = next((r for r in intervention_rules(line.run.as_of) if r.id == line.rule_code), None)
    behind = reasons(line)
    least = poverty_rules(line.run.as_of).small_denominator
    return ReasonsModel(
        line=line,
        conditions=[_condition(one, found, least) for one in behind if one.role == "condition"],
        parts=[_part(line, role, behind, found, least) for role in ("need", "gap", "readiness")],
        product=_product(line),
        cost=_cost(line),
        cost_status=_cost_status(rule),
        stays=_stays(line),
    )


def _condition(reason: Reason, found: dict[str, Any], least: int) -> ConditionLine:
    name = reason.measure.name
    return ConditionLine(
        label=label_of(name, found),
        how=how_of(name, found),
        value=with_counts(name, found | {name: reason.value}, least=least),
        threshold=f"{_SIGNS[reason.op]} {written(name, reason.threshold)}",
        citation=told_citation(reason.citation) or _("ada atau tidak ada; bukan ambang"),
        status=_status(reason.citation),
        holds=bool(reason.holds),
    )


def _status(citation: str) -> Badge | None:
    if _UNVERIFIED in citation:
        return Badge(text=_("belum diverifikasi"), tone="yellow", icon="alert-triangle")
    if _POLICY in citation:
        return Badge(text=_("kebijakan kantor"), tone="blue", icon="user-check")
    return Badge(text=_("dasar hukum"), tone="green", icon="scale") if citation else None


def _part(
    line: PlanLine, role: str, behind: Sequence[Reason], found: dict[str, Any], least: int
) -> PartLine:
    names = {"need": _("Kebutuhan"), "gap": _("Kesenjangan"), "readiness": _("Kesiapan")}
    part = formats.number(getattr(line, role), 4)
    reason = next((one for one in behind if one.role == role), None)
    scale = line.figures[role]
    if reason is None or scale is None:
        return PartLine(role=names[role], label=_("tidak dipakai oleh aturan ini"), value="",
                        sum=_("selalu 1"), part=part)  # fmt: skip
    name = reason.measure.name
    return PartLine(
        role=names[role],
        label=label_of(name, found),
        value=with_counts(name, found | {name: reason.value}, least=least),
        sum=_sum(scale),
        part=part,
    )


def _sum(scale: dict[str, Any]) -> str:
    """`(0,312 − 0) ÷ (0,5 − 0), paling sedikit 0,1`."""
    if scale["value"] is None:
        return _("angkanya belum ada: dihitung paling rendah, %(floor)s") % {
            "floor": _plain(scale["floor"])
        }
    return _("(%(value)s − %(empty)s) ÷ (%(full)s − %(empty)s), antara %(floor)s dan 1") % {
        name: _plain(scale[name]) for name in ("value", "empty", "full", "floor")
    }


def _plain(value: Any) -> str:  # noqa: ANN401  # a number or yes/no out of JSON
    number = exact(int(value)) if isinstance(value, bool) else exact(value)
    return formats.number(round(number, 6).normalize() + Decimal(0))


def _product(line: PlanLine) -> str:
    parts = (line.need, line.gap, line.readiness)
    return "{} × {} = {}".format(
        " × ".join(formats.number(part, 4) for part in parts),
        formats.number(line.weight, 3),
        formats.number(line.score, 6),
    )


def _cost(line: PlanLine) -> str:
    return (
        f"{formats.number(line.unit_count)} {told_unit(line.unit, line.unit_count)}"
        f" × {formats.rupiah(line.unit_cost)} = {formats.rupiah(line.cost)}"
    )


def _cost_status(rule: InterventionRule | None) -> str:
    if rule is None:
        return ""
    if rule.cost.status == "verified":
        return _("biaya satuan terverifikasi, pemilik: %(owner)s") % {
            "owner": told(rule.cost.owner)
        }
    return _("biaya satuan anggapan kantor, belum diverifikasi; pemilik: %(owner)s") % {
        "owner": told(rule.cost.owner)
    }


def _stays(line: PlanLine) -> str:
    if line.stays_in_top is None:
        return ""
    robustness = line.run.robustness
    return _(
        "Bila bobot digeser sampai %(spread)s, baris ini tetap di %(top)s teratas dalam %(share)s"
        " dari %(draws)s percobaan."
    ) % {
        "spread": formats.percent(exact(robustness.get("spread", 0)) * 100, 0),
        "top": robustness.get("top"),
        "share": formats.percent(line.stays_in_top * 100),
        "draws": formats.number(robustness.get("draws")),
    }
