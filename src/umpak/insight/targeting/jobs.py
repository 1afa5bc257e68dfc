"""Runs as jobs: the page is left at once and shows how far they are."""

from umpak.foundation.jobs import enqueue, task
from umpak.insight.targeting.models import InsightRun
from umpak.insight.targeting.services import carry_out


def enqueue_run(run: InsightRun) -> None:
    """Queue one run."""
    enqueue(run_insight, lock=f"insight-{run.pk}", run_id=run.pk)


@task("insight.run")
def run_insight(run_id: int) -> None:
    """One run. What breaks is noted on it and raised for the worker's log."""
    carry_out(InsightRun.objects.get(pk=run_id))
