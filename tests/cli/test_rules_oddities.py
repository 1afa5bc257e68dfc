"""`umpak rules` over files as nobody should write them: nothing is guessed, nothing hangs."""

import pytest
from django.core.management import CommandError, call_command

COMPOSITES = "kode_desa,idm_2024,iks_2024,ike_2024,ikl_2024,status_2024"
MAJU = "9901012001,0.8076,0.8229,0.6667,0.9333,MAJU"
POINTS = "tahun,DLD,DS,DE,DL,DA,DTKPD,total,skor,status"
MANDIRI = "2025,145,67,137,62,47,78,536,84.41,Mandiri"


def test_file_that_prints_nothing_to_compare_with_says_so(run):
    told = run("village-index", COMPOSITES.replace("status_2024", "lain"), MAJU).json
    assert (told["scored"], told["composite_agree"], told["status_agree"]) == (1, 1, 0)
    assert told["notes"] == ["Tanpa status terbitan, tidak ada yang dibandingkan: semua baris."]
    no_figure = MAJU.replace("0.8076", "").replace("2001", "2002")
    told = run("village-index", COMPOSITES, MAJU, no_figure).json
    assert told["notes"] == ["Tanpa komposit terbitan, tidak ada yang dibandingkan: baris 3."]


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("village-index", (f"{COMPOSITES},idm_2024", f"{MAJU},0.1")),
        ("village-index", (f"{COMPOSITES},IDM 2024", f"{MAJU},0.1")),
        ("poverty", ("kode,desil,desil", "9901012001,1,9")),
    ],
)
def test_column_that_stands_twice_is_named_and_neither_is_taken(run, kind, lines):
    told = run(kind, *lines)
    assert (told.status, told.out) == (1, "")
    assert "ada lebih dari sekali dalam berkas ini" in told.error


@pytest.mark.parametrize("written", ["1e-999999999", "1e999999999", "1" * 5000, "8_0", "٠.٨"])
@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("village-index", (COMPOSITES, MAJU.replace("0.8229", "{}"))),
        ("poverty", ("kode,pengeluaran,garis_kemiskinan", "9901012001,{},459551")),
    ],
)
def test_number_that_nobody_writes_is_none_and_costs_no_time(run, kind, lines, written):
    told = run(kind, lines[0], lines[1].format(written)).json
    assert (told["scored"], len(told["disagreements"])) == (0, 1)


def test_quotation_mark_that_never_closes_does_not_swallow_rows(run):
    told = run("village-index", COMPOSITES, f'"{MAJU}', MAJU)
    assert (told.status, told.out) == (1, "")
    assert "susunan CSV-nya rusak" in told.error


def test_points_of_a_year_that_is_no_number_are_not_scored(run):
    (line,) = run("village-index", POINTS, MANDIRI.replace("2025", "20x5")).json["disagreements"]
    assert (line["field"], line["published"]) == ("tahun", "20x5")


def test_row_of_unknown_year_does_not_count_as_one_of_the_faulty_feed(run, shared_data):
    file = shared_data / "idm_rumusan_kutai_kartanegara_6402_2021_2024.csv"
    header, first, *_ = file.read_text(encoding="utf-8").splitlines()
    assert run("village-index", header, first.replace(",2021,", ",20x4,", 1)).json["notes"] == []


def test_second_row_of_counts_of_one_place_and_period_is_listed_and_not_added(run):
    header = "kelurahan,periode,kel_memenuhi_0_1,kel_memenuhi_2_3"
    told = run("poverty", header, "A,2025,4,6", "A,2025,4,6", "A,2026,5,5").json
    assert (told["rows"], told["scored"]) == (3, 2)
    assert [place["figures"]["families"] for place in told["places"]] == [10, 10]
    (line,) = told["disagreements"]
    assert (line["row"], line["field"], line["place"]) == (3, "kelurahan", "A")


def test_day_without_parameters_is_refused_in_a_sentence(tmp_path):
    path = tmp_path / "keluarga.csv"
    path.write_text("desil\n1\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"Belum ada parameter .* 1990-01-01 .*--as-of"):
        call_command("rules", "poverty", str(path), "--as-of", "1990-01-01")
