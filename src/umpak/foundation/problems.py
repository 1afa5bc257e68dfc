"""A fault that the rules name (`umpak.rules.problems`), in the reader's language."""

from django.utils.translation import gettext as _

from umpak.rules.problems import Problem


def problem_text(problem: Problem) -> str:
    """What is wrong and how to mend it."""
    return f"{message_of(problem)} {mend_of(problem)}".strip()


def message_of(problem: Problem) -> str:
    """What is wrong."""
    return _(problem.message) % problem.figures if problem.message else ""


def mend_of(problem: Problem) -> str:
    """How to mend it."""
    return _(problem.mend) % problem.figures if problem.mend else ""
