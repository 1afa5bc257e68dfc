"""A fault that the rules name (`umpak.rules.problems`), in the reader's language."""

from django.utils.translation import gettext as _

from umpak.foundation.told import told, told_citation
from umpak.rules.problems import Problem

_TOLD = {"label": told, "mend": told, "citation": told_citation}
"""Figures that are words out of the parameters; the others are data, and stay as they came."""


def problem_text(problem: Problem) -> str:
    """What is wrong and how to mend it."""
    return f"{message_of(problem)} {mend_of(problem)}".strip()


def message_of(problem: Problem) -> str:
    """What is wrong."""
    return _(problem.message) % _figures(problem) if problem.message else ""


def mend_of(problem: Problem) -> str:
    """How to mend it."""
    return _(problem.mend) % _figures(problem) if problem.mend else ""


def _figures(problem: Problem) -> dict[str, str]:
    return {
        name: _TOLD[name](figure) if name in _TOLD else figure
        for name, figure in problem.figures.items()
    }
