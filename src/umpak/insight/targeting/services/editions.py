"""Keeping the texts of rules and parameters with the runs that used them."""

from collections.abc import Mapping

from umpak.insight.targeting.choices import TextKind
from umpak.insight.targeting.models import InsightRun, KeptTexts
from umpak.parameters import editions, loader
from umpak.parameters.editions import Edition
from umpak.parameters.intervention_rules import rules_version


def keep_current() -> dict[str, str]:
    """Keep today's texts once; returns the versions as fields of a run."""
    edition = editions.current()
    versions = {"rule_version": rules_version(), "parameter_version": loader.version()}
    _keep(TextKind.RULES, versions["rule_version"], edition.interventions)
    _keep(TextKind.PARAMETERS, versions["parameter_version"], edition.parameters)
    return versions


def edition_of(run: InsightRun) -> tuple[Edition, tuple[str, ...]]:
    """The texts of a run, and which of them had to be today's because the run's were not kept."""
    today = editions.current()
    rules = _kept(TextKind.RULES, run.rule_version)
    parameters = _kept(TextKind.PARAMETERS, run.parameter_version)
    lost = {
        "rules": rules is None and run.rule_version != rules_version(),
        "parameters": parameters is None and run.parameter_version != loader.version(),
    }
    edition = Edition(
        parameters=parameters or today.parameters, interventions=rules or today.interventions
    )
    return edition, tuple(name for name, is_lost in lost.items() if is_lost)


def _keep(kind: TextKind, version: str, texts: Mapping[str, str]) -> None:
    kept = KeptTexts(kind=kind, version=version, texts=dict(texts))
    KeptTexts.objects.bulk_create([kept], ignore_conflicts=True)


def _kept(kind: TextKind, version: str) -> Mapping[str, str] | None:
    found: Mapping[str, str] | None = (
        KeptTexts.objects.filter(kind=kind, version=version).values_list("texts", flat=True).first()
    )
    return found
