"""`umpak rules`: published files recomputed for an official or an auditor, without a database."""

import gzip
import json
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

INDEX_KEYS = {
    "form", "rows", "scored", "composite_agree", "status_agree", "disagreements", "notes",
}  # fmt: skip
INDEX_LINE_KEYS = {"row", "field", "published", "computed", "note", "place"}
POVERTY_KEYS = {
    "form", "rows", "scored", "composite_agree", "status_agree", "places", "disagreements",
}  # fmt: skip
POVERTY_LINE_KEYS = INDEX_LINE_KEYS
COMPOSITES = "kode_desa,idm_2024,iks_2024,ike_2024,ikl_2024,status_2024"
MAJU = "9901012001,0.8076,0.8229,0.6667,0.9333,MAJU"
POINTS = (
    "kode_desa,tahun,Layanan Dasar,Sosial,Ekonomi,Lingkungan,Aksesibilitas,"
    "Tata Kelola Pemerintahan Desa,total,skor,status"
)
MANDIRI = "9901012001,2025,145,67,137,62,47,78,536,84.41,Mandiri"


def test_good_file_is_told_with_exactly_the_promised_keys(run):
    told = run("village-index", COMPOSITES, MAJU)
    assert told.status == 0
    assert told.json == {
        "form": "composites", "rows": 1, "scored": 1, "composite_agree": 1, "status_agree": 1,
        "disagreements": [], "notes": [],
    }  # fmt: skip


def test_disagreement_is_told_with_exactly_the_promised_keys_and_is_no_failure(run):
    told = run("village-index", COMPOSITES, MAJU.replace("MAJU", "MANDIRI"))
    assert told.status == 0
    assert set(told.json) == INDEX_KEYS
    (line,) = told.json["disagreements"]
    assert set(line) == INDEX_LINE_KEYS
    assert line | {"note": ""} == {
        "row": 2, "field": "status_2024", "published": "MANDIRI", "computed": "MAJU",
        "place": "9901012001", "note": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("file", "rows"),
    [
        ("idm2024_kutai_kartanegara_6402.csv", 193),
        ("idm2024_ngawi_3521.csv", 213),
        ("idm_rumusan_kutai_kartanegara_6402_2021_2024.csv", 33),
    ],
)
def test_every_row_of_the_real_index_files_agrees(run, shared_data, file, rows):
    told = run("village-index", shared_data / file).json
    found = [told[key] for key in ("rows", "scored", "composite_agree", "status_agree")]
    assert found == [rows] * 4
    assert told["disagreements"] == []


def test_fault_of_the_2024_feed_is_told_for_the_real_raw_scores(run, shared_data):
    file = shared_data / "idm_rumusan_kutai_kartanegara_6402_2021_2024.csv"
    (note,) = run("village-index", file).json["notes"]
    assert note.startswith("Cacat umpan 2024: pada 6 dari 6 baris")
    assert f"Catatan: {note}" in run("village-index", file, json_=False).out


def test_packed_file_is_told_like_the_plain_one(run, tmp_path):
    packed = tmp_path / "idm.csv.gz"
    packed.write_bytes(gzip.compress("\n".join((COMPOSITES, MAJU)).encode()))
    assert run("village-index", packed).json == run("village-index", COMPOSITES, MAJU).json


@pytest.mark.parametrize(
    "content",
    [
        f"\ufeff{COMPOSITES}\n{MAJU}".encode(),
        f"{COMPOSITES}\n{MAJU}".encode("utf-16"),
        f"{COMPOSITES}\r\n{MAJU}\r\n".encode(),
        f"{COMPOSITES}\n{MAJU}".replace(",", "\t").replace(".", ",").encode(),
        f"{COMPOSITES}\n{MAJU}".replace(",", ";").replace(".", ",").encode(),
        f'{COMPOSITES}\n9901012001,"0,8076","0,8229","0,6667","0,9333",MAJU'.encode(),
        f"{COMPOSITES.replace('_', ' ').upper()} \n{MAJU}".encode(),
    ],
    ids=["bom", "utf-16", "crlf", "tab", "semicolon", "quoted-comma", "spaces-in-headers"],
)
def test_habits_of_spreadsheets_do_not_matter(run, content):
    assert run("village-index", content).json == run("village-index", COMPOSITES, MAJU).json


def test_blank_lines_hold_no_row_and_do_not_shift_the_count(run):
    told = run("village-index", COMPOSITES, "", MAJU.replace("MAJU", "MANDIRI"), ",,,,,").json
    assert told["rows"] == 1
    assert [line["row"] for line in told["disagreements"]] == [3]


