"""A run's way: asked for, computed over its own snapshot, stored with its digests."""

import datetime as dt
import shutil
from functools import partial

from django.db import transaction

import umpak
from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.audit.services import acting
from umpak.foundation.jobs import claimed
from umpak.foundation.snapshot import Snapshot, take_snapshot
from umpak.insight.targeting.choices import UNFINISHED, RunStatus
from umpak.insight.targeting.computing import Computed, compute_lake, require_parameters
from umpak.insight.targeting.errors import (
    RunCancelled,
    interrupted,
    interrupted_twice,
    lake_fault,
    not_yet,
    without_parameters,
    without_territory,
)
from umpak.insight.targeting.models import InsightRun
from umpak.insight.targeting.services.editions import keep_current
from umpak.insight.targeting.storing import store
from umpak.parameters.loader import NoParameterError
from umpak.pipelines.lake import Lake
from umpak.pipelines.lake_faults import LakeError
from umpak.registry.territory.selectors import installation

_SNAPSHOT_PERCENT = 5


def start_run(*, by: User, as_of: dt.date | None = None) -> InsightRun:
    """Ask for a run; the worker carries it out. Refuses without the right to run."""
    from umpak.insight.targeting.jobs import enqueue_run  # noqa: PLC0415  # the job calls back here

    with transaction.atomic():
        run = request_run(by=by, as_of=as_of)
        transaction.on_commit(partial(enqueue_run, run))
    return run


def request_run(*, by: User | None, as_of: dt.date | None = None) -> InsightRun:
    """Note a run that somebody will carry out. `by=None` is the terminal.

    Refuses a day that has not come or for which there are no parameters, and an installation
    without a regency.
    """
    found = installation()
    if found is None:
        raise without_territory()
    regency = found.regency_id
    if by is not None:
        scope.require_in_territory(by, Permission.INSIGHT_RUN, regency)
    day = as_of or calendar.today()
    if day > calendar.today():
        raise not_yet(day)
    try:
        require_parameters(day)
    except NoParameterError as error:
        raise without_parameters(day) from error
    with acting(by=by, verb="insight.run") as act:
        run = InsightRun.objects.create(
            regency_code=regency,
            as_of=day,
            budget_year=day.year + 1,
            **keep_current(),
            code_version=umpak.__version__,
            requested_by=by,
        )
        act.on(run, territory_code=regency, as_of=day.isoformat())
    return run


def cancel_run(*, by: User, run: InsightRun) -> InsightRun:
    """Stop a run that is waiting or being computed. Repeating it changes nothing.

    Its files go at once: a worker that was killed half-way will not come back for them.
    """
    scope.require_in_territory(by, Permission.INSIGHT_RUN, run.regency_code)
    with acting(by=by, verb="insight.cancel") as act:
        found = InsightRun.objects.select_for_update().get(pk=run.pk)
        if found.status in UNFINISHED:
            found.status, found.cancelled_by = RunStatus.CANCELLED, by
            found.cancelled_at = found.finished_at = calendar.now()
            found.save(update_fields=["status", "cancelled_by", "cancelled_at", "finished_at"])
            transaction.on_commit(partial(_clear, found))
        act.on(found, territory_code=run.regency_code)
    return found


def carry_out(run: InsightRun) -> InsightRun:
    """Snapshot, compute, store. What breaks is noted on the run and raised.

    A run that is found begun, with its process gone, is begun anew, once; the second time it has
    failed. One that another process computes is left to that process.
    """
    with claimed(run.claim) as is_mine:
        if is_mine and (_begin(run) or _begin_anew(run)):
            _compute(run)
        elif is_mine:
            fail_interrupted(run)
    return _fresh(run)


def fail_interrupted(run: InsightRun) -> None:
    """Note that the process died that computed it, and remove what it left. Else change nothing."""
    with claimed(run.claim) as is_free:
        if not is_free:
            return
        running = InsightRun.objects.filter(pk=run.pk, status=RunStatus.RUNNING)
        ended = {"status": RunStatus.FAILED, "finished_at": calendar.now()}
        if running.filter(retaken_at=None).update(**ended, failure=interrupted()) or running.update(
            **ended, failure=interrupted_twice()
        ):
            _clear(run)


