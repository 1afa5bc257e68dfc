"""What the services refuse, field by field, with how to mend it."""

from collections.abc import Mapping

from umpak.foundation.problems import problem_text
from umpak.rules.problems import Problem, gettext_noop


class CooperativeRefused(ValueError):
    """The data cannot be right; `problems` names the fields."""

    def __init__(self, problems: Mapping[str, Problem]) -> None:
        self.problems = dict(problems)
        super().__init__("; ".join(problem_text(problem) for problem in self.problems.values()))


def require_reason(reason: str) -> str:
    """Whoever reads the history later must find why."""
    if not reason.strip():
        raise CooperativeRefused(
            {
                "reason": Problem(
                    code="empty",
                    message=gettext_noop("Alasannya kosong."),
                    mend=gettext_noop("Tulis alasannya, agar orang lain tahu sebabnya."),
                )
            }
        )
    return reason.strip()


def refuse(problems: Mapping[str, Problem]) -> None:
    """Raise when there is anything to mend."""
    if problems:
        raise CooperativeRefused(problems)
