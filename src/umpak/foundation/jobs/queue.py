"""The queue. A job is entered in the transaction that asks for it: what is undone is not queued."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from procrastinate import JobContext, exceptions
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status

_NIGHTLY, _EVERY_FIVE_MINUTES = "20 18 * * *", "*/5 * * * *"  # UTC: after midnight in Indonesia


def task(name: str) -> Callable[[Callable[..., None]], Any]:
    """Declare a job in an app's `jobs.py`; arguments are plain JSON values."""
    return app.task(name=name, pass_context=False)


def nightly(name: str) -> Callable[[Callable[[], object]], Any]:
    """Declare in an app's `jobs.py` what the worker does once a day."""
    return _periodic(name, _NIGHTLY)


def often(name: str) -> Callable[[Callable[[], object]], Any]:
    """Declare in an app's `jobs.py` what the worker does every five minutes."""
    return _periodic(name, _EVERY_FIVE_MINUTES)


def _periodic(name: str, cron: str) -> Callable[[Callable[[], object]], Any]:
    def declare(work: Callable[[], object]) -> Any:  # noqa: ANN401  # procrastinate's Task
        def run(timestamp: int) -> None:
            work()

        return app.periodic(cron=cron)(app.task(name=name, queueing_lock=name)(run))

    return declare


@app.periodic(cron=_EVERY_FIVE_MINUTES)
@app.task(name="jobs.take_up_stalled", queueing_lock="jobs.take_up_stalled", pass_context=True)
async def take_up_stalled(context: JobContext, timestamp: int) -> None:
    """Jobs whose worker died (a power cut) are done again: each is made to be repeated.

    One that was asked for anew meanwhile waits already, and is not queued twice.
    """
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        try:
            await manager.retry_job(job)
        except exceptions.UniqueViolation:
            await manager.finish_job(job, Status.FAILED, delete_job=False)


def is_queued(lock: str) -> bool:
    """Whether a job with this lock waits, or was begun and is not over for the queue."""
    open_jobs = (Status.TODO.value, Status.DOING.value)
    return ProcrastinateJob.objects.filter(lock=lock, status__in=open_jobs).exists()


def enqueue(job: Any, *, lock: str = "", **arguments: Any) -> None:  # noqa: ANN401  # procrastinate's Task
    """Have the worker do it soon; jobs with the same `lock` run one after another.

    With `JOBS_RUN_INLINE` (tests) it is done at once.
    """
    if settings.JOBS_RUN_INLINE:
        job.func(**arguments)
        return
    options = {"lock": lock, "queueing_lock": lock} if lock else {}
    try:
        with transaction.atomic():  # a refused second entry must not spoil what asks for it
            job.configure(**options).defer(**arguments)
    except exceptions.AlreadyEnqueued:
        return
