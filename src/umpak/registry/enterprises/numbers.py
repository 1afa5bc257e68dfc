"""Permit numbers in their one written form, or what is wrong with them."""

import datetime as dt
import re

from umpak.parameters.identifiers import formats
from umpak.parameters.permits import number_form
from umpak.registry.enterprises.choices import PermitKind
from umpak.rules.cooperative_names import tidy
from umpak.rules.identifiers import IdentifierKind, check_identifier
from umpak.rules.problems import Problem, gettext_noop

_FORMS = {PermitKind.PIRT: "pirt", PermitKind.HALAL: "halal"}
_LONGEST = 60


def checked_number(kind: str, raw: str, on: dt.date) -> str | Problem:
    """The number as it is stored: digits without separators; a trademark as it is written."""
    if kind == PermitKind.NIB:
        found = check_identifier(IdentifierKind.NIB, raw, formats(on))
        return found if isinstance(found, Problem) else found.value
    text = tidy(raw).lstrip("'")
    if not text or len(text) > _LONGEST:
        return Problem(
            code="no_number",
            message=gettext_noop("Nomor izin kosong atau terlalu panjang."),
            mend=gettext_noop("Salin nomor dari dokumen izinnya."),
        )
    if kind not in _FORMS:
        return text
    form = number_form(_FORMS[PermitKind(kind)], on)
    number = _bare(text)
    if form.matches(number):
        return number
    return Problem(
        code="wrong_form",
        message=gettext_noop("“%(raw)s” tidak berbentuk %(label)s (%(mend)s)."),
        mend=gettext_noop("Tulis seperti contoh: %(example)s."),
        figures={
            "raw": text, "label": form.label, "mend": form.mend, "example": form.example,
        },
    )  # fmt: skip


def _bare(text: str) -> str:
    """Without the words that certificates print before the number, and without separators."""
    words = r"^(?:SPP-?IRT|P-?IRT|BPOM|NO(?:MOR)?)[\s.:]*"
    upper = text.upper()
    while (shorter := re.sub(words, "", upper)) != upper:
        upper = shorter
    return re.sub(r"[\s.\-/]", "", upper)
