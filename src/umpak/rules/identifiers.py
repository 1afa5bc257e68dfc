"""Official identifiers: bring into one written form, then check against the known format.

Formats (regular expressions) are parameters with a citation; this module holds how people write
the identifiers and how a wrong one is mended. Bad data is a `Problem`, never an exception.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from umpak.rules.problems import Problem, gettext_noop


class IdentifierKind(StrEnum):
    AHU_KMP = "ahu_kmp"
    AHU_ANY = "ahu_any"
    LEGAL_NUMBER_LEGACY = "legal_number_legacy"
    NPWP16 = "npwp16"
    NPWP15 = "npwp15_dotted"
    NIB = "nib"
    NIK_KOPERASI = "nik_koperasi"
    KBLI = "kbli"
    KOP_ID_DOMAIN = "kop_id_domain"
    PHONE = "phone_id"
    LETTER_NUMBER = "letter_number"


@dataclass(frozen=True, kw_only=True)
class IdentifierFormat:
    """The accepted written form of one kind, from the parameters.

    Attributes:
        pattern: Regular expression for the whole normalised text.
        example: An invented one, shown to the person who has to mend.
        digits: How many digits a purely numeric identifier has.
        aliases: Misprints that circulate, with what was meant.
    """

    kind: IdentifierKind
    label: str
    pattern: str
    example: str
    digits: int | None = None
    aliases: Mapping[str, str]

    def matches(self, text: str) -> bool:
        """Tell whether an already normalised text has this form."""
        return re.fullmatch(self.pattern, text, re.ASCII) is not None


@dataclass(frozen=True, kw_only=True)
class Identifier:
    """A checked identifier in its one written form."""

    kind: IdentifierKind
    value: str
    classification_year: int | None = None


Formats = Mapping[IdentifierKind, IdentifierFormat]


def check_identifier(kind: IdentifierKind, raw: str, formats: Formats) -> Identifier | Problem:
    """Normalise and check one identifier.

    Args:
        kind: Which identifier is expected.
        raw: What the person or file gave.
        formats: From `umpak.parameters.identifiers.formats(day)`.

    Returns:
        The identifier, or a problem with code `empty`, `spreadsheet_number`, `citizen_nik`,
        `alias`, `wrong_length`, `not_digits` or `wrong_form`.

    Example:
        `AHU-0099001.ah.01.29 Tahun 2025` as AHU_KMP → `AHU-0099001.AH.01.29.TAHUN 2025`.
    """
    value = normalise(kind, raw)
    form = formats[kind]
    if form.matches(value):
        return Identifier(kind=kind, value=value)
    return _problem(form, raw, value)


def check_decree(raw: str, formats: Formats) -> Identifier | Problem:
    """Check a legal-entity number of any age: AHU approval, or the `/BH/` form before SABH.

    Source: facts on identifiers (AHU 01.26 before 2022, 01.29 since; `/BH/` before SABH).
    """
    found = check_identifier(IdentifierKind.AHU_ANY, raw, formats)
    if isinstance(found, Identifier):
        return found
    legacy = check_identifier(IdentifierKind.LEGAL_NUMBER_LEGACY, raw, formats)
    return legacy if isinstance(legacy, Identifier) else found


def check_npwp(raw: str, formats: Formats) -> Identifier | Problem:
    """Check a tax number: 16 digits, or the old dotted form of 15 digits.

    A 15-digit number is kept as it is: how it becomes 16 digits was not verified.
    """
    if len(_digits_of(raw)) == 15:
        return check_identifier(IdentifierKind.NPWP15, raw, formats)
    return check_identifier(IdentifierKind.NPWP16, raw, formats)


def check_kbli(
    raw: str, year: int | None, known_years: frozenset[int], formats: Formats
) -> Identifier | Problem:
    """Check a business-class code together with the year of its classification.

    Source: JUKLAK Bab VIII.7 (KBLI 2020); Peraturan BPS 7/2025 (KBLI 2025).
    """
    found = check_identifier(IdentifierKind.KBLI, raw, formats)
    if isinstance(found, Problem):
        return found
    if year not in known_years:
        return Problem(
            code="unknown_classification_year",
            message=gettext_noop("Tahun klasifikasi KBLI “%(year)s” tidak dikenal."),
            mend=gettext_noop("Pilih salah satu: %(known)s."),
            figures={
                "year": "" if year is None else str(year),
                "known": ", ".join(str(known) for known in sorted(known_years)),
            },
        )
    return Identifier(kind=found.kind, value=found.value, classification_year=year)


def normalise(kind: IdentifierKind, raw: str) -> str:
    """Bring an identifier into its one written form without judging it.

    Example:
        >>> normalise(IdentifierKind.NIB, " 0101 2599-00001 ")
        '0101259900001'
    """
    text = " ".join(unicodedata.normalize("NFKC", raw).split()).lstrip("'")
    return _NORMALISERS.get(kind, _digits_of)(text)


def _digits_of(raw: str) -> str:
    """Drop separators that people put between digits, and a spreadsheet's trailing `.0`."""
    text = re.sub(r"^([0-9]+)\.0$", r"\1", raw.strip())
    return re.sub(r"[\s.\-–/]", "", text)