@pytest.mark.parametrize(
    ("cells", "field", "note"),
    [
        ("0.8076,abc,0.6667,0.9333,MAJU", "iks_2024", "bukan bilangan"),
        ("n/a,0.8229,0.6667,0.9333,MAJU", "idm_2024", "bukan bilangan"),
        ("0.8076,82.29,0.6667,0.9333,MAJU", "iks_2024", "di antara 0 dan 1"),
        ("0.8076,,0.6667,0.9333,MAJU", "idm_2024", "Komponen tidak lengkap"),
    ],
)
def test_bad_number_is_listed_and_its_row_not_scored(run, cells, field, note):
    told = run("village-index", COMPOSITES, f"9901012001,{cells}", MAJU).json
    counts = [told[key] for key in ("rows", "scored", "composite_agree", "status_agree")]
    assert counts == [2, 1, 1, 1]
    (line,) = told["disagreements"]
    assert (line["row"], line["field"]) == (2, field)
    assert note in line["note"]


@pytest.mark.parametrize(
    ("header", "names"),
    [
        (COMPOSITES.replace("ike_2024,", ""), "IKE_2024"),
        (COMPOSITES.replace("iks_2024", "iks_2023"), "IKE_2023, IKL_2023"),
        (COMPOSITES.replace("iks_2024,", ""), "IKS_2024"),
    ],
)
def test_column_that_is_missing_is_named(run, header, names):
    told = run("village-index", header, MAJU)
    assert (told.status, told.out) == (1, "")
    assert f"Kolom {names} tidak ada dalam berkas ini." in told.error


def test_missing_column_of_scores_is_named_once_and_not_row_by_row(run, shared_data):
    file = shared_data / "idm_rumusan_kutai_kartanegara_6402_2021_2024.csv"
    whole = file.read_text(encoding="utf-8")
    told = run("village-index", whole.replace("IKS17", "LAIN").encode())
    assert told.status == 1
    assert "Kolom IKS17 tidak ada dalam berkas ini." in told.error


def test_file_says_which_rows_have_no_figures_and_which_places_stand_twice(run):
    told = run("village-index", COMPOSITES, MAJU, "9901012002,,,,,", MAJU).json
    assert (told["rows"], told["scored"], told["disagreements"]) == (3, 2, [])
    empty, twice = told["notes"]
    assert empty == "Tanpa angka, tidak dihitung: baris 3."
    assert twice.startswith("Kode 9901012001 ada lebih dari sekali: baris 2, 4.")


def test_one_place_in_several_years_is_no_double(run, shared_data):
    file = shared_data / "idm_rumusan_kutai_kartanegara_6402_2021_2024.csv"
    assert len(run("village-index", file).json["notes"]) == 1


@pytest.mark.parametrize("year", ["2025", "20x4"])
def test_year_that_is_another_instruments_or_no_number_is_told_where_it_stands(
    run, shared_data, year
):
    file = shared_data / "idm_rumusan_kutai_kartanegara_6402_2021_2024.csv"
    header, first, *_ = file.read_text(encoding="utf-8").splitlines()
    told = run("village-index", header, first.replace(",2021,", f",{year},", 1)).json
    assert told["scored"] == 0
    (line,) = told["disagreements"]
    assert (line["field"], line["published"]) == ("tahun", year)


def test_year_of_the_headers_is_told_where_it_stands(run):
    (line,) = run("village-index", COMPOSITES.replace("2024", "2031"), MAJU).json["disagreements"]
    assert (line["field"], line["published"]) == ("iks_2031", "2031")
    assert "mulai tahun data 2025 pakai Indeks Desa" in line["note"]


def test_misspelled_status_is_called_so(run):
    (line,) = run("village-index", COMPOSITES, MAJU.replace("MAJU", "MAJO")).json["disagreements"]
    assert "periksa ejaannya" in line["note"]


def test_score_outside_the_rubric_is_told_with_those_that_are_possible(run, shared_data):
    file = shared_data / "idm_rumusan_kutai_kartanegara_6402_2021_2024.csv"
    header, first, *_ = file.read_text(encoding="utf-8").splitlines()
    cells = first.split(",")
    cells[header.split(",").index("IKE09")] = "2"
    (line,) = run("village-index", header, ",".join(cells)).json["disagreements"]
    assert "yang mungkin 1, 3, 5" in line["note"]


def test_poverty_is_told_in_words_by_place_and_period(run):
    header = "kode_desa,periode," + ",".join(f"desil_{n}" for n in range(1, 11))
    rows = [f"99.01.01.2001,{quarter},{low},0,0,0,{rest},0,0,0,0,0"
            for quarter, low, rest in (("2026-Q2", 10, 90), ("2026-Q3", 30, 70))]  # fmt: skip
    told = run("poverty", header, *rows, json_=False).out
    assert "99.01.01.2001 2026-Q2: desil rendah 10, punya desil 100" in told
    assert "99.01.01.2001 2026-Q3: desil rendah 30, punya desil 100" in told
    assert "bagian 0,3000000" in told


