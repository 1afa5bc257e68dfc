import gzip

import pytest

from tests.insight.village_index.conftest import COMPOSITES, raw_file
from umpak.foundation.imports.choices import Status
from umpak.foundation.imports.services import undo_import
from umpak.insight.village_index.models import IndexRecord

FULL = {"IKS": "1.0", "IKE": "1.0", "IKL": "1.0", "IDM": "1.0", "STATUS": "Mandiri"}


def problems(batch, *, is_warning=False):
    return [
        (one.row, one.column, one.problem) for one in batch.problems.filter(is_warning=is_warning)
    ]


def test_composites_keep_what_was_published_and_recover_the_score_sums(territories, load_index):
    batch = load_index(COMPOSITES)
    assert (batch.status, batch.new_count, problems(batch)) == (Status.APPLIED, 3, [])
    record = IndexRecord.objects.get(village="99.01.01.2001")
    assert (record.iks_sum, record.ike_sum, record.ikl_sum, record.points) == (144, 40, 14, 5088)
    assert (record.status, record.gap_points, record.weakest) == ("MAJU", 50, "IKE")
    assert (record.form, record.year, record.is_current) == ("composite", 2024, True)
    assert record.import_batch == batch
    assert IndexRecord.objects.get(village="99.01.01.2002").source_flag == "1"
    assert IndexRecord.objects.get(village="99.01.02.2001").gap_points == 0


def test_same_file_again_changes_nothing_and_gzip_is_the_same_file(territories, load_index):
    load_index(COMPOSITES)
    again = load_index(gzip.compress(COMPOSITES.encode()))
    assert (again.new_count, again.changed_count, again.unchanged_count) == (0, 0, 3)


def test_raw_scores_stand_beside_composites_and_become_current(territories, load_index):
    load_index(COMPOSITES)
    raw = raw_file([("9901012001", 2024, {"IKE09": 3, "IKS31": 1}, {})])
    batch = load_index(raw)
    assert problems(batch) == []
    assert {one[2] for one in problems(batch, is_warning=True)} == {
        "Versi “berkas tahunan” berlaku bagi 1 desa (2024); versi “umpan rumusan” akan"
        " menggantikannya",
        "Berkas ini memuat 1 desa; 2 desa lain tidak ada di dalamnya",
    }
    records = IndexRecord.objects.filter(village="99.01.01.2001").order_by("version")
    assert [(one.form, one.is_current) for one in records] == [("composite", None), ("raw", True)]
    record = records[1]
    assert (record.points, record.scores["IKE09"], record.status) == (6182, 3, "MANDIRI")
    undo_import(by=None, batch=batch)
    (record,) = IndexRecord.objects.filter(village="99.01.01.2001")
    assert (record.form, record.is_current) == ("composite", True)


def test_older_release_never_wins_over_a_newer_one_without_a_word(territories, load_index):
    load_index(COMPOSITES, version="pemutakhiran Juni")
    older = load_index(COMPOSITES.replace("0.8229", "0.8171"), version="rilis awal")
    listed = [one[2] for one in problems(older, is_warning=True) if "rilis awal" in one[2]]
    assert listed == [
        "Versi “pemutakhiran Juni” berlaku bagi 3 desa (2024); versi “rilis awal” akan"
        " menggantikannya"
    ]
    again = load_index(COMPOSITES, version="rilis awal")
    assert not [one for one in problems(again, is_warning=True) if "menggantikan" in one[2]]


def test_figures_of_a_64_bit_number_are_read_to_the_last_digit(territories, load_index):
    printed = FULL | {"IKS": "0.99428571428571433"}
    batch = load_index(raw_file([("9901012001", 2021, {"IKS02": 0}, printed)]))
    assert batch.new_count == 1


def test_year_must_be_known_and_agree(territories, load_index):
    without = COMPOSITES.replace("_2024", "")
    refused = load_index(without)
    assert [one[2] for one in problems(refused)] == ["Tahun data tidak diketahui"]
    assert load_index(without, year="2023").status == Status.APPLIED
    assert load_index(COMPOSITES, year="2023").status == Status.REFUSED
    assert load_index(COMPOSITES, year="24").status == Status.REFUSED
    raw = raw_file([("9901012001", 2021, {}, FULL), ("9901012001", 2022, {}, FULL)])
    assert [one[0] for one in problems(load_index(raw, year="2022"))] == [2]
    assert load_index(raw).new_count == 2
    assert set(IndexRecord.objects.values_list("year", flat=True)) == {2021, 2022, 2023}


def test_idm_is_refused_for_years_of_the_other_instrument(territories, load_index):
    batch = load_index(COMPOSITES.replace("2024", "2025"))
    assert problems(batch)[0][2] == "IDM tidak berlaku untuk tahun data ini"


def test_published_figures_are_kept_and_the_difference_is_listed(territories, load_index):
    batch = load_index(
        COMPOSITES.replace("0.8076,", "0.8096,").replace("0.6667,MAJU", "0.6667,MANDIRI")
    )
    assert batch.status == Status.APPLIED
    found = problems(batch, is_warning=True)
    assert [(row, column) for row, column, _said in found] == [(2, "idm_2024"), (3, "status_2024")]
    record = IndexRecord.objects.get(village="99.01.01.2001")
    assert (str(record.composite)[:6], record.disagreements[0]["computed"]) == (
        "0.8096",
        "0.807619",
    )
    other = IndexRecord.objects.get(village="99.01.01.2002")
    assert (other.status, other.computed_status) == ("MANDIRI", "MAJU")


