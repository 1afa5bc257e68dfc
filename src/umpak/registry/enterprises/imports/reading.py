"""Cells that need more than their kind: identity numbers, permits, KBLI, lists in one cell."""

import re
from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from umpak.foundation import calendar
from umpak.foundation.imports.chunks import Chunk
from umpak.foundation.personal_data.selectors import masked
from umpak.parameters import identifiers
from umpak.parameters.permits import kbli_year_unstated
from umpak.registry.enterprises.choices import BuyerKind, PermitKind
from umpak.registry.enterprises.imports.columns import MOST_BUYERS, MOST_PRODUCTS
from umpak.registry.enterprises.numbers import checked_number
from umpak.rules.cooperative_names import tidy
from umpak.rules.identifiers import Identifier, IdentifierKind, check_identifier, check_kbli
from umpak.rules.nik import MissingNumber, check_family_card, check_nik
from umpak.rules.problems import Problem

_BUYER_WORDS: Mapping[str, BuyerKind] = {
    "hotel": BuyerKind.HOTEL, "penginapan": BuyerKind.HOTEL, "restoran": BuyerKind.RESTAURANT,
    "katering": BuyerKind.RESTAURANT, "rumah makan": BuyerKind.RESTAURANT,
    "daring": BuyerKind.ONLINE, "online": BuyerKind.ONLINE, "marketplace": BuyerKind.ONLINE,
    "koperasi": BuyerKind.COOPERATIVE, "pengepul": BuyerKind.TRADER,
    "tengkulak": BuyerKind.TRADER, "agen": BuyerKind.TRADER, "ekspor": BuyerKind.EXPORT,
    "dinas": BuyerKind.GOVERNMENT, "pemerintah": BuyerKind.GOVERNMENT, "pasar": BuyerKind.MARKET,
    "toko": BuyerKind.SHOP, "warung": BuyerKind.SHOP, "swalayan": BuyerKind.SHOP,
    "konsumen": BuyerKind.CONSUMER, "tetangga": BuyerKind.CONSUMER,
}  # fmt: skip


def transform(chunk: Chunk) -> None:
    """Bring the cells into their stored form; what cannot be is refused by row and column."""
    today = calendar.today()
    formats = identifiers.formats(today)
    _each(chunk, "owner_nik", lambda raw: _number(check_nik(raw, today)))
    _each(chunk, "family_card", lambda raw: _number(check_family_card(raw, today)))
    _each(chunk, "phone", lambda raw: _value(check_identifier(IdentifierKind.PHONE, raw, formats)))
    for kind in (PermitKind.NIB, PermitKind.PIRT, PermitKind.HALAL):
        _each(chunk, kind.value, lambda raw, kind=kind: checked_number(kind, raw, today))  # type: ignore[misc]  # the default binds the loop's value
    _read_kbli(chunk)
    _split(chunk, "products", "product", MOST_PRODUCTS)
    _split(chunk, "buyers", "buyer", MOST_BUYERS)
    for number in range(1, MOST_BUYERS + 1):
        names = chunk.values(f"buyer_{number}")
        chunk.put(f"buyer_{number}_kind", [name and buyer_kind(name) for name in names])


def buyer_kind(name: str) -> str:
    """What a buyer is, by the first telling word of the name."""
    words = f" {name.casefold()} "
    found = [
        (place, kind) for word, kind in _BUYER_WORDS.items() if (place := words.find(word)) >= 0
    ]
    return min(found, key=lambda pair: pair[0])[1].value if found else BuyerKind.OTHER.value


def _each(chunk: Chunk, code: str, check: Callable[[str], str | Problem | None]) -> None:
    if code not in chunk.columns:
        return
    values: list[str | None] = []
    for index, raw in enumerate(chunk.values(code)):
        found = None if raw is None else check(raw)
        if isinstance(found, Problem):
            _refuse(chunk, index, code, found, raw)
            found = None
        values.append(found)
    chunk.put(code, values)


def _read_kbli(chunk: Chunk) -> None:
    today = calendar.today()
    known, formats = identifiers.kbli_years(today), identifiers.formats(today)
    codes: list[str | None] = []
    years: list[str | None] = []
    for index, (raw, year) in enumerate(
        zip(chunk.values("kbli"), chunk.values("kbli_year"), strict=True)
    ):
        found = None
        if raw is not None:
            stated = int(year) if year is not None else kbli_year_unstated(today)
            found = check_kbli(raw, stated, known, formats)
        if isinstance(found, Problem):
            is_about_year = found.code == "unknown_classification_year"
            _refuse(chunk, index, "kbli_year" if is_about_year else "kbli", found, raw)
            found = None
        codes.append(found.value if found else None)
        years.append(str(found.classification_year) if found else None)
    if "kbli" in chunk.columns:
        chunk.put("kbli", codes)
        chunk.put("kbli_year", years)


def _split(chunk: Chunk, code: str, slot: str, most: int) -> None:
    """`a; b` goes into two slots; one name twice counts once."""
    slots: list[list[str | None]] = [[] for _number in range(most)]
    for index, text in enumerate(chunk.values(code)):
        names = list(dict.fromkeys(filter(None, map(tidy, re.split(r"[;\n]", text or "")))))
        if len(names) > most or any(len(name) > 150 for name in names):
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


def _refuse(chunk: Chunk, index: int, code: str, problem: Problem, raw: str | None) -> None:
    figures = dict(problem.figures)
    if code in chunk.sensitive:  # an identity number stands in no list, not even a wrong one
        figures |= {"raw": masked(raw)}
    chunk.refuse(index, code, _(problem.message) % figures, _(problem.mend) % figures, value=raw)


def _number(checked: object) -> str | Problem | None:
    """A placeholder number (`0`, repeated digits) is missing: it must never match anybody."""
    if isinstance(checked, MissingNumber):
        return None
    if isinstance(checked, Problem):
        return checked
    return str(checked.value)  # type: ignore[attr-defined]  # a citizen or family-card number


def _value(checked: Identifier | Problem) -> str | Problem:
    return checked if isinstance(checked, Problem) else checked.value
