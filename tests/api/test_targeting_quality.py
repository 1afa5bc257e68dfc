"""Targeting quality through the API: measures with denominators, null with a reason."""

import pytest

from tests.web.conftest import head, office, places
from tests.web.targeting.conftest import VILLAGES, installation
from tests.web.targeting.test_accuracy_page import families

__all__ = ["families", "head", "installation", "office", "places"]
ADDRESS = "/api/v1/insight/targeting-quality"


def asked(client, **query):
    answer = client.get(ADDRESS, query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_one_place_has_its_measures_with_counts(office, families):
    (row,) = asked(office, programme="pkh", level="regency", most_desil=2)
    assert (row["code"], row["period"], row["most_desil"]) == ("99.01", "2026-Q3", 2)
    assert (row["families"], row["target"], row["beneficiaries"], row["both"]) == (60, 21, 12, 5)
    assert row["exclusion_error"] == {
        "value": round(16 / 21, 6), "numerator": 16, "denominator": 21, "reason": None,
    }  # fmt: skip
    assert row["cgh_ratio"] == round(5 / 12 / (21 / 60), 6)


def test_undefined_measure_is_null_with_its_reason(office, families):
    (row,) = asked(office, programme="blt", level="regency")
    assert (row["inclusion_error"]["value"], row["inclusion_error"]["denominator"]) == (None, 0)
    assert "Tidak ada penerima" in row["inclusion_error"]["reason"]
    assert row["cgh_ratio"] is None


def test_levels_places_and_quarters_are_chosen(office, families):
    assert [row["code"] for row in asked(office, level="village", territory="99.01.02")] == (
        VILLAGES[2:]
    )
    assert asked(office, period="2026-Q2")[0]["families"] == 0


@pytest.mark.parametrize(
    "wrong", [{"programme": "x"}, {"level": "dunia"}, {"most_desil": 10}, {"period": "besok"}]
)
def test_unknown_question_is_refused(office, families, wrong):
    assert office.get(ADDRESS, wrong).status_code == 422


def test_without_deciles_there_is_no_row(office, installation):
    assert asked(office) == []
