"""What the services refuse, field by field, with how to mend it."""

from collections.abc import Mapping

from umpak.foundation.problems import problem_text
from umpak.rules.problems import Problem


class CooperativeRefused(ValueError):
    """The data cannot be right; `problems` names the fields."""

    def __init__(self, problems: Mapping[str, Problem]) -> None:
        self.problems = dict(problems)
        super().__init__("; ".join(problem_text(problem) for problem in self.problems.values()))


def refuse(problems: Mapping[str, Problem]) -> None:
    """Raise when there is anything to mend."""
    if problems:
        raise CooperativeRefused(problems)
