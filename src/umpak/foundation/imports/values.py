"""Reading one cell: text as people type it in, canonical text out, or what is wrong with it."""

import datetime as dt
import json
import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from umpak.foundation.imports.choices import ColumnKind
from umpak.foundation.imports.errors import ValueRefused
from umpak.foundation.imports.kinds import Column

BLANKS = frozenset({"", "-", "--", "–", "—", "n/a", "na", "null", "none"})
_FORMULA_ERRORS = frozenset({"#n/a", "#ref!", "#value!", "#div/0!", "#name?", "#null!", "#num!"})
_SCIENTIFIC = re.compile(r"^\d([.,]\d+)?[eE]\+\d+$")
_YES = frozenset({"ya", "y", "true", "1", "ada", "benar", "sudah", "v", "✓", "yes", "t"})
_NO = frozenset({"tidak", "tdk", "n", "false", "0", "tidak ada", "salah", "belum", "no", "f", "x"})
_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "januari jan january",
            "februari feb pebruari peb february",
            "maret mar march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agt agu ags aug august",
            "september sep sept",
            "oktober okt october oct",
            "november nov nopember nop",
            "desember des december dec",
        ),
        start=1,
    )
    for word in words.split()
}
_YEARS = range(1900, 2101)


def read_value(column: Column, text: str) -> str | None:
    """The canonical form of one cell, `None` for a blank one. Raises `ValueRefused`."""
    text = " ".join(text.split())
    lowered = text.casefold()
    if lowered in BLANKS:
        return None
    if lowered in _FORMULA_ERRORS:
        raise ValueRefused(_("Rumus di sel ini gagal"), _("Ganti rumus dengan nilainya."))
    if column.parse is not None:
        return column.parse(text)
    return _READERS[ColumnKind(column.kind)](column, text)


def choice_word(text: str) -> str:
    """`Desa_Adat` and `desa adat` are the same word."""
    return " ".join(re.split(r"[\W_]+", text.casefold())).strip()


def _text(column: Column, text: str) -> str:
    if "\x00" in text:
        raise ValueRefused(_("Sel berisi karakter yang tidak terbaca"), _("Ketik ulang isinya."))
    return text


def _code(column: Column, text: str) -> str:
    if _SCIENTIFIC.match(text):
        raise ValueRefused(
            _("Nomor panjang rusak karena disimpan sebagai angka"),
            _("Jadikan kolom berformat Teks di lembar kerja, lalu isi ulang nomornya."),
        )
    return _text(column, text)


def _territory(column: Column, text: str) -> str:
    code = text.replace(" ", "").replace(",", ".").lstrip("'")
    if code.isdigit():
        code = _dotted(code)
    parts = code.split(".")
    if re.fullmatch(r"\d\d(\.\d{1,2}){0,2}(\.\d{1,4})?", code) and not _lengths_fit(parts):
        raise ValueRefused(
            _("Kode wilayah kehilangan nol karena disimpan sebagai angka"),
            _("Jadikan kolom berformat Teks lalu tulis lengkap, misalnya %(example)s.")
            % {"example": _with_zeros(parts)},
        )
    if not re.fullmatch(r"\d\d(\.\d\d(\.\d\d(\.[123]\d{3})?)?)?", code):
        raise ValueRefused(
            _("Bukan kode wilayah Kemendagri"),
            _("Tulis seperti 35.21.01.2001 atau 3521012001."),
        )
    if column.level and len(parts) != column.level:
        names = {
            1: _("provinsi"),
            2: _("kabupaten/kota"),
            3: _("kecamatan"),
            4: _("desa/kelurahan"),
        }
        raise ValueRefused(
            _("Kode wilayah dari tingkat yang lain"),
            _("Isi dengan kode %(level)s.") % {"level": names[column.level]},
        )
    return code


def _dotted(digits: str) -> str:
    """`3521012001` is `35.21.01.2001`; a length that no code has is left as it is."""
    if len(digits) not in {2, 4, 6, 10}:
        return digits
    ends = [end for end in (2, 4, 6, 10) if end <= len(digits)]
    return ".".join(digits[start:end] for start, end in zip([0, *ends], ends, strict=False))


def _lengths_fit(parts: list[str]) -> bool:
    return all(len(part) == size for part, size in zip(parts, (2, 2, 2, 4), strict=False))


def _with_zeros(parts: list[str]) -> str:
    return ".".join(part.ljust(size, "0") for part, size in zip(parts, (2, 2, 2, 4), strict=False))


def _integer(column: Column, text: str) -> str:
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+", text):
        text = text.replace(".", "")
    text = re.sub(r"[.,]0{1,2}$", "", text)  # `1,000` is a thousand to some and one to others
    if not re.fullmatch(r"-?\d{1,18}", text):
        raise ValueRefused(_("Bukan bilangan bulat"), _("Tulis angka saja, misalnya 1250."))
    return str(int(text))


