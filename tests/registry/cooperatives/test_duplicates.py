import dataclasses
import datetime as dt

import pytest

from umpak.foundation.access.choices import Permission, Role
from umpak.foundation.access.errors import NotPermitted, OutOfScope
from umpak.foundation.access.scope import narrow
from umpak.foundation.audit.selectors import timeline
from umpak.registry.cooperatives.choices import IdentifierKind, Kind, Post
from umpak.registry.cooperatives.duplicates import suspected_pairs
from umpak.registry.cooperatives.errors import CooperativeRefused
from umpak.registry.cooperatives.models import (
    Cooperative,
    CooperativeIdentifier,
    CooperativeMerge,
)
from umpak.registry.cooperatives.services import (
    OfficerFields,
    YearFigures,
    add_officer,
    change_cooperative,
    close_cooperative,
    fields_of,
    mark_not_duplicate,
    merge_cooperatives,
    record_year,
    set_identifier,
    undo_merge,
)

ON = dt.date(2026, 11, 22)
HERE, NEXT, BESIDE, FAR = (
    "99.01.01.2001", "99.01.01.2002", "99.01.02.2003", "99.01.03.2001",
)  # fmt: skip

# Labelled pairs: names, kinds, villages, what a person said they are.
LABELLED = [
    ("KSP Soember Redjeki", "ksp", HERE, "KSP Sumber Rejeki", "ksp", HERE, True),
    ("KSP Mitra Usaha", "ksp", HERE, "KSP Mitra Usahaa", "ksp", HERE, True),
    ("Koperasi Konsumen Cahaya Djaya", "consumer", HERE, "KSU Cahaya Jaya", "consumer", NEXT, True),
    ("KUD Karya Tani", "producer", HERE, "KUD Tani Karya", "producer", HERE, True),
    ("KPRI Bina Warga", "consumer", HERE, "Koperasi Bina Warga", "consumer", HERE, True),
    ("Koperasi Desa Merah Putih Sumberan", "kmp", HERE, "KDMP Sumbran", "kmp", HERE, True),
    ("KSP Mekar 1", "ksp", HERE, "KSP Mekar 2", "ksp", HERE, False),
    ("KPRI Berkah II", "consumer", HERE, "KPRI Berkah III", "consumer", HERE, False),
    ("KSP Karya Sumberan", "ksp", HERE, "KSP Berkah Sumberan", "ksp", HERE, False),
    ("KSP Makmur Sumberan", "ksp", HERE, "KSP Makmur Karangan", "ksp", NEXT, False),
    ("KSP Artha Guna", "ksp", HERE, "KSP Karya Tani", "ksp", HERE, False),
    ("KSP Sumber Makmur", "ksp", HERE, "KSP Sumber Makmur", "ksp", BESIDE, True),
    ("KSP Sumber Makmur", "ksp", HERE, "KSP Sumber Makmur", "ksp", FAR, False),
    ("KDMP Tegalan", "kmp", HERE, "KDMP Tegalan", "kmp", BESIDE, False),
    (
        "Koperasi Desa Merah Putih Karangan", "kmp", HERE,
        "Koperasi Desa Merah Putih Karanganyar", "kmp", NEXT, False,
    ),
    ("KSP Bangun Desa", "ksp", HERE, "Koperasi Jasa Bangun Karya", "service", NEXT, False),
    ("KSPPS Amanah Umat", "kspps", HERE, "KSP Artha Guna", "ksp", HERE, False),
]  # fmt: skip


@pytest.mark.parametrize(("one", "kind", "there", "other", "other_kind", "place", "same"), LABELLED)
def test_labelled_pair_is_judged_as_a_person_judged_it(
    make_cooperative, one, kind, there, other, other_kind, place, same
):
    for name, its_kind, village in ((one, kind, there), (other, other_kind, place)):
        pattern = "sharia" if its_kind == "kspps" else "conventional"
        make_cooperative(
            name, kind=its_kind, village_code=village, pattern=pattern, legal_status="legal"
        )
    assert bool(suspected_pairs(Cooperative.objects.all(), ON)) == same


def test_number_with_a_lost_zero_is_the_same_number(make_cooperative):
    for name, number in (("Koperasi Satu", "0099001"), ("Usaha Bersama", "99001")):
        cooperative = make_cooperative(name, village_code=HERE if number[0] == "0" else FAR)
        set_identifier(
            by=None,
            cooperative=cooperative,
            kind=IdentifierKind.AHU,
            typed=f"AHU-{number}.AH.01.29.TAHUN 2025",
        )
    [pair] = suspected_pairs(Cooperative.objects.all(), ON)
    assert (pair.verdict, pair.evidence.shares_number) == ("certain", True)


