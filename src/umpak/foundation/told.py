"""Texts that are data, in the reader's language: rules, measures, parameters, stored runs.

They stand in Indonesian in `parameters/`, and a run keeps those of its day. That very text is the
msgid: what the catalogue knows is told in the reader's language, all else as it stands. Which
fields the catalogue is given stands in `tools/collect_messages.py`.
"""

import re
from decimal import Decimal

from django.utils.functional import lazy
from django.utils.translation import gettext, npgettext

_UNIT = "satuan"
"""The msgctxt of units: after a figure `keluarga` is `family` or `families`."""
_POLICY = re.compile(r"(?P<source>.*) \(kebijakan (?P<owner>[^()]+)\)", re.DOTALL)
_UNVERIFIED = re.compile(r"(?P<source>.*) \(belum diverifikasi\)", re.DOTALL)


def told(text: str) -> str:
    """A title, an action, a name, a source. The empty text is no msgid: it is the file's header."""
    return gettext(text) if text else ""


told_later = lazy(told, str)
"""The same, told only when it is shown: for what is declared once and shown to many."""


def told_unit(unit: str, count: Decimal | float | None = None) -> str:
    """A unit as it follows its figure, or by itself."""
    return npgettext(_UNIT, unit, unit, 1 if count == 1 else 2) if unit else ""


def told_citation(citation: str) -> str:
    """The source of a number with its mark, as `Parameter.citation` makes it."""
    if found := _POLICY.fullmatch(citation):
        return gettext("%(source)s (kebijakan %(owner)s)") % {
            "source": told(found["source"]), "owner": told(found["owner"]),
        }  # fmt: skip
    if found := _UNVERIFIED.fullmatch(citation):
        return gettext("%(source)s (belum diverifikasi)") % {"source": told(found["source"])}
    return told(citation)