def test_unknown_village_is_refused_or_passed_over_on_request(territories, load_index):
    content = COMPOSITES + "9901012999,ENTAH,0.8076,0.8229,0.6667,0.9333,MAJU,0\n"
    assert problems(load_index(content)) == [(5, "kode_desa", "Kode desa tidak dikenal")]
    batch = load_index(content, skip_unknown=True)
    assert (batch.status, IndexRecord.objects.count()) == (Status.APPLIED, 3)


def test_missing_desa_is_listed_and_kelurahan_is_not(territories, load_index):
    lines = COMPOSITES.splitlines()
    batch = load_index("\n".join(lines[:-1]) + "\n")
    (warning,) = batch.problems.filter(is_warning=True)
    assert warning.value == "99.01.02.2001"
    assert "Mekarjaya" in warning.problem


def test_twice_the_same_village_is_refused(territories, load_index):
    batch = load_index(COMPOSITES + COMPOSITES.splitlines()[1] + "\n")
    assert problems(batch)[0][2] == "Ganda: desa dan tahun sama dengan baris 2"


def test_known_fault_of_2024_is_told_by_row_and_as_a_whole(territories, load_index):
    printed = {"IKS": "0.97714285714286", "IKE": "1.0", "IKL": "1.0", "IDM": "0.99238095238095",
               "STATUS": "Mandiri"}  # fmt: skip
    batch = load_index(raw_file([("9901012001", 2024, {}, printed)]))
    assert batch.status == Status.APPLIED
    said = "\n".join(one[2] for one in problems(batch, is_warning=True))
    assert "pada 1 dari 1 baris skor IKS30 sama dengan IKS31" in said
    assert "Cacat umpan 2024: skor IKS30 dan IKS31 selalu sama" in said
    record = IndexRecord.objects.get()
    assert (
        record.iks_sum,
        sum(v for c, v in record.scores.items() if c < "IKT" and c > "IKS"),
    ) == (171, 175)


@pytest.mark.parametrize(
    ("name", "rows", "statuses"),
    [
        ("idm2024_kutai_kartanegara_6402.csv", 193, {"MANDIRI", "MAJU", "BERKEMBANG"}),
        ("idm2024_ngawi_3521.csv", 213, {"MANDIRI", "MAJU"}),
    ],
)
def test_published_composites_of_real_files_agree(
    regencies, load_index, shared_data, name, rows, statuses
):
    batch = load_index((shared_data / name).read_bytes(), year="2024")
    assert (batch.status, batch.new_count) == (Status.APPLIED, rows)
    assert not IndexRecord.objects.exclude(disagreements=[]).exists()
    assert IndexRecord.objects.filter(points__isnull=False).count() == rows
    found = IndexRecord.objects.all()
    assert all(one.status == one.computed_status for one in found)
    assert statuses <= set(found.values_list("status", flat=True))


def test_real_raw_scores_give_the_published_components_but_for_the_fault(
    regencies, load_index, shared_data
):
    content = (shared_data / "idm_rumusan_kutai_kartanegara_6402_2021_2024.csv").read_bytes()
    refused = load_index(content)
    assert len(problems(refused)) == 9  # villages that have moved to another district since
    batch = load_index(content, skip_unknown=True)
    assert (batch.status, batch.new_count) == (Status.APPLIED, 24)
    differing = IndexRecord.objects.exclude(disagreements=[])
    assert set(differing.values_list("year", flat=True)) <= {2024}
    for record in differing:
        assert {one["field"] for one in record.disagreements} <= {"IKS", "IDM"}
        assert all("Cacat umpan 2024" in one["note"] for one in record.disagreements)
    assert all(one.status == one.computed_status for one in IndexRecord.objects.all())


POINTS = (
    "kode_desa,layanan_dasar,sosial,ekonomi,lingkungan,aksesibilitas,tata_kelola,total,status\n"
    "99.01.01.2001,145,67,137,62,47,78,536,Mandiri\n"
    "99.01.01.2002,100,60,100,60,30,60,410,Berkembang\n"
)


@pytest.mark.parametrize("kind", ["village-index", "indeks-desa"])
def test_points_of_indeks_desa(territories, load_index, kind):
    batch = load_index(POINTS, kind=kind, year="2025")
    assert problems(batch) == []
    record = IndexRecord.objects.get(village="99.01.01.2001")
    assert (record.points, f"{record.composite:.2f}", record.status) == (536, "84.41", "MANDIRI")
    assert (record.instrument, record.gap_points, record.dimension_points["DLD"]) == (
        "indeks_desa", 0, 145,
    )  # fmt: skip
    assert IndexRecord.objects.get(village="99.01.01.2002").gap_points == 31


def test_points_outside_their_dimension_are_refused(territories, load_index):
    batch = load_index(POINTS.replace(",145,", ",171,"), kind="indeks-desa", year="2025")
    assert problems(batch)[0][:2] == (2, "layanan_dasar")


def test_wrong_total_is_listed(territories, load_index):
    batch = load_index(POINTS.replace(",536,", ",546,"), kind="indeks-desa", year="2025")
    assert problems(batch, is_warning=True)[-1][:2] == (2, "total")
    assert IndexRecord.objects.get(village="99.01.01.2001").points == 536