def test_shared_phone_nearby_asks_for_a_look(make_cooperative):
    make_cooperative("Koperasi Satu", phone="081234567890")
    make_cooperative("Usaha Bersama", phone="+62 812-3456-7890", village_code=NEXT)
    [pair] = suspected_pairs(Cooperative.objects.all(), ON)
    assert (pair.verdict, pair.evidence.shares_phone) == ("review", True)


def test_different_numbers_turn_certain_into_a_question(make_cooperative):
    for nik in ("9999990000001", "9999990000002"):
        cooperative = make_cooperative("KSP Mitra Usaha", kind=Kind.KSP)
        set_identifier(
            by=None, cooperative=cooperative, kind=IdentifierKind.NIK_KOPERASI, typed=nik
        )
    [pair] = suspected_pairs(Cooperative.objects.all(), ON)
    assert pair.verdict == "review"


def test_pair_declared_not_double_is_not_asked_about_again(make_user, make_cooperative):
    officer = make_user(Role.OFFICER)
    one, other = make_cooperative("Koperasi Maju"), make_cooperative("Koperasi Maju")
    assert len(suspected_pairs(Cooperative.objects.all(), ON)) == 1
    mark_not_duplicate(by=officer, one=other, other=one, reason="Dua akta berbeda")
    assert suspected_pairs(Cooperative.objects.all(), ON) == []


@pytest.fixture
def double(make_cooperative):
    """Two records of one cooperative, each knowing something the other does not."""
    winner = make_cooperative("KSP Sumber Rejeki", kind=Kind.KSP)
    loser = make_cooperative(
        "KSP Soember Redjeki", kind=Kind.KSP, served_village_codes=("99.01.01.2003",)
    )
    set_identifier(by=None, cooperative=winner, kind="nik_koperasi", typed="9999990000001")
    set_identifier(by=None, cooperative=loser, kind="nik_koperasi", typed="9999990000002")
    set_identifier(by=None, cooperative=loser, kind="nib", typed="0101259900001")
    for cooperative, name in ((winner, "Contoh Satu"), (loser, "Contoh Dua")):
        add_officer(
            by=None,
            cooperative=cooperative,
            fields=OfficerFields(post=Post.CHAIR, person_name=name),
        )
    add_officer(
        by=None,
        cooperative=loser,
        fields=OfficerFields(post=Post.TREASURER, person_name="Contoh Tiga"),
    )
    for cooperative, years in ((winner, (2023, 2024)), (loser, (2024, 2025))):
        for year in years:
            figures = YearFigures(is_rat_held=True, members=year)
            record_year(by=None, cooperative=cooperative, book_year=year, figures=figures)
    return winner, loser


def _state(cooperative):
    return {
        "numbers": sorted(cooperative.identifiers.values_list("kind", "value", "is_alias")),
        "officers": sorted(cooperative.officers.values_list("person_name", flat=True)),
        "years": sorted(cooperative.years.values_list("book_year", flat=True)),
        "served": fields_of(Cooperative.objects.get(pk=cooperative.pk)).served_village_codes,
    }


def test_merging_moves_what_does_not_collide_and_loses_nothing(make_user, double):
    winner, loser = double
    merge_cooperatives(by=make_user(Role.OFFICER), winner=winner, loser=loser, reason="Salah ketik")
    assert _state(winner) == {
        "numbers": [
            ("nib", "0101259900001", False),
            ("nik_koperasi", "9999990000001", False),
            ("nik_koperasi", "9999990000002", True),
        ],
        "officers": ["Contoh Satu", "Contoh Tiga"],
        "years": [2023, 2024, 2025],
        "served": ("99.01.01.2001", "99.01.01.2003"),
    }
    assert _state(loser)["officers"] == ["Contoh Dua"]
    assert _state(loser)["years"] == [2024]
    assert list(Cooperative.objects.current()) == [winner]
    assert timeline(loser)[0].reason == "Salah ketik"
    assert CooperativeIdentifier.objects.get(value="9999990000002").cooperative == winner


def test_undoing_a_merge_restores_both_records(make_user, double):
    winner, loser = double
    before = _state(winner), _state(loser)
    officer = make_user(Role.OFFICER)
    merge = merge_cooperatives(by=officer, winner=winner, loser=loser, reason="Salah ketik")
    undo_merge(by=officer, merge=merge, reason="Ternyata dua koperasi")
    assert (_state(winner), _state(loser)) == before
    with pytest.raises(CooperativeRefused):
        undo_merge(by=officer, merge=merge, reason="Lagi")


