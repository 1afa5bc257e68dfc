"""Cells of these files: numbers, amounts and meetings as offices write them."""

import re
from collections.abc import Callable
from functools import partial

from django.utils.translation import gettext as _

from umpak.foundation import calendar
from umpak.foundation.imports.choices import ColumnKind
from umpak.foundation.imports.errors import ValueRefused
from umpak.foundation.imports.kinds import Column
from umpak.foundation.imports.values import read_value
from umpak.foundation.problems import mend_of, message_of
from umpak.registry.cooperatives.checks import checked_identifier
from umpak.registry.cooperatives.choices import HealthStatus
from umpak.rules.problems import Problem

_DATE = Column(code="day", label="day", kind=ColumnKind.DATE)
_YES_NO = Column(code="held", label="held", kind=ColumnKind.BOOLEAN)
_AMOUNT = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?")
_MACHINE_AMOUNT = re.compile(r"(\d+)\.(\d{1,2})")


def refused(problem: Problem) -> ValueRefused:
    """A named problem as the import's refusal of one cell."""
    return ValueRefused(message_of(problem), mend_of(problem))


def read_identifier(kind: str) -> Callable[[str], str]:
    """A reader of one kind of official number."""
    return partial(_identifier, kind)


def read_amount(text: str) -> str:
    """Rupiah in Indonesian form: `1.250.000`, `Rp1.250.000,50`, `1250000`.

    A comma before three digits is thousands in one country and a decimal mark in another: refused.
    """
    plain = re.sub(r"^rp\.?\s*", "", text.replace(" ", ""), flags=re.IGNORECASE).removesuffix(",-")
    if found := _AMOUNT.fullmatch(plain) or _MACHINE_AMOUNT.fullmatch(plain):
        return found[1].replace(".", "") + (f".{found[2]}" if found[2] else "")
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", plain):
        raise ValueRefused(
            _("Tanda ribuan dan desimalnya meragukan"),
            _("Tulis titik untuk ribuan dan koma untuk desimal, misalnya 1.250.000,50."),
        )
    raise ValueRefused(
        _("Bukan jumlah rupiah"), _("Tulis angka saja, misalnya 1250000 atau 1.250.000.")
    )


def read_meeting(book_year: int) -> Callable[[str], str]:
    """A reader of one year's annual meeting: its date, or whether it was held."""
    return partial(_meeting, book_year)


def read_health(text: str) -> str:
    """The word of an official assessment: `Cukup sehat`, `dalam_pengawasan`."""
    found = "_".join(text.replace("_", " ").lower().split())
    if found not in HealthStatus.values:
        raise ValueRefused(
            _("Bukan predikat kesehatan"),
            _("Tulis salah satu: %(words)s.")
            % {"words": ", ".join(str(label) for label in HealthStatus.labels)},
        )
    return found


def _identifier(kind: str, text: str) -> str:
    found = checked_identifier(kind, text, calendar.today())
    if isinstance(found, Problem):
        raise refused(found)
    return found


def _meeting(book_year: int, text: str) -> str:
    too_early = ValueRefused(
        _("RAT tahun buku %(year)s diadakan sesudah tahun itu berakhir") % {"year": book_year},
        _("Periksa tanggalnya, atau pindahkan ke kolom tahun buku yang benar."),
    )
    try:
        held = str(read_value(_YES_NO, text))
    except ValueRefused:
        day = str(read_value(_DATE, text))
    else:
        if held == "true" and book_year >= calendar.today().year:
            raise too_early
        return held
    if int(day[:4]) <= book_year:
        raise too_early
    if day > calendar.today().isoformat():
        raise ValueRefused(_("Tanggal RAT belum terjadi"), _("Kosongkan dahulu."))
    return day