def _decimal(column: Column, text: str) -> str:
    text = text.replace(" ", "")
    if "," in text and "." in text:
        decimal_mark = max(",.", key=text.rfind)
        thousands = "," if decimal_mark == "." else "."
        text = text.replace(thousands, "").replace(decimal_mark, ".")
    elif text.count(".") > 1:
        text = text.replace(".", "")
    elif text.count(",") > 1:
        text = text.replace(",", "")
    text = text.replace(",", ".")
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,20})?", text):  # a 64-bit number prints up to 17
        raise ValueRefused(_("Bukan bilangan"), _("Tulis angka saja, misalnya 12,5."))
    return text


def _money(column: Column, text: str) -> str:
    text = re.sub(r"^rp\.?\s*", "", text, flags=re.IGNORECASE).removesuffix(",-")
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+", text):
        text = text.replace(".", "")
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", text):
        raise ValueRefused(
            _("Tanda ribuan dan desimalnya meragukan"),
            _("Tulis titik untuk ribuan dan koma untuk desimal, misalnya 1.250.000,50."),
        )
    try:
        return _decimal(column, text)
    except ValueRefused as error:
        raise ValueRefused(
            _("Bukan jumlah rupiah"), _("Tulis angka saja, misalnya 1500000.")
        ) from error


def _date(column: Column, text: str) -> str:
    text = re.sub(r"[T ]00:00(:00(\.0+)?)?$", "", text)
    if match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", text):
        return _date_of(match[1], int(match[2]), match[3])
    if match := re.fullmatch(r"(\d{1,2})\s*[-/. ]\s*([^\W\d_]+)\.?\s*[-/., ]\s*(\d{4})", text):
        month = _MONTHS.get(match[2].casefold())
        if month is None:
            raise ValueRefused(_("Nama bulan tidak dikenal"), _date_example())
        return _date_of(match[3], month, match[1])
    if match := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", text):
        if int(match[2]) > 12 >= int(match[1]):
            raise ValueRefused(
                _("Tanggal ditulis bulan lebih dulu"),
                _("Tulis hari lebih dulu di seluruh kolom: %(date)s.")
                % {"date": f"{match[2]}/{match[1]}/{match[3]}"},
            )
        return _date_of(match[3], int(match[2]), match[1])
    if re.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}", text):
        raise ValueRefused(_("Tahun ditulis dua angka"), _("Tulis tahun dengan empat angka."))
    if re.fullmatch(r"\d{5}", text):
        raise ValueRefused(
            _("Tanggal tersimpan sebagai angka"), _("Ubah format sel menjadi Tanggal.")
        )
    raise ValueRefused(_("Bukan tanggal"), _date_example())


def _date_of(year: str, month: int, day: str) -> str:
    if int(year) not in _YEARS:
        raise ValueRefused(_("Tahun di luar jangkauan"), _date_example())
    try:
        return dt.date(int(year), month, int(day)).isoformat()
    except ValueError as error:
        raise ValueRefused(_("Tanggal ini tidak ada di kalender"), _date_example()) from error


def _date_example() -> str:
    return _("Tulis seperti 12/04/2025, 12 April 2025 atau 2025-04-12.")


def _boolean(column: Column, text: str) -> str:
    lowered = text.casefold()
    if lowered in _YES:
        return "true"
    if lowered in _NO:
        return "false"
    raise ValueRefused(_("Bukan ya atau tidak"), _("Tulis ya atau tidak."))


def _choice(column: Column, text: str) -> str:
    word = choice_word(text)
    for stored, words in column.choices.items():
        if word == choice_word(stored) or word in map(choice_word, words):
            return stored
    accepted = ", ".join(words[0] if words else stored for stored, words in column.choices.items())
    raise ValueRefused(_("Bukan salah satu pilihan"), _("Pilih: %(words)s.") % {"words": accepted})


def _json(column: Column, text: str) -> str:
    try:
        json.loads(text)
    except ValueError as error:
        raise ValueRefused(_("Geometri tidak terbaca"), _("Ekspor ulang berkasnya.")) from error
    return text


_READERS: dict[ColumnKind, Callable[[Column, str], str]] = {
    ColumnKind.TEXT: _text,
    ColumnKind.CODE: _code,
    ColumnKind.TERRITORY: _territory,
    ColumnKind.INTEGER: _integer,
    ColumnKind.DECIMAL: _decimal,
    ColumnKind.MONEY: _money,
    ColumnKind.DATE: _date,
    ColumnKind.BOOLEAN: _boolean,
    ColumnKind.CHOICE: _choice,
    ColumnKind.JSON: _json,
}