@pytest.mark.parametrize("kind", ["village-index", "poverty"])
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "tidak berisi baris data"),
        (COMPOSITES.encode(), "tidak berisi baris data"),
        (b"nama,umur\nA,3\n", "Judul kolom berkas ini"),
        (f"{COMPOSITES}\n{MAJU}".replace(",", "#").encode(), "dipisah koma atau titik koma"),
        (b"kode,\xff\xfa\n1,2\n", "isinya bukan teks UTF-8"),
        (gzip.compress(b"a,b\n1,2\n" * 99)[:-20], "gzip rusak atau terpotong"),
    ],
    ids=["empty", "only-headers", "unknown-headers", "wrong-delimiter", "not-utf8", "cut-gzip"],
)
def test_other_files_are_refused_with_one_and_a_sentence(run, kind, content, words):
    told = run(kind, content)
    assert (told.status, told.out) == (1, "")
    assert words in told.error
    assert told.error.endswith(".")


@pytest.mark.parametrize("kind", ["village-index", "poverty"])
def test_absent_file_is_refused_with_its_name(run, kind, tmp_path):
    told = run(kind, tmp_path / "tiada.csv")
    assert told.status == 1
    assert "“tiada.csv” tidak dapat dibaca: berkas itu tidak ada." in told.error


def test_points_of_indeks_desa_agree(run):
    told = run("village-index", POINTS, MANDIRI)
    assert told.json == {
        "form": "points", "rows": 1, "scored": 1, "composite_agree": 1, "status_agree": 1,
        "disagreements": [], "notes": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("total", "score", "status"),
    [(445, "70.08", "Maju"), (495, "77.95", "MAJU"), (523, "82.36", "mandiri"),
     (505, "79.53", "Maju"), (506, "79.69", "Mandiri"), (314, "49.45", "Sangat Tertinggal")],
)  # fmt: skip
def test_published_scores_of_indeks_desa_and_its_boundaries_are_met(run, total, score, status):
    rest = total - 170 - 50
    social, economy = min(rest, 85), max(0, min(rest - 85, 160))
    environment = max(0, min(rest - 245, 90))
    row = f"9901012001,2025,170,{social},{economy},{environment},50,{max(0, rest - 335)}"
    told = run("village-index", POINTS, f"{row},{total},{score},{status}").json
    assert (told["composite_agree"], told["status_agree"]) == (1, 1), told


def test_slip_of_a_newspaper_is_named(run):
    """Sungai Rujing: 536 points are 84.41, printed as 85.41; the status stands either way."""
    told = run("village-index", POINTS, MANDIRI.replace("84.41", "85.41")).json
    assert (told["composite_agree"], told["status_agree"]) == (0, 1)
    (line,) = told["disagreements"]
    assert (line["field"], line["published"], line["computed"]) == ("skor", "85.41", "84.4094")


def test_wrong_total_and_status_of_points_are_named(run):
    told = run("village-index", POINTS, MANDIRI.replace("536", "537").replace("Mandiri", "Maju"))
    lines = [(line["field"], line["computed"]) for line in told.json["disagreements"]]
    assert lines == [("total", "536"), ("status", "MANDIRI")]


@pytest.mark.parametrize(
    ("row", "field", "note"),
    [
        (MANDIRI.replace(",145,", ",171,"), "Layanan Dasar", "0 sampai 170"),
        (MANDIRI.replace(",145,", ",,"), "Layanan Dasar", "Lengkapi keenam dimensi"),
        (MANDIRI.replace(",145,", ",145.5,"), "Layanan Dasar", "Lengkapi keenam dimensi"),
        (MANDIRI.replace(",67,", ",enam,"), "Sosial", "bukan bilangan"),
        (MANDIRI.replace("2025", "2024"), "tahun", "belum berlaku"),
    ],
)
def test_bad_points_are_listed_and_not_scored(run, row, field, note):
    told = run("village-index", POINTS, row, MANDIRI).json
    assert (told["rows"], told["scored"], told["composite_agree"]) == (2, 1, 1)
    (line,) = told["disagreements"]
    assert (line["row"], line["field"]) == (2, field)
    assert note in line["note"]


def test_points_are_known_by_codes_and_the_year_behind_a_header(run):
    header = "kode_desa,DLD,DS,DE,DL,DA,DTKPD,skor_indeks_desa_2025,status_2025"
    told = run("village-index", header, "9901012001,145,67,137,62,47,78,84.41,MANDIRI").json
    assert (told["form"], told["composite_agree"], told["status_agree"]) == ("points", 1, 1)