def test_merged_record_is_closed_to_changes_and_to_a_second_merge(make_user, double):
    winner, loser = double
    officer = make_user(Role.OFFICER)
    merge_cooperatives(by=officer, winner=winner, loser=loser, reason="Salah ketik")
    with pytest.raises(CooperativeRefused, match="sudah digabung"):
        change_cooperative(
            by=officer,
            cooperative=loser,
            fields=dataclasses.replace(fields_of(loser), address="Jalan Baru"),
        )
    with pytest.raises(CooperativeRefused, match="sudah digabung"):
        merge_cooperatives(by=officer, winner=loser, loser=winner, reason="Lagi")


def test_only_who_may_merge_merges(make_user, double):
    winner, loser = double
    facilitator = make_user(Role.FACILITATOR, "99.01.01")
    assert narrow(Cooperative.objects.all(), facilitator, Permission.COOPERATIVE_VIEW).count() == 2
    with pytest.raises(NotPermitted):
        merge_cooperatives(by=facilitator, winner=winner, loser=loser, reason="Salah ketik")


def test_edit_that_began_before_a_merge_does_not_take_it_back(make_user, double):
    winner, loser = double
    as_seen_before = Cooperative.objects.get(pk=loser.pk)
    merge_cooperatives(by=make_user(Role.OFFICER), winner=winner, loser=loser, reason="Salah ketik")
    fields = dataclasses.replace(fields_of(as_seen_before), address="Jalan Baru")
    change_cooperative(by=None, cooperative=as_seen_before, fields=fields)
    assert Cooperative.objects.get(pk=loser.pk).merged_into == winner


def test_two_merges_at_once_do_not_swallow_both_records(make_user, double):
    winner, loser = double
    officer = make_user(Role.OFFICER)
    seen_before = [Cooperative.objects.get(pk=one.pk) for one in (loser, winner)]
    merge_cooperatives(by=officer, winner=winner, loser=loser, reason="Salah ketik")
    with pytest.raises(CooperativeRefused, match="sudah digabung"):
        merge_cooperatives(
            by=officer, winner=seen_before[0], loser=seen_before[1], reason="Bersamaan"
        )
    assert list(Cooperative.objects.current()) == [winner]


def test_merge_is_undone_from_the_last_one_back(make_user, make_cooperative, double):
    winner, loser = double
    officer = make_user(Role.OFFICER)
    before = _state(loser)
    first = merge_cooperatives(by=officer, winner=winner, loser=loser, reason="Salah ketik")
    last = merge_cooperatives(
        by=officer, winner=make_cooperative("KSP Induk"), loser=winner, reason="Lagi"
    )
    with pytest.raises(CooperativeRefused, match="terakhir"):
        undo_merge(by=officer, merge=CooperativeMerge.objects.get(pk=first.pk), reason="Keliru")
    undo_merge(by=officer, merge=last, reason="Keliru")
    undo_merge(by=officer, merge=CooperativeMerge.objects.get(pk=first.pk), reason="Keliru")
    assert _state(loser) == before


def test_undoing_a_merge_asks_the_right_over_both_records(make_user, make_cooperative):
    winner, loser = make_cooperative("KSP Satu"), make_cooperative("KSP Dua", village_code=BESIDE)
    regency, district = make_user(Role.OFFICER), make_user(Role.OFFICER, "99.01.01")
    merge = merge_cooperatives(by=regency, winner=winner, loser=loser, reason="Salah ketik")
    with pytest.raises(OutOfScope):
        undo_merge(by=district, merge=merge, reason="Ternyata dua")
    undo_merge(by=regency, merge=merge, reason="Ternyata dua")


def test_cooperative_closed_already_is_not_closed_again(make_user, make_cooperative):
    officer, cooperative = make_user(Role.OFFICER), make_cooperative()
    why = {"why": "dissolved_by_members", "reason": "Rapat anggota"}
    close_cooperative(by=officer, cooperative=cooperative, closed_on=ON, **why)
    with pytest.raises(CooperativeRefused, match="sudah tercatat ditutup"):
        close_cooperative(
            by=officer, cooperative=cooperative, closed_on=ON - dt.timedelta(days=9), **why
        )
    cooperative.refresh_from_db()
    assert cooperative.closed_on == ON
