"""What `transform` hooks do with cells: judge each by a rule, take one with many names apart."""

import re
from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext as _

from umpak.foundation.imports.chunks import Chunk
from umpak.foundation.personal_data.selectors import masked
from umpak.foundation.problems import mend_of, message_of
from umpak.rules.cooperative_names import tidy
from umpak.rules.problems import Problem

_LONGEST_NAME = 150


def judge_cells(chunk: Chunk, code: str, check: Callable[[str], str | Problem | None]) -> None:
    """Replace each value by what the rule makes of it; what cannot be is refused."""
    if code not in chunk.columns:
        return
    values: list[str | None] = []
    for index, raw in enumerate(chunk.values(code)):
        found = None if raw is None else check(raw)
        if isinstance(found, Problem):
            refuse_cell(chunk, index, code, found, raw)
            found = None
        values.append(found)
    chunk.put(code, values)


def refuse_cell(chunk: Chunk, index: int, code: str, problem: Problem, raw: str | None) -> None:
    """Report one cell. An identity number stands in no list, not even a wrong one."""
    if code in chunk.sensitive:
        problem = replace(problem, figures={**problem.figures, "raw": masked(raw)})
    chunk.refuse(index, code, message_of(problem), mend_of(problem), value=raw)


def split_names(chunk: Chunk, code: str, slot: str, most: int) -> None:
    """`a; b` goes into the columns `slot_1` and `slot_2`; one name twice counts once."""
    slots: list[list[str | None]] = [[] for _number in range(most)]
    for index, text in enumerate(chunk.values(code)):
        names = list(dict.fromkeys(filter(None, map(tidy, re.split(r"[;\n]", text or "")))))
        if len(names) > most or any(len(name) > _LONGEST_NAME for name in names):
            chunk.refuse(
                index,
                code,
                _("Terlalu banyak atau terlalu panjang dalam satu sel"),
                _("Paling banyak %(count)d, dipisah titik koma, masing-masing 150 huruf.")
                % {"count": most},
                value=text,
            )
            names = []
        for number in range(most):
            slots[number].append(names[number] if number < len(names) else None)
    for number, values in enumerate(slots, start=1):
        chunk.put(f"{slot}_{number}", values)