def test_points_without_a_published_figure_are_scored_and_agree_with_nothing(run):
    told = run("village-index", "DLD,DS,DE,DL,DA,DTKPD", "145,67,137,62,47,78").json
    counts = [told[key] for key in ("scored", "composite_agree", "status_agree")]
    assert counts == [1, 0, 0]


def test_real_verified_families_are_counted_by_their_criteria(run, shared_data):
    told = run("poverty", shared_data / "bontang_verval_kelurahan.csv").json
    assert set(told) == POVERTY_KEYS
    assert (told["form"], told["rows"], told["scored"]) == ("criteria_counts", 15, 15)
    assert (told["composite_agree"], told["status_agree"]) == (15, None)
    assert sum(place["figures"]["families"] for place in told["places"]) == 5315
    first = told["places"][0]
    assert first["place"] == "bontang barat / belimbing"
    assert first["figures"] == {
        "families": 144, "criteria_0_1": 40, "share_0_1": "0.2777778", "criteria_2_3": 61,
        "share_2_3": "0.4236111", "criteria_4_plus": 43, "share_4_plus": "0.2986111",
        "is_small": False,
    }  # fmt: skip
    assert "bukan kemiskinan BPS" in first["label"]


def test_published_total_of_families_that_is_no_sum_is_listed(run):
    header = "kelurahan,keluarga,kel_memenuhi_0_1,kel_memenuhi_2_3"
    told = run("poverty", header, "A,10,4,6", "B,11,4,6").json
    assert (told["rows"], told["scored"], told["composite_agree"]) == (2, 2, 1)
    (line,) = told["disagreements"]
    assert set(line) == POVERTY_LINE_KEYS
    assert line | {"note": ""} == {
        "row": 3, "field": "keluarga", "published": "11", "computed": "10", "place": "B",
        "note": "",
    }  # fmt: skip


def test_total_of_desil_counts_holds_with_the_unranked(run):
    desils = ",".join(f"desil_{n}" for n in range(1, 11))
    header = f"kode_desa,{desils},tanpa_desil,jumlah_keluarga"
    told = run("poverty", header, "X,30,20,0,0,150,0,0,0,0,0,7,207").json
    assert (told["composite_agree"], told["disagreements"]) == (1, [])


@pytest.mark.parametrize(
    ("row", "field", "note"),
    [
        ("A,450.000,459551", "pengeluaran", "tanpa pemisah ribuan"),
        ("A,450000,nol", "garis_kemiskinan", "di atas nol"),
        ("A,,459551", "pengeluaran", "harus bilangan"),
    ],
)
def test_bad_amounts_are_listed_and_not_counted(run, row, field, note):
    header = "wilayah,pengeluaran,garis_kemiskinan"
    told = run("poverty", header, row, "A,450000,459551").json
    assert (told["rows"], told["scored"], told["composite_agree"]) == (2, 1, None)
    (line,) = told["disagreements"]
    assert (line["row"], line["field"]) == (2, field)
    assert note in line["note"]
    assert told["places"][0]["figures"]["observations"] == 1


def test_people_read_the_same_counts_as_machines(run):
    shown = run("village-index", COMPOSITES, MAJU.replace("MAJU", "MANDIRI"), json_=False).out
    assert "Baris 1, terhitung 1" in shown
    assert "Ketidakcocokan 1" in shown
    assert "Baris 2 (9901012001), status_2024: terbitan “MANDIRI”, hitungan MAJU;" in shown


def test_unknown_kind_is_refused_by_name():
    with pytest.raises(CommandError, match="kemakmuran"):
        call_command("rules", "kemakmuran", "x.csv")


@pytest.mark.parametrize(
    ("kind", "lines", "status"),
    [("village-index", (COMPOSITES, MAJU), 0), ("poverty", ("desil", "1"), 0),
     ("village-index", ("nama", "A"), 1)],
)  # fmt: skip
def test_no_database_need_be_reachable(tmp_path, repository, kind, lines, status):
    path = tmp_path / "berkas.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-m", "umpak", "rules", kind, str(path), "--json"],
        env={**os.environ, "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
             "UMPAK_MODE": "demo", "UMPAK_DATA_DIR": str(tmp_path / "data"),
             "DJANGO_SETTINGS_MODULE": "umpak.config.settings",
             "PYTHONPATH": str(repository / "src")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == status, told.stderr
    if status == 0:
        assert json.loads(told.stdout)["rows"] == 1
    else:
        assert told.stderr.startswith("CommandError: Judul kolom")
    assert not (tmp_path / "data").exists()
