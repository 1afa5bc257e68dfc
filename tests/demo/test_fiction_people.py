"""Families, persons and businesses: numbers of the right form, shares as in life."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

from umpak.demo.fiction import Manifest
from umpak.demo.fiction.scale import DESIL_PERIODS, TOLD_UNTIL
from umpak.parameters.identifiers import formats
from umpak.rules.identifiers import Identifier, IdentifierKind, check_identifier
from umpak.rules.nik import CitizenNumber, FamilyCardNumber, Sex, check_family_card, check_nik

Read = Callable[[Path], list[dict[str, str]]]


def test_nik_says_district_birthday_and_sex(small: Manifest, rows: Read) -> None:
    people = rows(small.path("people.csv"))
    for person in people:
        number = check_nik(person["nik"], TOLD_UNTIL)
        assert isinstance(number, CitizenNumber)
        assert number.born_on == date.fromisoformat(person["tanggal_lahir"])
        assert (number.sex is Sex.FEMALE) == (person["jenis_kelamin"] == "P")
        assert person["nik"].startswith("9901")
    assert len({person["nik"] for person in people}) == len(people)


def test_family_cards_are_plausible_and_unique(small: Manifest, rows: Read) -> None:
    families = rows(small.path("households.csv"))
    for family in families:
        assert isinstance(check_family_card(family["no_kk"], TOLD_UNTIL), FamilyCardNumber)
        assert family["no_kk"][:6] == family["kode_desa"].replace(".", "")[:6]
    assert len({family["no_kk"] for family in families}) == len(families)


def test_families_agree_with_their_persons(small: Manifest, rows: Read) -> None:
    people = rows(small.path("people.csv"))
    heads = {row["no_kk"]: row for row in people if row["hubungan"] == "Kepala keluarga"}
    sizes = Counter(row["no_kk"] for row in people)
    for family in rows(small.path("households.csv")):
        head = heads[family["no_kk"]]
        assert family["nik_kepala"] == head["nik"]
        assert family["nama_kepala_keluarga"] == head["nama"]
        assert int(family["jumlah_anggota"]) == sizes[family["no_kk"]] <= 9
        assert 1 <= int(family["jumlah_dewasa"]) <= int(family["jumlah_anggota"])


def test_mean_family_has_about_three_and_a_half_people(demo: Manifest) -> None:
    assert 3.2 < demo.counts["people.csv"] / demo.counts["households.csv"] < 3.6


def test_phones_are_of_no_operator(small: Manifest, rows: Read) -> None:
    everywhere: list[str] = []
    known = formats(TOLD_UNTIL)
    for name in ("households.csv", "cooperatives.csv", "enterprises.csv", "bumdes.csv"):
        phones = [row["telepon"] for row in rows(small.path(name)) if row["telepon"]]
        assert phones, name
        assert all(phone.startswith("08000") and 10 <= len(phone) <= 13 for phone in phones)
        assert all(
            isinstance(check_identifier(IdentifierKind.PHONE, phone, known), Identifier)
            for phone in phones
        )
        everywhere += phones
    assert len(set(everywhere)) == len(everywhere)


def test_poor_share_varies_between_villages(demo: Manifest, rows: Read) -> None:
    families = rows(demo.path("households.csv"))
    poor = Counter(row["kode_desa"] for row in families if int(row["desil"]) <= 2)
    everyone = Counter(row["kode_desa"] for row in families)
    shares = sorted(poor[village] / count for village, count in everyone.items())
    assert 0.01 < shares[len(shares) // 20] < 0.12
    assert 0.35 < shares[-len(shares) // 20] < 0.50


def test_desil_is_told_for_four_quarters(small: Manifest, rows: Read) -> None:
    families = rows(small.path("households.csv"))
    history = rows(small.path("desil_history.csv"))
    assert {row["periode_desil"] for row in families} == {DESIL_PERIODS[-1]}
    assert {row["periode"] for row in history} == set(DESIL_PERIODS[:-1])
    assert {row["no_kk"] for row in history} == {row["no_kk"] for row in families}
    assert all(1 <= int(row["desil"]) <= 10 for row in [*families, *history])
    newest = {row["no_kk"]: row["desil"] for row in families}
    moved = [row for row in history if newest[row["no_kk"]] != row["desil"]]
    assert 0.1 < len(moved) / len(history) < 0.5


def test_businesses_belong_to_families_that_say_so(small: Manifest, rows: Read) -> None:
    owners = {
        row["no_kk"] for row in rows(small.path("households.csv")) if row["punya_usaha"] == "ya"
    }
    people = {row["nik"]: row["no_kk"] for row in rows(small.path("people.csv"))}
    businesses = rows(small.path("enterprises.csv"))
    assert {row["no_kk"] for row in businesses} == owners
    assert all(people[row["nik_pemilik"]] == row["no_kk"] for row in businesses)
    assert all(bool(row["pirt"]) == bool(row["pirt_berlaku_sampai"]) for row in businesses)


def test_no_business_is_larger_than_medium(demo: Manifest, rows: Read) -> None:
    businesses = rows(demo.path("enterprises.csv"))
    assert max(int(row["modal"]) for row in businesses) < 10_000_000_000
    micro = sum(int(row["omzet_tahunan"]) <= 2_000_000_000 for row in businesses)
    assert micro > 0.97 * len(businesses)
