"""Certificates, states, units in one cell; and which BUMDes a row means."""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from umpak.foundation import calendar
from umpak.foundation.imports.chunks import Chunk
from umpak.foundation.imports.run import Run
from umpak.foundation.personal_data.selectors import masked
from umpak.foundation.search.fields import as_arrays, words_of
from umpak.parameters import identifiers
from umpak.registry.bumdes.checks import checked_certificate
from umpak.registry.bumdes.choices import LegalStatus
from umpak.registry.bumdes.imports.columns import MOST_UNITS
from umpak.rules.cooperative_names import tidy
from umpak.rules.identifiers import Identifier, IdentifierKind, check_identifier
from umpak.rules.problems import Problem

_ACTIVE = {"aktif": "true", "tidak_aktif": "false"}

# The BUMDes that each staged row describes: same village, same name.
_MATCH = """
    UPDATE import_row s
    SET bumdes_id = t.id,
        public_id = coalesce(t.public_id, gen_random_uuid()),
        known_status = t.legal_status,
        known_number = nullif(t.legal_number, ''),
        known_on = t.legal_on,
        founded_on = t.founded_on
    FROM import_row o
    LEFT JOIN bumdes_bumdes t ON t.village_code = o.village_code AND t.name = o.name
    WHERE s.row_number = o.row_number
"""


def transform(chunk: Chunk) -> None:
    """Bring the cells into their stored form; what cannot be is refused by row and column."""
    today = calendar.today()
    formats = identifiers.formats(today)
    _each(chunk, "legal_number", lambda raw: checked_certificate(raw, today))
    _each(chunk, "phone", lambda raw: _value(check_identifier(IdentifierKind.PHONE, raw, formats)))
    states = chunk.values("status")
    chunk.put("is_active", [_ACTIVE.get(state or "") for state in states])
    chunk.put(
        "legal_status",
        [
            LegalStatus.LEGAL_BODY.value if number else _legal_word(state)
            for number, state in zip(chunk.values("legal_number"), states, strict=True)
        ],
    )
    names = zip(chunk.values("name"), chunk.values("director_name"), strict=True)
    words = [words_of(name or "", director or "") for name, director in names]
    chunk.put("search_words", as_arrays(words))
    _split_units(chunk)


def prepare(run: Run) -> None:
    """Find the BUMDes that stand already."""
    run.execute(_MATCH)


def _legal_word(state: str | None) -> str | None:
    return state if state in LegalStatus.values else None


def _each(chunk: Chunk, code: str, check: Callable[[str], str | Problem]) -> None:
    if code not in chunk.columns:
        return
    values: list[str | None] = []
    for index, raw in enumerate(chunk.values(code)):
        found = None if raw is None else check(raw)
        if isinstance(found, Problem):
            _refuse(chunk, index, code, found, raw or "")
            found = None
        values.append(found)
    chunk.put(code, values)


def _split_units(chunk: Chunk) -> None:
    slots: list[list[str | None]] = [[] for _number in range(MOST_UNITS)]
    for index, text in enumerate(chunk.values("units")):
        names = list(dict.fromkeys(filter(None, map(tidy, re.split(r"[;\n]", text or "")))))
        if len(names) > MOST_UNITS or any(len(name) > 150 for name in names):
            chunk.refuse(
                index,
                "units",
                _("Terlalu banyak atau terlalu panjang dalam satu sel"),
                _("Paling banyak %(count)d, dipisah titik koma, masing-masing 150 huruf.")
                % {"count": MOST_UNITS},
                value=text,
            )
            names = []
        for number in range(MOST_UNITS):
            slots[number].append(names[number] if number < len(names) else None)
    for number, values in enumerate(slots, start=1):
        chunk.put(f"unit_{number}", values)


def _refuse(chunk: Chunk, index: int, code: str, problem: Problem, raw: str) -> None:
    figures = dict(problem.figures)
    if code in chunk.sensitive:
        figures |= {"raw": masked(raw)}
    chunk.refuse(index, code, _(problem.message) % figures, _(problem.mend) % figures, value=raw)


def _value(checked: Identifier | Problem) -> str | Problem:
    return checked if isinstance(checked, Problem) else checked.value
