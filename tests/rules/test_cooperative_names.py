from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umpak.parameters.identifiers import name_rules
from umpak.rules.cooperative_names import (
    check_kmp_name,
    cooperative_key,
    modern_spelling,
    name_key,
    search_words,
)

RULES = name_rules(date(2026, 11, 22))


@pytest.mark.parametrize(
    "name",
    [
        "Koperasi Desa Merah Putih Mlese Kecamatan Ceper",
        "KOPERASI KELURAHAN MERAH PUTIH CIROYOM",
        "Koperasi Desa Merah Putih Karangrejo",
        " Koperasi  Desa Merah Putih   Karangrejo ",
    ],
)
def test_official_pattern_passes_without_a_warning(name: str) -> None:
    assert check_kmp_name(name, RULES) == ()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Koperasi Merah Putih Mlese", "not_the_pattern"),
        ("Koperasi Desa Merah Putih ", "not_the_pattern"),
        ("Koperasi Kalurahan Merah Putih Contoh", "regional_word"),
        ("Koperasi Desa Merah Putih Karangrejo Kecamatan Contohrejo", "too_long"),
    ],
)
def test_deviation_is_a_warning_with_the_article(name: str, code: str) -> None:
    assert [problem.code for problem in check_kmp_name(name, RULES)] == [code]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("KSP Soember Redjeki", "Kop. Sumber Rejeki"),
        ("Koperasi Simpan Pinjam Tjahaja Baru", "KSP CAHAYA BARU"),
        ("Koperasi Desa Merah Putih Karangrejo", "KDMP Karangrejo"),
        ("KUD Sri-Rahayu", "kud sri rahayu"),
    ],
)
def test_spellings_of_one_cooperative_meet(one: str, other: str) -> None:
    assert cooperative_key(one) == cooperative_key(other)


def test_different_cooperatives_stay_apart() -> None:
    assert cooperative_key("KSP Sumber Rejeki") != cooperative_key("KSP Sumber Makmur")
    assert cooperative_key("KSP Mitra Usaha") != cooperative_key("KSP Mitra Jasa")
    assert cooperative_key("Koperasi Merah Putih") != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("H. Moch. Soetardjo, S.Pd.", "Muhammad Sutarjo"),
        ("Drs. Achmad Joenoes", "Ahmad Yunus"),
        ("Hj. Sitti Noerdjanah", "SITI NURJANAH"),
        ("Dr. Ir. Tjipto M.Si", "Cipto"),
        ("Abd. Rochman", "Abdul Rokhman"),
        ("Ny. Soesilowati", "Susilowati"),
        ("Djojo Soerjo Sandjaja", "Joyo Suryo Sanjaya"),
    ],
)
def test_spellings_of_one_person_meet(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_one_name_is_a_whole_name_even_when_it_looks_like_a_title() -> None:
    assert name_key("Suparman") == "suparman"
    assert name_key("H.") == "h"


def test_search_finds_the_old_spelling_with_the_new() -> None:
    assert set(search_words("soemarno")) <= set(search_words("H. Sumarno, S.E."))
    assert search_words("Wati Wati") == ["wati"]
    assert search_words("") == []


@given(st.text(alphabet=st.characters(codec="ascii", categories=["Ll"]), max_size=15))
def test_modern_spelling_is_stable(word: str) -> None:
    assert modern_spelling(modern_spelling(word)) == modern_spelling(word)


@given(st.text(max_size=40))
def test_keys_ignore_case_and_spaces_around(name: str) -> None:
    assert name_key(f"  {name} ") == name_key(name)
    assert cooperative_key(f"  {name} ") == cooperative_key(name)
