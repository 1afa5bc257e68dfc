"""What people do: start and cancel runs, draft, propose and decide plans."""

from umpak.insight.targeting.services.plans import (
    approve_plan,
    draft_plan,
    propose_plan,
    reject_plan,
)
from umpak.insight.targeting.services.replay import replay_run
from umpak.insight.targeting.services.runs import (
    cancel_run,
    carry_out,
    fail_interrupted,
    request_run,
    start_run,
)

__all__ = [
    "approve_plan",
    "cancel_run",
    "carry_out",
    "draft_plan",
    "fail_interrupted",
    "propose_plan",
    "reject_plan",
    "replay_run",
    "request_run",
    "start_run",
]
