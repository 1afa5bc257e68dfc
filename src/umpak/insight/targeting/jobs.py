"""Runs as jobs: the page is left at once and shows how far they are."""

from umpak.foundation.jobs import enqueue, is_queued, often, task
from umpak.insight.targeting.models import InsightRun
from umpak.insight.targeting.selectors import interrupted_runs
from umpak.insight.targeting.services import carry_out, fail_interrupted


def enqueue_run(run: InsightRun) -> None:
    """Queue one run."""
    enqueue(run_insight, lock=_lock(run), run_id=run.pk)


@task("insight.run")
def run_insight(run_id: int) -> None:
    """One run. What breaks is noted on it and raised for the worker's log.

    The queue gives the job of a worker that died to the next one; `carry_out` takes the run up
    from the start, once.
    """
    carry_out(InsightRun.objects.get(pk=run_id))


def close_interrupted() -> None:
    """Runs whose process died and that no job will take up, such as one from the terminal."""
    for run in interrupted_runs():
        if not is_queued(_lock(run)):
            fail_interrupted(run)


often("insight.close_interrupted")(close_interrupted)


def _lock(run: InsightRun) -> str:
    return f"insight-{run.pk}"
