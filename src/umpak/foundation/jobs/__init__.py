"""Work that takes longer than a page may: a queue in the database, and a worker that empties it."""

from umpak.foundation.jobs.claims import claimed, is_claimed
from umpak.foundation.jobs.queue import enqueue, is_queued, nightly, often, task

__all__ = ["claimed", "enqueue", "is_claimed", "is_queued", "nightly", "often", "task"]
