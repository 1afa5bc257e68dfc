"""Formats of official identifiers on a day."""

from collections.abc import Mapping
from datetime import date

from umpak.parameters import loader
from umpak.parameters.editions import remembered
from umpak.rules.cooperative_names import NameRules
from umpak.rules.identifiers import IdentifierFormat, IdentifierKind


@remembered
def formats(on: date) -> Mapping[IdentifierKind, IdentifierFormat]:
    """Return the written form of every identifier that has one on that day."""
    return {kind: _format(kind, on) for kind in IdentifierKind}


@remembered
def kbli_years(on: date) -> frozenset[int]:
    """Return the classification years of KBLI that are known."""
    return frozenset(loader.parameter("identifiers.kbli_years", on).value)


@remembered
def name_rules(on: date) -> NameRules:
    """Return the pattern, regional words and length for the name of a village cooperative."""
    words = loader.parameter("identifiers.koperasi_name_regional_words", on).value
    return NameRules(
        pattern=loader.text("identifiers.koperasi_name_kmp", on),
        regional_words=tuple(words),
        longest=loader.whole_number("identifiers.koperasi_name_length", on),
        citation=loader.parameter("identifiers.koperasi_name_kmp", on).citation,
    )


def _format(kind: IdentifierKind, on: date) -> IdentifierFormat:
    value = loader.table(f"identifiers.{kind.value}", on)
    return IdentifierFormat(
        kind=kind,
        label=value["label"],
        pattern=value["pattern"],
        example=value["example"],
        digits=value.get("digits"),
        aliases=value["aliases"],
    )