def _decree(text: str) -> str:
    joined = re.sub(r"\s*([.-])\s*", r"\1", text.upper().replace("–", "-"))
    return re.sub(r"\.?\s*TAHUN\.?\s*(?=[0-9])", ".TAHUN ", joined)


def _npwp15(text: str) -> str:
    digits = _digits_of(text)
    if not re.fullmatch(r"[0-9]{15}", digits):
        return text
    head = ".".join((digits[:2], digits[2:5], digits[5:8], digits[8]))
    return f"{head}-{digits[9:12]}.{digits[12:]}"


def _phone(text: str) -> str:
    digits = re.sub(r"[\s.\-–()]", "", text)
    return re.sub(r"^(?:\+?62|0)(?=8)", "+62", digits)


def _domain(text: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?|/+$", "", text.lower())


def _upper(text: str) -> str:
    return re.sub(r"\s*/\s*", "/", text.upper())


_NORMALISERS: Mapping[IdentifierKind, Callable[[str], str]] = {
    IdentifierKind.AHU_KMP: _decree,
    IdentifierKind.AHU_ANY: _decree,
    IdentifierKind.LEGAL_NUMBER_LEGACY: _upper,
    IdentifierKind.NPWP15: _npwp15,
    IdentifierKind.PHONE: _phone,
    IdentifierKind.KOP_ID_DOMAIN: _domain,
    IdentifierKind.LETTER_NUMBER: _upper,
}


def _problem(form: IdentifierFormat, raw: str, value: str) -> Problem:
    """Name the fault as closely as the text allows."""
    figures = {"label": form.label, "raw": raw.strip(), "example": form.example}
    if not value:
        return Problem(
            code="empty",
            message=gettext_noop("%(label)s kosong."),
            mend=gettext_noop("Isi seperti contoh: %(example)s."),
            figures=figures,
        )
    if value in form.aliases:
        return Problem(
            code="alias",
            message=gettext_noop("“%(raw)s” adalah salah cetak yang beredar."),
            mend=gettext_noop("Maksudnya mungkin %(meant)s."),
            figures={**figures, "meant": form.aliases[value]},
        )
    if form.digits is not None:
        return _digit_problem(form, form.digits, value, figures)
    return Problem(
        code="wrong_form",
        message=gettext_noop("“%(raw)s” tidak berbentuk %(label)s."),
        mend=gettext_noop("Tulis seperti contoh: %(example)s."),
        figures=figures,
    )


def _digit_problem(
    form: IdentifierFormat, digits: int, value: str, figures: Mapping[str, str]
) -> Problem:
    if re.fullmatch(r"[0-9,]+E\+?[0-9]+", value, re.IGNORECASE):
        return Problem(
            code="spreadsheet_number",
            message=gettext_noop("%(label)s “%(raw)s” sudah diubah lembar kerja menjadi bilangan."),
            mend=gettext_noop("Jadikan kolomnya teks, lalu isi ulang dari dokumen aslinya."),
            figures=figures,
        )
    if not re.fullmatch(r"[0-9]+", value):
        return Problem(
            code="not_digits",
            message=gettext_noop("%(label)s “%(raw)s” memuat selain angka."),
            mend=gettext_noop("Tulis %(digits)s angka, seperti contoh: %(example)s."),
            figures={**figures, "digits": str(digits)},
        )
    if form.kind is IdentifierKind.NIK_KOPERASI and len(value) == 16:
        return Problem(
            code="citizen_nik",
            message=gettext_noop("16 angka adalah NIK penduduk, bukan NIK koperasi."),
            mend=gettext_noop("Isi Nomor Induk Koperasi yang 13 angka, dari sertifikat NIK."),
        )
    return Problem(
        code="wrong_length",
        message=gettext_noop("%(label)s harus %(digits)s angka; isian ini %(count)s angka."),
        mend=gettext_noop("Periksa dokumen aslinya; nol di depan sering hilang di lembar kerja."),
        figures={**figures, "digits": str(digits), "count": str(len(value))},
    )
