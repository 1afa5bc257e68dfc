"""Identifiers of a whole chunk at once: the plainly good ones by pattern, the rest one by one.

`rules.nik` is the truth. The patterns below accept a subset of what it accepts, without calling it
(a test feeds both the same numbers), for 300,000 calls would take longer than all writing.
"""

from collections.abc import Callable
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc
from django.utils.translation import gettext as _

from umpak.foundation.imports.chunks import Chunk
from umpak.registry.people.checks import Checked, family_card_of, nik_of, phone_of
from umpak.rules.nik import MissingNumber
from umpak.rules.problems import Problem

# Area digits without 00, a day that every month has (women: plus 40), a month, year and number.
_AREA = "[1-9][0-9](?:0[1-9]|[1-9][0-9])(?:0[1-9]|[1-9][0-9])"
_DAY, _WOMANS_DAY = "0[1-9]|1[0-9]|2[0-8]", "4[1-9]|5[0-9]|6[0-8]"
_MONTH = "(?:0[1-9]|1[0-2])"
PLAIN_CARD = f"^{_AREA}(?:{_DAY}){_MONTH}[0-9]{{6}}$"
PLAIN_NIK = f"^{_AREA}(?:{_DAY}|{_WOMANS_DAY}){_MONTH}[0-9]{{6}}$"
PLAIN_PHONE = r"^\+628[0-9]{8,11}$"


@cache
def _repeated() -> pa.Array:
    """Sixteen times one digit. Made when first asked for: making it loads pandas, seconds long."""
    return pa.array([digit * 16 for digit in "123456789"])


def read_family_cards(chunk: Chunk, code: str) -> None:
    """A family card is the key of the file: a placeholder is refused."""
    _read(chunk, code, PLAIN_CARD, family_card_of, is_key=True)


def read_niks(chunk: Chunk, code: str) -> None:
    """A placeholder counts as missing, with a warning."""
    _read(chunk, code, PLAIN_NIK, nik_of, is_key=False)


def read_phones(chunk: Chunk, code: str) -> None:
    """A telephone number in its one written form."""
    _read(chunk, code, PLAIN_PHONE, phone_of, is_key=False)


def _read(
    chunk: Chunk, code: str, plain: str, check: Callable[[str], Checked], *, is_key: bool
) -> None:
    array = chunk.columns.get(code)
    if array is None:
        return
    is_plain = pc.match_substring_regex(array, plain)
    is_placeholder = pc.is_in(array, value_set=_repeated())
    # Null where the cell is blank, and nulls are no positions.
    positions = pc.indices_nonzero(pc.or_(pc.invert(is_plain), is_placeholder)).to_pylist()
    if not positions:
        return
    values = array.to_pylist()
    for index in positions:
        values[index] = _checked(chunk, index, code, values[index], check(values[index]), is_key)
    chunk.columns[code] = pa.array(values, type=pa.string())


def _checked(
    chunk: Chunk,
    index: int,
    code: str,
    raw: str,
    found: Checked,
    is_key: bool,  # noqa: FBT001  # one caller
) -> str | None:
    if isinstance(found, str):
        return found
    if isinstance(found, Problem):
        chunk.refuse(
            index, code, _(found.message) % found.figures, _(found.mend) % found.figures, value=raw
        )
    elif isinstance(found, MissingNumber) and is_key:
        chunk.refuse(
            index, code, _(found.message),
            _("Isi nomor KK yang benar; keluarga tanpa nomor KK ditambahkan lewat formulir."),
            value=raw,
        )  # fmt: skip
    elif isinstance(found, MissingNumber):
        chunk.refuse(
            index, code, _(found.message), _("Dianggap kosong; lengkapi bila sudah diketahui."),
            value=raw, is_warning=True,
        )  # fmt: skip
    return None
