"""Cells that need more than their kind: identity numbers, permits, KBLI, lists in one cell."""

from collections.abc import Mapping

from umpak.foundation import calendar
from umpak.foundation.imports.cells import judge_cells, refuse_cell, split_names
from umpak.foundation.imports.chunks import Chunk
from umpak.foundation.personal_data.phones import checked_phone
from umpak.parameters import identifiers
from umpak.parameters.permits import kbli_year_unstated
from umpak.registry.enterprises.choices import BuyerKind, PermitKind
from umpak.registry.enterprises.imports.columns import MOST_BUYERS, MOST_PRODUCTS
from umpak.registry.enterprises.numbers import checked_number
from umpak.rules.identifiers import check_kbli
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
    judge_cells(chunk, "owner_nik", lambda raw: _number(check_nik(raw, today)))
    judge_cells(chunk, "family_card", lambda raw: _number(check_family_card(raw, today)))
    judge_cells(chunk, "phone", checked_phone)
    for kind in (PermitKind.NIB, PermitKind.PIRT, PermitKind.HALAL):
        judge_cells(chunk, kind.value, lambda raw, kind=kind: checked_number(kind, raw, today))  # type: ignore[misc]  # the default binds the loop's value
    _read_kbli(chunk)
    split_names(chunk, "products", "product", MOST_PRODUCTS)
    split_names(chunk, "buyers", "buyer", MOST_BUYERS)
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
            refuse_cell(chunk, index, "kbli_year" if is_about_year else "kbli", found, raw)
            found = None
        codes.append(found.value if found else None)
        years.append(str(found.classification_year) if found else None)
    if "kbli" in chunk.columns:
        chunk.put("kbli", codes)
        chunk.put("kbli_year", years)


def _number(checked: object) -> str | Problem | None:
    """A placeholder number (`0`, repeated digits) is missing: it must never match anybody."""
    if isinstance(checked, MissingNumber):
        return None
    if isinstance(checked, Problem):
        return checked
    return str(checked.value)  # type: ignore[attr-defined]  # a citizen or family-card number