def _begin(run: InsightRun) -> bool:
    queued = InsightRun.objects.filter(pk=run.pk, status=RunStatus.QUEUED)
    return bool(
        queued.update(
            status=RunStatus.RUNNING,
            started_at=calendar.now(),
            code_version=umpak.__version__,
            **keep_current(),
        )
    )


def _begin_anew(run: InsightRun) -> bool:
    """Whether its process died and it is begun a second time, on a clean floor."""
    abandoned = InsightRun.objects.filter(pk=run.pk, status=RunStatus.RUNNING, retaken_at=None)
    begun = abandoned.update(
        retaken_at=calendar.now(),
        progress_percent=0,
        datings=[],
        code_version=umpak.__version__,
        **keep_current(),
    )
    if begun:
        _clear(run)
    return bool(begun)


def _compute(run: InsightRun) -> None:
    try:
        lake = Lake(folder=run.folder / "lake")
        _progress(run, "snapshot", _SNAPSHOT_PERCENT)
        snapshot = take_snapshot(lake, as_of=run.as_of, regency_code=run.regency_code)
        _note_datings(run, snapshot)
        computed = compute_lake(lake, as_of=run.as_of, progress=partial(_progress, run))
        computed.results.write(run.folder / "results")
        _finish(run, lake, computed)
    except RunCancelled:
        _clear(run)
    except KeyboardInterrupt:
        _interrupted(run)
        raise
    except Exception as error:
        if _fail(run, error):
            raise


def _note_datings(run: InsightRun, snapshot: Snapshot) -> None:
    datings = [dating.as_json() for dating in snapshot.datings]
    InsightRun.objects.filter(pk=run.pk).update(datings=datings)


def _progress(run: InsightRun, step: str, percent: int) -> None:
    """Write how far it is; a run that is no longer running was cancelled."""
    running = InsightRun.objects.filter(pk=run.pk, status=RunStatus.RUNNING)
    if not running.update(progress_percent=percent):
        raise RunCancelled(step)


@transaction.atomic
def _finish(run: InsightRun, lake: Lake, computed: Computed) -> None:
    locked = InsightRun.objects.select_for_update().get(pk=run.pk)
    if locked.status != RunStatus.RUNNING:
        raise RunCancelled
    store(locked, computed)
    results = computed.results
    locked.status, locked.progress_percent = RunStatus.DONE, 100
    locked.finished_at = calendar.now()
    locked.data_fingerprint, locked.result_sha256 = lake.fingerprint(), results.sha256()
    locked.place_count, locked.line_count = results.villages.num_rows, results.lines.num_rows
    locked.silent_rules, locked.unknown_counts = dict(results.silent), dict(results.unknown)
    locked.spatial, locked.robustness = computed.spatial, computed.robustness
    locked.save()


def _fail(run: InsightRun, error: Exception) -> bool:
    """Note what broke; False where somebody had cancelled it, for its files went with that."""
    reason = (
        lake_fault(error) if isinstance(error, LakeError) else f"{type(error).__name__}: {error}"
    )
    noted = InsightRun.objects.filter(pk=run.pk, status=RunStatus.RUNNING).update(
        status=RunStatus.FAILED, failure=reason[:500], finished_at=calendar.now()
    )
    _clear(run)
    return bool(noted)


def _interrupted(run: InsightRun) -> None:
    """Somebody at the terminal stopped it."""
    InsightRun.objects.filter(pk=run.pk, status=RunStatus.RUNNING).update(
        status=RunStatus.CANCELLED, finished_at=calendar.now()
    )
    _clear(run)


def _clear(run: InsightRun) -> None:
    """Nothing is left of a run without an end: its snapshot holds what families told."""
    shutil.rmtree(run.folder, ignore_errors=True)


def _fresh(run: InsightRun) -> InsightRun:
    return InsightRun.objects.get(pk=run.pk)
