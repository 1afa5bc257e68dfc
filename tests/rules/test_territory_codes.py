import pytest
from hypothesis import given
from hypothesis import strategies as st

from umpak.rules.problems import Problem
from umpak.rules.territory_codes import (
    Level,
    TerritoryCode,
    VillageKind,
    is_within,
    parse_territory_code,
)


def parsed(raw: str) -> TerritoryCode:
    found = parse_territory_code(raw)
    assert isinstance(found, TerritoryCode), found
    return found


@pytest.mark.parametrize("raw", ["3521012001", "35.21.01.2001", " 35.21.01.2001 ", "3521012001.0"])
def test_dotted_and_undotted_codes_become_one(raw: str) -> None:
    code = parsed(raw)
    assert code.value == "35.21.01.2001"
    assert code.level is Level.VILLAGE
    assert code.parent == "35.21.01"
    assert code.kind is VillageKind.DESA


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("6474011001", VillageKind.KELURAHAN),
        ("9901012001", VillageKind.DESA),
        ("9901013001", VillageKind.DESA_ADAT),
        ("6474", None),
    ],
)
def test_village_block_tells_the_kind(raw: str, kind: VillageKind | None) -> None:
    assert parsed(raw).kind is kind


def test_trailing_zero_is_part_of_the_code() -> None:
    assert parsed("11.10").value == "11.10"
    assert parsed("1110").value == "11.10"
    assert isinstance(parse_territory_code("11.1"), Problem)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "empty"),
        ("352101200", "not_a_code"),
        ("35.21.1.2001", "not_a_code"),
        ("9901010003", "unknown_kind"),
        ("35/21", "not_a_code"),
        ("٣٥٢١", "not_a_code"),
    ],
)
def test_wrong_codes_are_named(raw: str, code: str) -> None:
    found = parse_territory_code(raw)
    assert isinstance(found, Problem)
    assert found.code == code
    assert str(found)


def test_scope_is_by_blocks_not_by_letters() -> None:
    assert is_within("35.21.01.2001", "35.21")
    assert is_within("35.21", "35.21")
    assert not is_within("35.210", "35.21")
    assert not is_within("35.21", "35.21.01")


@given(st.tuples(*[st.integers(10, 99)] * 3, st.integers(1000, 3999)))
def test_undotting_and_parsing_again_gives_the_same_code(parts: tuple[int, ...]) -> None:
    code = parsed(".".join(str(part) for part in parts))
    assert parsed(code.value.replace(".", "")) == code


def test_all_codes_of_the_official_sample_are_read(shared_data) -> None:  # type: ignore[no-untyped-def]
    lines = (shared_data / "territory" / "wilayah_3_kabkota.csv").read_text().splitlines()[1:]
    rows = [line.split(",") for line in lines]
    kinds = {row[0]: row[4] for row in rows if row[2] == "desa"}
    assert len(kinds) == 237 + 217 + 15
    assert all(parsed(code).kind == kind.replace(" ", "_") for code, kind in kinds.items())
