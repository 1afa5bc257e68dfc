"""Work that takes longer than a page may: a queue in the database, and a worker that empties it."""

from umpak.foundation.jobs.queue import enqueue, nightly, task

__all__ = ["enqueue", "nightly", "task"]
