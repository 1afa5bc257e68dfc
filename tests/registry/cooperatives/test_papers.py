import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from umpak.foundation.access.choices import Role, ScopeKind
from umpak.foundation.access.errors import OutOfScope
from umpak.registry.cooperatives.choices import IdentifierKind, LegalStatus, Post
from umpak.registry.cooperatives.errors import CooperativeRefused
from umpak.registry.cooperatives.models import (
    Cooperative,
    CooperativeIdentifier,
    CooperativeYear,
)
from umpak.registry.cooperatives.services import (
    BusinessLine,
    OfficerFields,
    YearFigures,
    add_officer,
    change_officer,
    end_officer,
    record_year,
    remove_identifier,
    set_business_lines,
    set_identifier,
    verify_identifier,
    verify_year,
)


def test_decree_is_kept_in_one_form_and_as_typed_and_makes_a_legal_body(make_cooperative):
    cooperative = make_cooperative()
    identifier = set_identifier(
        by=None,
        cooperative=cooperative,
        kind=IdentifierKind.AHU,
        typed="AHU-0099001.ah.01.29 Tahun 2025",
        issued_by="Kementerian Hukum",
        issued_on=dt.date(2025, 6, 12),
    )
    assert identifier.value == "AHU-0099001.AH.01.29.TAHUN 2025"
    assert identifier.as_typed == "AHU-0099001.ah.01.29 Tahun 2025"
    assert cooperative.legal_status == LegalStatus.LEGAL


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        (IdentifierKind.AHU, "AHU 12/2025", "wrong_form"),
        (IdentifierKind.NIK_KOPERASI, "9999994101800001", "citizen_nik"),
        (IdentifierKind.NIB, "9.12E+12", "spreadsheet_number"),
        (IdentifierKind.NPWP, "12345", "wrong_length"),
    ],
)
def test_wrong_number_is_refused_with_its_mend(make_cooperative, kind, typed, code):
    with pytest.raises(CooperativeRefused) as refused:
        set_identifier(by=None, cooperative=make_cooperative(), kind=kind, typed=typed)
    assert refused.value.problems[kind].code == code
    assert refused.value.problems[kind].mend


def test_number_of_another_cooperative_is_refused_by_name(make_cooperative):
    first, second = make_cooperative("Koperasi Satu"), make_cooperative("Koperasi Dua")
    nik = {"kind": IdentifierKind.NIK_KOPERASI, "typed": "9999990000001"}
    set_identifier(by=None, cooperative=first, **nik)
    set_identifier(by=None, cooperative=first, **nik)
    with pytest.raises(CooperativeRefused, match="Koperasi Satu"):
        set_identifier(by=None, cooperative=second, **nik)


def test_changed_number_loses_its_verification(make_user, make_cooperative):
    officer, cooperative = make_user(Role.OFFICER), make_cooperative()
    first = set_identifier(
        by=officer, cooperative=cooperative, kind=IdentifierKind.NIB, typed="0101259900001"
    )
    assert verify_identifier(by=officer, identifier=first).verified_by == officer
    changed = set_identifier(
        by=officer, cooperative=cooperative, kind=IdentifierKind.NIB, typed="0101259900002"
    )
    assert (changed.pk, changed.verified_by) == (first.pk, None)


def test_number_corrected_since_it_was_seen_is_not_verified(make_user, make_cooperative):
    officer, cooperative = make_user(Role.OFFICER), make_cooperative()
    nib = {"by": officer, "cooperative": cooperative, "kind": IdentifierKind.NIB}
    set_identifier(**nib, typed="0101259900001")
    seen = cooperative.identifiers.get()
    set_identifier(**nib, typed="0101259900002")
    with pytest.raises(CooperativeRefused, match="diubah orang lain"):
        verify_identifier(by=officer, identifier=seen)
    assert cooperative.identifiers.get().verified_at is None
    assert verify_identifier(by=officer, identifier=cooperative.identifiers.get()).verified_at


def test_number_taken_away_or_merged_since_it_was_seen_is_not_verified(make_user, make_cooperative):
    officer, cooperative = make_user(Role.OFFICER), make_cooperative("Koperasi Satu")
    nib = {"by": officer, "cooperative": cooperative, "kind": IdentifierKind.NIB}
    seen = set_identifier(**nib, typed="0101259900001")
    remove_identifier(by=officer, identifier=cooperative.identifiers.get(), reason="salah milik")
    with pytest.raises(CooperativeRefused, match="diubah orang lain"):
        verify_identifier(by=officer, identifier=seen)
    again = set_identifier(**nib, typed="0101259900001")
    winner = make_cooperative("Koperasi Dua")
    Cooperative.objects.filter(pk=cooperative.pk).update(merged_into=winner)
    with pytest.raises(CooperativeRefused, match="sudah digabung"):
        verify_identifier(by=officer, identifier=again)
    assert cooperative.identifiers.get().verified_at is None


def test_figures_changed_since_they_were_seen_are_not_verified(make_user, make_cooperative):
    officer, cooperative = make_user(Role.OFFICER), make_cooperative()
    year = {"by": officer, "cooperative": cooperative, "book_year": 2024}
    record_year(**year, figures=YearFigures(assets=Decimal("1000000.50")))
    seen = cooperative.years.get()
    record_year(**year, figures=YearFigures(assets=Decimal(9000000)))
    with pytest.raises(CooperativeRefused, match="diubah orang lain"):
        verify_year(by=officer, year=seen)
    assert cooperative.years.get().verified_at is None
    assert verify_year(by=officer, year=cooperative.years.get()).verified_by == officer


