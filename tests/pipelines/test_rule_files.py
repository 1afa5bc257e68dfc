"""Published village-index files: recognised, recomputed, disagreements named."""

import csv
import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from umpak.parameters.village_index import idm_rules
from umpak.pipelines.index_report import VillageIndexReport
from umpak.pipelines.rule_files import check_village_index_file
from umpak.rules.problems import Problem
from umpak.rules.village_index import index_from_scores

RULES = idm_rules(2024)
Writer = Callable[..., Path]


def checked(path: Path) -> VillageIndexReport:
    report = check_village_index_file(path)
    assert isinstance(report, VillageIndexReport), report
    return report


@pytest.fixture
def raw_file(tmp_path: Path) -> Writer:
    """Write one village with all scores 5 but those given, printing what the rule gives."""

    def write(year: int = 2024, printed: dict[str, str] | None = None, **scores: int) -> Path:
        whole = dict.fromkeys(RULES.by_code, 5) | scores
        index = index_from_scores(whole, RULES)
        row = {
            "kode_desa": "9901012001",
            "tahun": year,
            **whole,
            **{code: f"{float(value):.14f}" for code, value in index.components.items()},
            "IDM": f"{float(index.composite):.14f}",
            "STATUS": index.status.title(),
            **(printed or {}),
        }
        path = tmp_path / "rumusan.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(row))
            writer.writeheader()
            writer.writerow(row)
        return path

    return write


@pytest.fixture
def composite_file(tmp_path: Path) -> Writer:
    def write(*rows: str, header: str = "", name: str = "idm.csv") -> Path:
        path = tmp_path / name
        first = header or "kode_desa,idm_2024,iks_2024,ike_2024,ikl_2024,status_2024"
        path.write_text("\n".join((first, *rows)), encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("file", "rows"),
    [("idm2024_kutai_kartanegara_6402.csv", 193), ("idm2024_ngawi_3521.csv", 213)],
)
def test_every_row_of_the_real_composite_files_agrees(
    shared_data: Path, file: str, rows: int
) -> None:
    report = checked(shared_data / file)
    assert report.form == "composites"
    assert (report.rows, report.scored) == (rows, rows)
    assert (report.composite_agree, report.status_agree) == (rows, rows)
    assert report.disagreements == ()


def test_real_raw_scores_agree_and_the_fault_of_2024_is_reported(shared_data: Path) -> None:
    report = checked(shared_data / "idm_rumusan_kutai_kartanegara_6402_2021_2024.csv")
    assert report.form == "raw_scores"
    assert (report.rows, report.scored) == (33, 33)
    assert (report.composite_agree, report.status_agree) == (33, 33)
    assert report.disagreements == ()
    assert len(report.notes) == 1
    assert "IKS30" in report.notes[0]
    assert "6 dari 6" in report.notes[0]


def test_gzip_is_read_like_the_plain_file(shared_data: Path, tmp_path: Path) -> None:
    plain = shared_data / "idm2024_ngawi_3521.csv"
    packed = tmp_path / "ngawi.csv.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert checked(packed) == checked(plain)


def test_wrong_composite_and_status_are_listed_with_their_line(composite_file: Writer) -> None:
    report = checked(
        composite_file(
            "9901012001,0.8076,0.8229,0.6667,0.9333,MAJU",
            "9901012002,0.8178,0.8229,0.6667,0.9333,MANDIRI",
            "9901012003,0.8077,0.8229,0.6667,0.9333,BERKEMBANG",
        )
    )
    assert (report.composite_agree, report.status_agree) == (2, 1)
    listed = [(entry.row, entry.field, entry.computed) for entry in report.disagreements]
    assert listed == [
        (3, "idm_2024", "0.807619"),
        (3, "status_2024", "MAJU"),
        (4, "status_2024", "MAJU"),
    ]
    assert "IDM terbitannya sendiri" in report.disagreements[2].note
    assert report.disagreements[0].place == "9901012002"


def test_row_without_figures_is_counted_but_not_scored(composite_file: Writer) -> None:
    report = checked(
        composite_file("9901012001,0.8076,0.8229,0.6667,0.9333,MAJU", "9901012002,,,,,")
    )
    assert (report.rows, report.scored) == (2, 1)
    assert report.disagreements == ()


