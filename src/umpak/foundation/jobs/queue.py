"""The queue. A job is entered in the transaction that asks for it: what is undone is not queued."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from procrastinate import exceptions
from procrastinate.contrib.django import app


def task(name: str) -> Callable[[Callable[..., None]], Any]:
    """Declare a job in an app's `jobs.py`; arguments are plain JSON values."""
    return app.task(name=name, pass_context=False)


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
