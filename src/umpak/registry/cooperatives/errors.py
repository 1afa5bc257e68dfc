"""What the services refuse, field by field, with how to mend it."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from umpak.rules.problems import Problem


class CooperativeRefused(ValueError):
    """The data cannot be right; `problems` names the fields."""

    def __init__(self, problems: Mapping[str, Problem]) -> None:
        self.problems = dict(problems)
        super().__init__("; ".join(problem_text(problem) for problem in self.problems.values()))


def problem_text(problem: Problem) -> str:
    """What is wrong and how to mend it, in the reader's language."""
    return f"{message_of(problem)} {mend_of(problem)}".strip()


def message_of(problem: Problem) -> str:
    """What is wrong."""
    return _(problem.message) % problem.figures if problem.message else ""


def mend_of(problem: Problem) -> str:
    """How to mend it."""
    return _(problem.mend) % problem.figures if problem.mend else ""


def refuse(problems: Mapping[str, Problem]) -> None:
    """Raise when there is anything to mend."""
    if problems:
        raise CooperativeRefused(problems)