def test_spreadsheet_habits_do_not_matter(composite_file: Writer) -> None:
    report = checked(
        composite_file(
            "9901012001;0,8076;0,8229;0,6667;0,9333;Maju",
            header="\ufeffKODE_DESA;IDM_2024;IKS_2024;IKE_2024;IKL_2024;STATUS_2024",
        )
    )
    assert (report.scored, report.composite_agree, report.status_agree) == (1, 1, 1)


def test_trailing_zero_lost_in_a_spreadsheet_is_no_disagreement(composite_file: Writer) -> None:
    report = checked(composite_file("9901012001,0.8156,0.88,0.6333,0.9333,MANDIRI"))
    assert (report.composite_agree, report.status_agree) == (1, 1)


def test_known_fault_of_2024_is_named_and_the_printed_index_decides_the_status(
    raw_file: Writer,
) -> None:
    low = {f"IKE{n:02}": 3 for n in range(1, 11)} | {"IKL01": 4}
    assert low["IKE10"] == 3
    right = index_from_scores(dict.fromkeys(RULES.by_code, 5) | low | {"IKS30": 1}, RULES)
    printed = {
        "IKS": f"{float(right.components['IKS']):.14f}",
        "IDM": f"{float(right.composite):.14f}",
        "STATUS": right.status,
    }
    report = checked(raw_file(printed=printed, **low))
    assert report.scored == 1
    assert (report.composite_agree, report.status_agree) == (0, 1)
    assert [entry.field for entry in report.disagreements] == ["IKS", "IDM"]
    assert all("Cacat umpan 2024" in entry.note for entry in report.disagreements)


def test_same_difference_in_another_year_is_not_excused(raw_file: Writer) -> None:
    wrong = {"IKS": f"{171 / 175:.14f}"}
    report = checked(raw_file(year=2023, printed=wrong))
    assert [entry.field for entry in report.disagreements] == ["IKS"]
    assert "Cacat" not in report.disagreements[0].note
    assert report.notes == ()


def test_unattainable_score_is_named(raw_file: Writer) -> None:
    report = checked(raw_file(IKS02=3))
    assert report.scored == 0
    assert [(entry.row, entry.field) for entry in report.disagreements] == [(2, "IKS02")]


def test_year_of_another_instrument_is_not_scored(raw_file: Writer) -> None:
    report = checked(raw_file(year=2025))
    assert report.scored == 0
    assert "tidak berlaku" in report.disagreements[0].note


@pytest.mark.parametrize(
    ("content", "code"),
    [("nama,umur\nA,3", "unknown_form"), ("", "empty"), ("idm_2024,iks_2024", "empty")],
)
def test_other_files_are_refused_with_a_reason(tmp_path: Path, content: str, code: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(content, encoding="utf-8")
    report = check_village_index_file(path)
    assert isinstance(report, Problem)
    assert report.code == code
    assert str(report)


def test_broken_and_absent_files_are_refused(tmp_path: Path) -> None:
    broken = tmp_path / "x.gz"
    broken.write_bytes(b"\x1f\x8bnot gzip at all")
    cut = tmp_path / "cut.gz"
    cut.write_bytes(gzip.compress(b"idm_2024,iks_2024\n" * 50)[:-20])
    damaged = tmp_path / "damaged.gz"
    damaged.write_bytes(gzip.compress(b"abc")[:10] + b"\xff" * 20)
    for path in (broken, cut, damaged, tmp_path / "absent.csv"):
        report = check_village_index_file(path)
        assert isinstance(report, Problem)
        assert report.code == "unreadable"


def test_report_is_json(composite_file: Writer) -> None:
    report = checked(composite_file("9901012001,0.9,0.8229,0.6667,0.9333,MAJU"))
    read_back = json.loads(json.dumps(report.as_json()))
    assert {"rows", "scored", "composite_agree", "status_agree", "disagreements"} <= set(read_back)
    assert {"row", "field", "published", "computed", "note"} <= set(read_back["disagreements"][0])
