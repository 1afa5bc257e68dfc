"""Computing a stored run again from its own snapshot and texts, and noting what came of it."""

import umpak
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.audit.services import acting
from umpak.insight.targeting import errors
from umpak.insight.targeting.computing import compute_lake
from umpak.insight.targeting.differing import differences
from umpak.insight.targeting.models import InsightReplay, InsightRun
from umpak.insight.targeting.services.editions import edition_of
from umpak.parameters.editions import reading
from umpak.parameters.loader import NoParameterError, ParameterError
from umpak.pipelines.lake import Lake
from umpak.pipelines.lake_faults import LakeError


def replay_run(run: InsightRun, *, by: User | None = None, engine: str = "duckdb") -> InsightReplay:
    """Compute again and note the answer. Refuses what never finished or lost its snapshot."""
    if by is not None:
        scope.require_in_territory(by, Permission.INSIGHT_RUN, run.regency_code)
    lake = Lake(folder=run.folder / "lake")
    if not run.is_done:
        raise errors.never_finished()
    edition, lost = edition_of(run)
    with reading(edition):
        try:
            fingerprint = lake.fingerprint()
            results = compute_lake(lake, as_of=run.as_of, engine=engine).results
        except (ParameterError, NoParameterError, KeyError) as error:
            raise errors.unreadable_texts(error) from error
        except LakeError as error:
            raise errors.unreadable_snapshot(error) from error
    sha256 = results.sha256()
    changed = [
        *(["data"] if fingerprint != run.data_fingerprint else []),
        *lost,
        *(["code"] if umpak.__version__ != run.code_version else []),
    ]
    is_same = sha256 == run.result_sha256
    with acting(by=by, verb="insight.replay") as act:
        replay = InsightReplay.objects.create(
            run=run,
            replayed_by=by,
            code_version=umpak.__version__,
            data_fingerprint=fingerprint,
            result_sha256=sha256,
            is_same=is_same,
            changed=changed,
            differences={} if is_same else differences(run.folder / "results", results),
        )
        act.on(run, territory_code=run.regency_code, is_same=is_same, changed=changed)
    return replay
