"""Village index: the published figures follow from the scores, the statuses from the figures."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from umpak.demo.fiction import Manifest

Read = Callable[[Path], list[dict[str, str]]]

IDM_STATUSES = ((3091, "Sangat Tertinggal"), (3773, "Tertinggal"), (4455, "Berkembang"),
                (5137, "Maju"), (6300, "Mandiri"))  # fmt: skip


def idm_of(row: dict[str, str]) -> dict[str, Fraction]:
    most = {"IKS": 175, "IKE": 60, "IKL": 15}
    sums = {
        name: sum(int(score) for code, score in row.items() if code[:3] == name and code[3:])
        for name in most
    }
    parts = {name: Fraction(sums[name], most[name]) for name in most}
    return {**parts, "IDM": sum(parts.values(), Fraction(0)) / 3}


def test_raw_scores_give_indices_and_status(demo: Manifest, rows: Read) -> None:
    for row in rows(demo.path("idm_rumusan_2024.csv")):
        computed = idm_of(row)
        for name, value in computed.items():
            assert float(row[name]) == pytest.approx(float(value), abs=1e-12)
        n = computed["IDM"] * 6300
        assert row["STATUS"] == next(name for most, name in IDM_STATUSES if n <= most)
        gap = float(row["SKOR_MINIMAL"]) - float(computed["IDM"])
        assert float(row["PENAMBAHAN"]) == pytest.approx(gap, abs=1e-9)


def test_composites_agree_with_the_raw_scores(demo: Manifest, rows: Read) -> None:
    raw = {row["kode_desa"]: row for row in rows(demo.path("idm_rumusan_2024.csv"))}
    for row in rows(demo.path("idm2024.csv")):
        for name in ("idm", "iks", "ike", "ikl"):
            published = float(row[f"{name}_2024"])
            assert published == pytest.approx(float(raw[row["kode_desa"]][name.upper()]), abs=6e-5)
        assert row["status_2024"] == raw[row["kode_desa"]]["STATUS"].upper()


def test_scores_are_those_that_occur_in_published_files(
    demo: Manifest, rows: Read, shared_data: Path
) -> None:
    allowed: dict[str, set[int]] = {}
    for row in rows(shared_data / "idm_rubrik_indikator.csv"):
        allowed.setdefault(row["code"], set()).add(int(float(row["skor"])))
    for row in rows(demo.path("idm_rumusan_2024.csv")):
        for code, scores in allowed.items():
            assert int(row[code]) in scores, code


def test_the_header_is_that_of_the_published_files(
    demo: Manifest, rows: Read, shared_data: Path
) -> None:
    published = rows(shared_data / "idm2024_ngawi_3521.csv")
    assert list(rows(demo.path("idm2024.csv"))[0]) == list(published[0])
    feed = rows(shared_data / "idm_rumusan_kutai_kartanegara_6402_2021_2024.csv")
    assert list(rows(demo.path("idm_rumusan_2024.csv"))[0]) == list(feed[0])
    official = rows(shared_data / "territory" / "wilayah_3_kabkota.csv")
    assert list(rows(demo.path("territory.csv"))[0]) == [*official[0], "population"]


def test_most_villages_advance_from_2023_to_2024(demo: Manifest, rows: Read) -> None:
    before = {row["kode_desa"]: float(row["idm_2023"]) for row in rows(demo.path("idm2023.csv"))}
    after = {row["kode_desa"]: float(row["idm_2024"]) for row in rows(demo.path("idm2024.csv"))}
    assert before.keys() == after.keys()
    assert sum(after[code] >= before[code] for code in after) > 0.9 * len(after)
    assert len({row["status_2024"] for row in rows(demo.path("idm2024.csv"))}) >= 4


def test_indeks_desa_points_add_up_and_give_the_status(demo: Manifest, rows: Read) -> None:
    most = {"layanan_dasar": 170, "sosial": 85, "ekonomi": 160, "lingkungan": 90,
            "aksesibilitas": 50, "tata_kelola_pemerintahan_desa": 80}  # fmt: skip
    for row in rows(demo.path("indeks_desa_2025.csv")):
        assert all(0 <= int(row[name]) <= limit for name, limit in most.items())
        total = sum(int(row[name]) for name in most)
        assert int(row["total"]) == total
        statuses = ((314, "Sangat Tertinggal"), (364, "Tertinggal"), (440, "Berkembang"),
                    (505, "Maju"), (635, "Mandiri"))  # fmt: skip
        assert row["status"] == next(name for limit, name in statuses if total <= limit)


def test_kelurahan_have_no_village_index(demo: Manifest, rows: Read) -> None:
    kelurahan = {
        row["code"].replace(".", "")
        for row in rows(demo.path("territory.csv"))
        if row["kind"] == "kelurahan"
    }
    assert len(kelurahan) == 4
    assert not kelurahan & {row["kode_desa"] for row in rows(demo.path("idm2024.csv"))}
