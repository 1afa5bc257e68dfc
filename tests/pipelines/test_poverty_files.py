import json
from datetime import date
from pathlib import Path

import pytest

from umpak.pipelines.poverty_files import PovertyReport, check_poverty_file
from umpak.rules.problems import Problem

ON = date(2026, 11, 22)


def checked(tmp_path: Path, *lines: str) -> PovertyReport:
    path = tmp_path / "kemiskinan.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    report = check_poverty_file(path, on=ON)
    assert isinstance(report, PovertyReport), report
    return report


def test_spending_gives_the_golden_numbers(tmp_path: Path) -> None:
    rows = [f"A,{amount},100" for amount in (40, 60, 80, 100, 120, 200)]
    report = checked(tmp_path, "wilayah,pengeluaran,garis_kemiskinan", *rows)
    assert report.form == "spending"
    figures = report.places[0].figures
    assert (figures["p0"], figures["p1"], figures["p2"]) == ("0.5000000", "0.2000000", "0.0933333")


def test_weights_count_people_and_places_stay_apart(tmp_path: Path) -> None:
    report = checked(
        tmp_path, "kode,pengeluaran,gk,bobot", "A,50,100,3", "A,200,100,1", "B,200,100,1"
    )
    assert [(place.place, place.figures["p0"]) for place in report.places] == [
        ("A", "0.7500000"),
        ("B", "0.0000000"),
    ]


def test_desil_counts_give_a_register_share(tmp_path: Path) -> None:
    header = "kode_desa,periode," + ",".join(f"desil_{n}" for n in range(1, 11))
    report = checked(tmp_path, header, "99.01.01.2001,2026-Q3,30,20,0,0,150,0,0,0,0,0")
    found = report.places[0]
    assert (found.figures["low"], found.figures["ranked"]) == (50, 200)
    assert found.figures["share"] == "0.2500000"
    assert "bukan kemiskinan BPS" in found.label


def test_two_quarters_of_one_place_are_never_added_up(tmp_path: Path) -> None:
    header = "kode_desa,periode,desil"
    report = checked(tmp_path, header, "A,2026-Q2,1", "A,2026-Q3,1", "A,2026-Q3,5")
    found = [(one.place, one.period, one.figures["share"]) for one in report.places]
    assert found == [("A", "2026-Q2", "1.0000000"), ("A", "2026-Q3", "0.5000000")]


def test_place_without_a_usable_row_has_no_figures_not_even_zero(tmp_path: Path) -> None:
    report = checked(tmp_path, "kode_desa,desil", "A,11", "B,1")
    assert [one.place for one in report.places] == ["B"]
    assert [(fault.row, fault.place) for fault in report.disagreements] == [(2, "A")]


def test_spending_just_below_the_line_is_poor_however_many_digits_it_has(tmp_path: Path) -> None:
    nearly = f"99.{'9' * 40}"
    report = checked(tmp_path, "wilayah,pengeluaran,gk", f"A,{nearly},100", "B,100,100")
    assert [one.figures["p0"] for one in report.places] == ["1.0000000", "0.0000000"]


def test_one_family_a_row_counts_the_unknown_apart(tmp_path: Path) -> None:
    report = checked(tmp_path, "kode_desa,desil", "X,1", "X,2", "X,9", "X,")
    figures = report.places[0].figures
    assert (report.form, figures["low"], figures["ranked"], figures["unknown"]) == (
        "families",
        2,
        3,
        1,
    )
    assert figures["is_small"] is True


@pytest.mark.parametrize(
    ("header", "line", "field"),
    [
        ("wilayah,pengeluaran,gk", "A,tiga,100", "pengeluaran"),
        ("wilayah,pengeluaran,gk", "A,50,0", "gk"),
        ("wilayah,pengeluaran,gk,bobot", "A,50,100,-1", "bobot"),
        ("wilayah,desil", "A,11", "desil"),
    ],
)
def test_unusable_rows_are_listed(tmp_path: Path, header: str, line: str, field: str) -> None:
    report = checked(tmp_path, header, line)
    assert (report.rows, report.scored) == (1, 0)
    assert [(fault.row, fault.field) for fault in report.disagreements] == [(2, field)]


def test_unknown_headers_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("nama,umur\nA,3", encoding="utf-8")
    report = check_poverty_file(path, on=ON)
    assert isinstance(report, Problem)
    assert report.code == "unknown_form"


def test_report_is_json(tmp_path: Path) -> None:
    report = checked(tmp_path, "kode_desa,desil", "X,1")
    assert json.loads(json.dumps(report.as_json()))["rows"] == 1


@pytest.mark.parametrize("count", ["1.000", '"1,000"', "-1", "2.5", "banyak"])
@pytest.mark.parametrize("column", ["desil_1", "tanpa_desil"])
def test_count_that_may_mean_a_thousand_or_none_is_no_count(
    tmp_path: Path, column: str, count: str
) -> None:
    names = [*(f"desil_{n}" for n in range(1, 11)), "tanpa_desil"]
    cells = [count if name == column else "7" for name in names]
    report = checked(tmp_path, f"kode_desa,{','.join(names)}", f"A,{','.join(cells)}")
    assert [(fault.row, fault.field) for fault in report.disagreements] == [(2, column)]
    assert report.places == ()


def test_families_without_a_decile_may_be_left_blank(tmp_path: Path) -> None:
    names = [*(f"desil_{n}" for n in range(1, 11)), "tanpa_desil"]
    report = checked(tmp_path, f"kode_desa,{','.join(names)}", "A" + ",7" * 10 + ",")
    assert (report.disagreements, report.places[0].figures["unknown"]) == ((), 0)
