"""Cooperatives: papers in order, states as in life, and the story that the map must find."""

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path

from python_calamine import CalamineWorkbook

from umpak.demo.fiction import Manifest
from umpak.demo.fiction.scale import TOLD_UNTIL
from umpak.parameters.identifiers import formats
from umpak.rules.identifiers import Identifier, IdentifierKind, check_decree, check_identifier

Read = Callable[[Path], list[dict[str, str]]]
SAVINGS = {"KSP", "KSPPS", "USP"}


def test_papers_have_the_official_forms(demo: Manifest, rows: Read) -> None:
    known = formats(TOLD_UNTIL)
    kinds = {
        "npwp": IdentifierKind.NPWP16,
        "nib": IdentifierKind.NIB,
        "nik_koperasi": IdentifierKind.NIK_KOPERASI,
        "kbli": IdentifierKind.KBLI,
        "telepon": IdentifierKind.PHONE,
    }
    for row in rows(demo.path("cooperatives.csv")):
        for column, kind in kinds.items():
            if row[column]:
                assert isinstance(check_identifier(kind, row[column], known), Identifier)
        if row["nomor_ahu"]:
            assert isinstance(check_decree(row["nomor_ahu"], known), Identifier)


def test_names_and_numbers_occur_once(demo: Manifest, rows: Read) -> None:
    cooperatives = rows(demo.path("cooperatives.csv"))
    for column in ("nama", "nomor_ahu", "npwp", "nib", "nik_koperasi"):
        filled = [row[column] for row in cooperatives if row[column]]
        assert len(set(filled)) == len(filled), column


def test_all_kinds_and_states_occur(demo: Manifest, rows: Read) -> None:
    cooperatives = rows(demo.path("cooperatives.csv"))
    kinds = Counter(row["jenis"] for row in cooperatives)
    assert set(kinds) == {*SAVINGS, "KMP", "Konsumen", "Produsen", "Jasa", "Pemasaran"}
    assert 180 < kinds["KMP"] < 217
    assert {row["pola"] for row in cooperatives} == {"konvensional", "syariah"}
    forming = [row for row in cooperatives if row["status_pembentukan"] != "Berbadan hukum"]
    assert 20 < len(forming) < 80
    assert not any(row["nomor_ahu"] or row["rat_2025"] for row in forming)
    asleep = [
        row
        for row in cooperatives
        if row["nomor_ahu"] and not (row["rat_2023"] or row["rat_2024"] or row["rat_2025"])
    ]
    assert 0.1 < len(asleep) / len(cooperatives) < 0.4
    ill = [row for row in cooperatives if row["rat_2024"] and not row["rat_2025"]]
    assert len(ill) > 20


def test_meetings_follow_founding_and_book_year(demo: Manifest, rows: Read) -> None:
    for row in rows(demo.path("cooperatives.csv")):
        for year in (2023, 2024, 2025):
            if row[f"rat_{year}"]:
                held_on = date.fromisoformat(row[f"rat_{year}"])
                assert held_on.year == year + 1
                assert held_on <= TOLD_UNTIL
                assert int(row["tanggal_berdiri"][:4]) <= year


def test_poor_districts_have_fewer_savings_cooperatives(demo: Manifest, rows: Read) -> None:
    families: Counter[str] = Counter()
    poor: Counter[str] = Counter()
    for row in rows(demo.path("households.csv")):
        families[row["kode_desa"][:8]] += 1
        poor[row["kode_desa"][:8]] += int(row["desil"]) <= 2
    savings = Counter(
        row["kode_desa"][:8]
        for row in rows(demo.path("cooperatives.csv"))
        if row["jenis"] in SAVINGS
    )
    ranked = sorted(families, key=lambda district: poor[district] / families[district])
    per_family = [savings[district] / families[district] for district in ranked]
    assert sum(per_family[-6:]) < 0.4 * sum(per_family[:6])


def test_workbook_holds_the_rows_of_the_csv(small: Manifest, rows: Read) -> None:
    sheet = CalamineWorkbook.from_path(small.path("cooperatives.xlsx")).get_sheet_by_index(0)
    header, *cells = sheet.to_python()
    expected = rows(small.path("cooperatives.csv"))
    assert header == list(expected[0])
    name, decree = header.index("nama"), header.index("nomor_ahu")
    assert [(row[name], row[decree]) for row in cells] == [
        (row["nama"], row["nomor_ahu"]) for row in expected
    ]


def test_figures_end_with_what_the_register_says(demo: Manifest, rows: Read) -> None:
    newest = {}
    for row in rows(demo.path("cooperative_figures.csv")):
        newest[row["koperasi"]] = row
        assert 0 < int(row["modal_sendiri"]) < int(row["aset"])
    for row in rows(demo.path("cooperatives.csv")):
        if row["aset"]:
            assert newest[row["nama"]]["aset"] == row["aset"]
            assert newest[row["nama"]]["rat_on"] == row["rat_2025"]


def test_boards_are_complete_and_of_real_residents(small: Manifest, rows: Read) -> None:
    residents = {row["nik"]: row["nama"] for row in rows(small.path("people.csv"))}
    boards = defaultdict(list)
    for row in rows(small.path("cooperative_officers.csv")):
        assert residents[row["nik"]] == row["nama"]
        assert row["mulai"] < row["selesai"]
        boards[row["koperasi"]].append(row)
    for row in rows(small.path("cooperatives.csv")):
        posts = {officer["jabatan"] for officer in boards[row["nama"]]}
        if row["nomor_ahu"]:
            assert {"Ketua", "Sekretaris", "Bendahara", "Ketua Pengawas"} <= posts
        if row["jenis"] == "KMP" and row["nomor_ahu"]:
            assert len(boards[row["nama"]]) == 8


def test_working_areas_are_known_villages(demo: Manifest, rows: Read) -> None:
    codes = {row["code"] for row in rows(demo.path("territory.csv"))}
    served = [row["desa_wilayah_kerja"].split(";") for row in rows(demo.path("cooperatives.csv"))]
    assert all(set(villages) <= codes for villages in served)
    assert any(len(villages) > 1 for villages in served)


def test_bumdes_stand_in_desa_and_are_of_all_sorts(demo: Manifest, rows: Read) -> None:
    bumdes = rows(demo.path("bumdes.csv"))
    codes = [row["kode_desa"] for row in bumdes]
    assert len(set(codes)) == len(codes)
    assert all(code[9] == "2" for code in codes)
    assert {row["status"] for row in bumdes} == {"aktif", "tidak aktif"}
    assert 0.3 < sum(bool(row["nomor_badan_hukum"]) for row in bumdes) / len(bumdes) < 0.9


def test_village_cooperative_names_its_district_only_beside_a_namesake(
    demo: Manifest, rows: Read
) -> None:
    territory = rows(demo.path("territory.csv"))
    names = Counter(row["name"] for row in territory if row["level"] == "desa")
    own = {row["code"]: row["name"] for row in territory}
    for row in rows(demo.path("cooperatives.csv")):
        if row["jenis"] == "KMP":
            is_namesake = names[own[row["kode_desa"]]] > 1
            assert (" Kecamatan " in row["nama"]) == is_namesake
