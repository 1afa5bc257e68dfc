"""Kemendagri territory codes: dotted text, never numbers.

Source: Kepmendagri 300.2.2-2430/2025 (code list). Province `NN`, regency `.NN`, district `.NN`,
village `.NNNN`; the village block starts with 1 (kelurahan), 2 (desa) or 3 (desa adat).
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from umpak.rules.problems import Problem, gettext_noop


class Level(StrEnum):
    PROVINCE = "province"
    REGENCY = "regency"
    DISTRICT = "district"
    VILLAGE = "village"


class VillageKind(StrEnum):
    KELURAHAN = "kelurahan"
    DESA = "desa"
    DESA_ADAT = "desa_adat"


_LEVELS = (Level.PROVINCE, Level.REGENCY, Level.DISTRICT, Level.VILLAGE)
_BLOCKS_BY_LENGTH = {2: (2,), 4: (2, 2), 6: (2, 2, 2), 10: (2, 2, 2, 4)}
_KINDS = {"1": VillageKind.KELURAHAN, "2": VillageKind.DESA, "3": VillageKind.DESA_ADAT}
_DOTTED = re.compile(r"[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{4})?)?)?")


@dataclass(frozen=True, kw_only=True)
class TerritoryCode:
    """A checked code in dotted form, such as `35.21.01.2001`."""

    value: str

    @property
    def level(self) -> Level:
        """How deep the code reaches."""
        return _LEVELS[self.value.count(".")]

    @property
    def parent(self) -> str | None:
        """The dotted code one level up; a province has none."""
        head, dot, _ = self.value.rpartition(".")
        return head if dot else None

    @property
    def kind(self) -> VillageKind | None:
        """Desa, kelurahan or desa adat; None above the village level."""
        if self.level is not Level.VILLAGE:
            return None
        return _KINDS[self.value.rpartition(".")[2][0]]


def parse_territory_code(raw: str) -> TerritoryCode | Problem:
    """Read a code written dotted or undotted.

    Args:
        raw: Text from a file or a form. A trailing `.0` of a spreadsheet number is dropped.

    Returns:
        The code in dotted form, or a problem (`empty`, `not_a_code`, `unknown_kind`).

    Example:
        >>> parse_territory_code("3521012001")
        TerritoryCode(value='35.21.01.2001')
    """
    text = unicodedata.normalize("NFKC", raw).strip().strip("'")
    if not text:
        return Problem(
            code="empty",
            message=gettext_noop("Kode wilayah kosong."),
            mend=gettext_noop("Isi kode Kemendagri, misalnya 99.01.01.2001."),
        )
    dotted = _dotted(text)
    if dotted is None:
        return Problem(
            code="not_a_code",
            message=gettext_noop("“%(raw)s” bukan kode wilayah Kemendagri."),
            mend=gettext_noop(
                "Tulis 2, 4, 6, atau 10 angka sebagai teks, bertitik atau tidak; nol tidak boleh"
                " hilang."
            ),
            figures={"raw": text},
        )
    if dotted.count(".") == 3 and dotted.rpartition(".")[2][0] not in _KINDS:
        return Problem(
            code="unknown_kind",
            message=gettext_noop("Jenis desa pada kode “%(raw)s” tidak dikenal."),
            mend=gettext_noop("Empat angka terakhir diawali 1 kelurahan, 2 desa, 3 desa adat."),
            figures={"raw": text},
        )
    return TerritoryCode(value=dotted)


def is_within(code: str, ancestor: str) -> bool:
    """Tell whether a dotted code is the ancestor itself or lies inside it.

    Example:
        >>> is_within("35.21.01.2001", "35.21"), is_within("35.21", "35.2")
        (True, False)
    """
    return code == ancestor or code.startswith(f"{ancestor}.")


def _dotted(text: str) -> str | None:
    if _DOTTED.fullmatch(text):
        return text
    digits = re.sub(r"^([0-9]{4,})\.0$", r"\1", text)
    widths = _BLOCKS_BY_LENGTH.get(len(digits))
    if widths is None or not re.fullmatch(r"[0-9]+", digits):
        return None
    blocks, start = [], 0
    for width in widths:
        blocks.append(digits[start : start + width])
        start += width
    return ".".join(blocks)
