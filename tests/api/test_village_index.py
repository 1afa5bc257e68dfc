"""Village indices as machines read them: by village, instrument and year."""

import pytest

from tests.foundation.imports.conftest import files_apart, load
from tests.insight.village_index.conftest import COMPOSITES, TERRITORY, load_index
from umpak.foundation.access.choices import Role

__all__ = ["files_apart", "load", "load_index"]
PATH = "/village-index/"


@pytest.fixture
def indices(load, load_index):
    load(TERRITORY.encode())
    load_index(COMPOSITES, year="2024")


@pytest.fixture
def program(caller, make_user, indices):
    return caller(make_user(Role.OFFICER, "99.01"))


def test_index_comes_as_published_with_what_the_rule_gives(program):
    rows = program.get(PATH).json()["items"]
    assert [row["village_code"] for row in rows] == [
        "99.01.01.2001", "99.01.01.2002", "99.01.02.2001",
    ]  # fmt: skip
    first = rows[0]
    assert (first["instrument"], first["year"]) == ("idm", 2024)
    assert float(first["composite"]) == pytest.approx(0.8076)
    assert (first["status"], first["computed_status"]) == ("MAJU", "MAJU")
    assert first["weakest"] == "IKE"
    assert first["dimension_points"] is None


def test_place_year_instrument_and_status_narrow(program):
    def codes(query):
        return [row["village_code"][6:] for row in program.get(PATH + query).json()["items"]]

    assert codes("?territory=990102") == ["02.2001"]
    assert codes("?status=MAJU&year=2024") == ["01.2001", "01.2002"]
    assert codes("?instrument=indeks_desa") == []
    assert codes("?year=2023") == []


@pytest.mark.parametrize("wrong", ["year=1900", "instrument=ipm", "status=KAYA", "territory=abc"])
def test_unknown_question_is_refused(program, wrong):
    assert program.get(f"{PATH}?{wrong}").status_code == 422


def test_key_of_a_district_sees_the_villages_of_that_district(caller, make_user, indices):
    confined = caller(make_user(Role.OFFICER, "99.01"), territory_code="99.01.02")
    assert [row["village_code"] for row in confined.get(PATH).json()["items"]] == ["99.01.02.2001"]
