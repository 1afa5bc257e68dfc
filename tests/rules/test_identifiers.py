"""Every sample of the facts on identifiers, good and bad, and how people really type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umpak.parameters.identifiers import formats, kbli_years
from umpak.rules.identifiers import (
    Identifier,
    IdentifierKind,
    check_decree,
    check_identifier,
    check_kbli,
    check_npwp,
    normalise,
)
from umpak.rules.problems import Problem

ON = date(2026, 11, 22)
FORMATS = formats(ON)

GOOD = [
    ("ahu_kmp", "AHU-0099001.AH.01.29.TAHUN 2025"),
    ("ahu_any", "AHU-99001.AH.01.29. Tahun 2025"),
    ("ahu_any", "AHU-0099002.AH.01.29. TAHUN 2022"),
    ("ahu_any", "AHU-0099003.AH.01.26 Tahun 2021"),
    ("ahu_any", "AHU-099004.AH.01.26.TAHUN 2019"),
    ("legal_number_legacy", "518.99/01/BH/XIV.10/VIII/2008"),
    ("npwp16", "9999000000000001"),
    ("npwp15_dotted", "99.999.999.9-999.000"),
    ("nib", "0101259900001"),
    ("nib", "3112259900002"),
    ("nib", "9120999900003"),
    ("nik_koperasi", "9999990000001"),
    ("kbli", "47112"),
    ("kbli", "64142"),
    ("kop_id_domain", "kdmpcontoh.kop.id"),
    ("phone_id", "080000000000"),
    ("phone_id", "+6280000000000"),
    ("letter_number", "015/KDMP-XX/III/2026"),
]
BAD = [
    ("ahu_kmp", "AHU-99001.AH.01.29.TAHUN 2025"),
    ("ahu_kmp", "AHU-0099001.AH.01.29.TAHUN 2019"),
    ("ahu_any", "AHU-0099001.AH.01.01.TAHUN 2025"),
    ("legal_number_legacy", "AHU-0099001.AH.01.29.TAHUN 2025"),
    ("npwp16", "999900000000001"),
    ("npwp15_dotted", "9999000000000001"),
    ("nib", "010125990000"),
    ("nik_koperasi", "9999990000001001"),
    ("kbli", "4711"),
    ("kop_id_domain", "-kdmp.kop.id"),
    ("kop_id_domain", "kdmp.co.id"),
    ("phone_id", "0990000000"),
    ("letter_number", "015/KDMP-XX/03/2026"),
    ("letter_number", "015/KDMP-XX/IIII/2026"),
]


@pytest.mark.parametrize(("kind", "raw"), GOOD)
def test_good_sample_is_accepted(kind: str, raw: str) -> None:
    found = check_identifier(IdentifierKind(kind), raw, FORMATS)
    assert isinstance(found, Identifier), found


@pytest.mark.parametrize(("kind", "raw"), BAD)
def test_bad_sample_comes_back_with_what_to_mend(kind: str, raw: str) -> None:
    found = check_identifier(IdentifierKind(kind), raw, FORMATS)
    assert isinstance(found, Problem)
    assert found.mend
    assert "%(" not in str(found)


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("ahu_kmp", "ahu-0099001.ah.01.29 tahun 2025", "AHU-0099001.AH.01.29.TAHUN 2025"),
        ("ahu_kmp", "AHU - 0099001 . AH.01.29.TAHUN  2025", "AHU-0099001.AH.01.29.TAHUN 2025"),
        ("ahu_any", "AHU-99001.AH.01.29. Tahun 2025", "AHU-99001.AH.01.29.TAHUN 2025"),
        ("npwp16", "9999 0000 0000 0001", "9999000000000001"),
        ("npwp15_dotted", "999999999999000", "99.999.999.9-999.000"),
        ("nib", "0101.2599.00001", "0101259900001"),
        ("nib", "9120999900003.0", "9120999900003"),
        ("nik_koperasi", "'9999990000001", "9999990000001"),
        ("phone_id", "0800-0000-0000", "+6280000000000"),
        ("phone_id", "62 800 0000 0000", "+6280000000000"),
        ("kop_id_domain", "https://www.KDMPcontoh.kop.id/", "kdmpcontoh.kop.id"),
        ("letter_number", "15 / kdmp-xx / iii / 2026", "15/KDMP-XX/III/2026"),
    ],
)
def test_what_people_type_becomes_one_written_form(kind: str, raw: str, value: str) -> None:
    found = check_identifier(IdentifierKind(kind), raw, FORMATS)
    assert found == Identifier(kind=IdentifierKind(kind), value=value)


@pytest.mark.parametrize(
    ("kind", "raw", "code"),
    [
        ("nik_koperasi", "9999994101800001", "citizen_nik"),
        ("nik_koperasi", "999999000000", "wrong_length"),
        ("nib", "3,1122599E+12", "spreadsheet_number"),
        ("nib", "31122599O0002", "not_digits"),
        ("nib", "  ", "empty"),
        ("kbli", "4711", "alias"),
        ("letter_number", "tanpa nomor", "wrong_form"),
    ],
)
def test_faults_are_told_apart(kind: str, raw: str, code: str) -> None:
    found = check_identifier(IdentifierKind(kind), raw, FORMATS)
    assert isinstance(found, Problem)
    assert found.code == code


def test_alias_suggests_what_was_meant() -> None:
    assert "47111" in str(check_identifier(IdentifierKind.KBLI, "4711", FORMATS))


def test_decree_of_any_age_is_recognised() -> None:
    new = check_decree("AHU-0099001.AH.01.29.TAHUN 2025", FORMATS)
    old = check_decree("518.99/01/bh/XIV.10/VIII/2008", FORMATS)
    assert isinstance(new, Identifier)
    assert new.kind is IdentifierKind.AHU_ANY
    assert isinstance(old, Identifier)
    assert old.kind is IdentifierKind.LEGAL_NUMBER_LEGACY
    assert isinstance(check_decree("SK 12 tahun 2020", FORMATS), Problem)


def test_tax_number_of_either_age_is_recognised() -> None:
    assert check_npwp("99.999.999.9-999.000", FORMATS) == Identifier(
        kind=IdentifierKind.NPWP15, value="99.999.999.9-999.000"
    )
    assert check_npwp("9999 0000 0000 0001", FORMATS) == Identifier(
        kind=IdentifierKind.NPWP16, value="9999000000000001"
    )
    assert isinstance(check_npwp("1234", FORMATS), Problem)


def test_business_class_needs_its_classification_year() -> None:
    found = check_kbli("47112", 2020, kbli_years(ON), FORMATS)
    assert isinstance(found, Identifier)
    assert found.classification_year == 2020
    refused = check_kbli("47112", None, kbli_years(ON), FORMATS)
    assert isinstance(refused, Problem)
    assert refused.code == "unknown_classification_year"


@given(st.sampled_from(list(IdentifierKind)), st.text(max_size=40))
def test_no_text_raises_and_normalising_twice_changes_nothing(
    kind: IdentifierKind, raw: str
) -> None:
    found = check_identifier(kind, raw, FORMATS)
    if isinstance(found, Identifier):
        assert normalise(kind, found.value) == found.value
    else:
        assert str(found)