def test_who_verified_first_stays(make_user, make_cooperative):
    first, second = make_user(Role.OFFICER), make_user(Role.OFFICER)
    year = record_year(
        by=first, cooperative=make_cooperative(), book_year=2024, figures=YearFigures(members=4)
    )
    verify_year(by=first, year=year)
    assert verify_year(by=second, year=year).verified_by == first


def test_cooperative_does_not_verify_its_own_papers(make_user, make_cooperative):
    cooperative = make_cooperative()
    manager = make_user(
        Role.COOPERATIVE_MANAGER, str(cooperative.public_id), scope_kind=ScopeKind.COOPERATIVE
    )
    identifier = set_identifier(
        by=manager, cooperative=cooperative, kind=IdentifierKind.NIB, typed="0101259900001"
    )
    with pytest.raises(OutOfScope):
        verify_identifier(by=manager, identifier=identifier)


@pytest.mark.parametrize(
    "change", [{"value": ""}, {"value": "12", "kind": "nib"}, {"verified_at": "2025-01-01T00:00Z"}]
)
def test_database_refuses_a_broken_number(make_cooperative, change):
    identifier = set_identifier(
        by=None, cooperative=make_cooperative(), kind=IdentifierKind.NIB, typed="0101259900001"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        CooperativeIdentifier.objects.filter(pk=identifier.pk).update(**change)


def test_business_lines_carry_their_classification_year(make_cooperative):
    cooperative = make_cooperative()
    lines = [
        BusinessLine(code="47111", classification_year=2020),
        BusinessLine(code="64142", classification_year=2020),
    ]
    set_business_lines(by=None, cooperative=cooperative, lines=lines)
    written = set_business_lines(by=None, cooperative=cooperative, lines=lines[::-1])
    assert [(line.code, line.is_main) for line in written] == [("64142", True), ("47111", False)]
    with pytest.raises(CooperativeRefused, match="Tahun klasifikasi"):
        set_business_lines(
            by=None,
            cooperative=cooperative,
            lines=[BusinessLine(code="47111", classification_year=None)],
        )


def test_chair_is_one_at_a_time_and_the_next_follows_the_end(make_cooperative):
    cooperative = make_cooperative()
    first = add_officer(
        by=None,
        cooperative=cooperative,
        fields=OfficerFields(
            post=Post.CHAIR, person_name="H. Soetardjo", from_on=dt.date(2020, 1, 1)
        ),
    )
    second = OfficerFields(post=Post.CHAIR, person_name="Siti Aminah", from_on=dt.date(2025, 1, 2))
    with pytest.raises(CooperativeRefused, match="Soetardjo"):
        add_officer(by=None, cooperative=cooperative, fields=second)
    end_officer(by=None, officer=first, ended_on=dt.date(2025, 1, 1), reason="Masa jabatan habis")
    add_officer(by=None, cooperative=cooperative, fields=second)
    serving = cooperative.officers.serving(dt.date(2025, 2, 1))
    assert [officer.person_name for officer in serving] == ["Siti Aminah"]


def test_nik_of_an_officer_is_encrypted_tells_the_sex_and_survives_an_empty_form(
    make_cooperative,
):
    cooperative = make_cooperative()
    fields = OfficerFields(post=Post.SECRETARY, person_name="Contoh Orang", nik="9999994101800001")
    officer = add_officer(by=None, cooperative=cooperative, fields=fields)
    assert officer.sex == "female"
    change_officer(
        by=None,
        officer=officer,
        fields=OfficerFields(post=Post.TREASURER, person_name="Contoh Orang", sex="female"),
    )
    officer.refresh_from_db()
    assert (officer.post, officer.nik) == (Post.TREASURER, "9999994101800001")


def test_year_keeps_what_is_not_reported_again(make_user, make_cooperative):
    officer, cooperative = make_user(Role.OFFICER), make_cooperative()
    year = record_year(
        by=officer,
        cooperative=cooperative,
        book_year=2024,
        figures=YearFigures(members=40, assets=Decimal("1000000.50")),
    )
    verify_year(by=officer, year=year)
    year = record_year(
        by=officer,
        cooperative=cooperative,
        book_year=2024,
        figures=YearFigures(rat_on=dt.date(2025, 3, 12)),
    )
    assert (year.members, year.assets, year.is_rat_held) == (40, Decimal("1000000.50"), True)
    assert year.verified_by is None


def test_rat_before_the_end_of_its_book_year_is_refused(make_cooperative):
    cooperative = make_cooperative()
    with pytest.raises(CooperativeRefused, match="sesudah tahun itu berakhir"):
        record_year(
            by=None,
            cooperative=cooperative,
            book_year=2024,
            figures=YearFigures(rat_on=dt.date(2024, 3, 12)),
        )
    year = record_year(by=None, cooperative=cooperative, book_year=2024, figures=YearFigures())
    with pytest.raises(IntegrityError), transaction.atomic():
        CooperativeYear.objects.filter(pk=year.pk).update(
            rat_on=dt.date(2024, 3, 12), is_rat_held=True
        )
