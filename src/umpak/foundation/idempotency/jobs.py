"""Answers kept for a repeated request go at night."""

from umpak.foundation.idempotency.services import forget_old
from umpak.foundation.jobs import nightly

nightly("idempotency.forget_old")(forget_old)
