"""Computing a stored run again from its own snapshot, and saying whether it is the same."""

from dataclasses import dataclass

import umpak
from umpak.insight.targeting.computing import compute_lake
from umpak.insight.targeting.errors import ReplayImpossible
from umpak.insight.targeting.models import InsightRun
from umpak.parameters import loader
from umpak.parameters.intervention_rules import rules_version
from umpak.pipelines.lake import Lake


@dataclass(frozen=True, kw_only=True)
class Replay:
    """What came out.

    Attributes:
        is_same: The digest of the results is the stored one.
        changed: What is no longer as it was: `data`, `rules`, `parameters` or `code`.
    """

    run: InsightRun
    result_sha256: str
    changed: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        return self.result_sha256 == self.run.result_sha256


def replay_run(run: InsightRun, *, engine: str = "duckdb") -> Replay:
    """Compute again. Refuses a run that never finished or whose snapshot is gone."""
    lake = Lake(folder=run.folder / "lake")
    if not run.is_done or lake.missing_required():
        raise ReplayImpossible(str(run.public_id))
    changed = {
        "data": lake.fingerprint() != run.data_fingerprint,
        "rules": rules_version() != run.rule_version,
        "parameters": loader.version() != run.parameter_version,
        "code": umpak.__version__ != run.code_version,
    }
    computed = compute_lake(lake, as_of=run.as_of, engine=engine)
    return Replay(
        run=run,
        result_sha256=computed.results.sha256(),
        changed=tuple(name for name, is_changed in changed.items() if is_changed),
    )
