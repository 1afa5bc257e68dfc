import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from umpak.foundation.access.choices import Permission, Role
from umpak.foundation.access.errors import NotPermitted, OutOfScope
from umpak.foundation.access.scope import narrow
from umpak.foundation.audit.models import AuditEntry
from umpak.foundation.refusals import AlreadyStored
from umpak.registry.bumdes.choices import AssetCategory, BumdesKind, LegalStatus
from umpak.registry.bumdes.details import AssetDetails, UnitDetails, YearDetails
from umpak.registry.bumdes.errors import BumdesRefused
from umpak.registry.bumdes.models import Bumdes
from umpak.registry.bumdes.services import (
    add_bumdes,
    change_bumdes,
    remove_part,
    save_asset,
    save_unit,
    save_year,
)

from .conftest import CERTIFICATE, KELURAHAN, NEIGHBOUR, VILLAGE


def test_bumdes_becomes_a_legal_body_by_its_certificate(officer, details, legal):
    bumdes = add_bumdes(by=officer, details=details())
    assert not bumdes.is_legal_body
    typed = legal | {"legal_number": "ahu-99001.ah.01.33 tahun 2022"}
    change_bumdes(by=officer, bumdes=bumdes, details=details(**typed), reason="Sertifikat terbit")
    bumdes.refresh_from_db()
    assert bumdes.is_legal_body
    assert bumdes.legal_number == CERTIFICATE
    assert AuditEntry.objects.get(verb="bumdes.change").reason == "Sertifikat terbit"


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"name": " "}, "name", "wajib"),
        ({"village_code": KELURAHAN}, "village", "kelurahan"),
        ({"village_code": "99.01.02"}, "village", "Pilih desa"),
        ({"legal_status": LegalStatus.LEGAL_BODY}, "legal_number", "contoh"),
        ({"legal_status": LegalStatus.LEGAL_BODY}, "legal_on", "tanggal"),
        (
            {"legal_status": LegalStatus.IN_PROCESS, "legal_number": "x"},
            "legal_status", "kosongkan",
        ),
        ({"kind": BumdesKind.BUMDESMA}, "member_villages", "dua desa"),
        ({"member_village_codes": (NEIGHBOUR,)}, "member_villages", "BUMDesma"),
        (
            {"kind": BumdesKind.BUMDESMA, "member_village_codes": (KELURAHAN,)},
            "member_villages", "kelurahan",
        ),
        ({"ranking": "maju"}, "ranking_year", "bersama"),
        ({"ranking": "maju", "ranking_year": 2019}, "ranking_year", "2021"),
        ({"phone": "123"}, "phone", "contoh"),
        ({"founded_on": dt.date(2999, 1, 1)}, "founded_on", "hari ini"),
        ({"reported_assets": Decimal(-1)}, "reported_assets", "nol"),
    ],
)  # fmt: skip
def test_fault_is_told_beside_its_field_and_nothing_is_written(
    officer, details, changed, field, words
):
    with pytest.raises(BumdesRefused) as refusal:
        add_bumdes(by=officer, details=details(**changed))
    assert words in " ".join(refusal.value.message_dict[field])
    assert not Bumdes.objects.exists()


def test_certificate_before_founding_is_refused(officer, details, legal):
    with pytest.raises(BumdesRefused, match="mendahului"):
        add_bumdes(by=officer, details=details(**legal, founded_on=dt.date(2023, 1, 1)))


def test_one_certificate_belongs_to_one_bumdes(officer, details, legal):
    add_bumdes(by=officer, details=details(**legal))
    with pytest.raises(AlreadyStored, match="sertifikat ini sudah"):
        add_bumdes(by=officer, details=details(**legal, name="Lain"))
    with pytest.raises(AlreadyStored, match="sudah ada"):
        add_bumdes(by=officer, details=details())


def test_bumdesma_is_seen_by_all_its_villages_and_no_other(make_user, officer, details):
    shared = details(kind=BumdesKind.BUMDESMA, member_village_codes=(NEIGHBOUR,))
    bumdes = add_bumdes(by=officer, details=shared)
    for place, found in ((VILLAGE, [bumdes]), (NEIGHBOUR, [bumdes]), (KELURAHAN, [])):
        user = make_user(Role.VILLAGE_OFFICER, place)
        assert list(narrow(Bumdes.objects.all(), user, Permission.BUMDES_VIEW)) == found
    change_bumdes(by=officer, bumdes=bumdes, details=details())
    assert [share.village_id for share in bumdes.member_villages.all()] == [VILLAGE]


@pytest.mark.parametrize(
    ("role", "place", "refusal"),
    [(Role.PLANNER, "99.01", NotPermitted), (Role.VILLAGE_OFFICER, NEIGHBOUR, OutOfScope)],
)
def test_bumdes_is_written_only_by_those_who_may_and_there(
    make_user, officer, details, role, place, refusal
):
    bumdes = add_bumdes(by=officer, details=details())
    user = make_user(role, place)
    with pytest.raises(refusal):
        add_bumdes(by=user, details=details(name="Lain"))
    with pytest.raises(refusal):
        change_bumdes(by=user, bumdes=bumdes, details=details())
    with pytest.raises(refusal):
        save_unit(by=user, bumdes=bumdes, details=UnitDetails(name="Toko"))
    local = make_user(Role.VILLAGE_OFFICER, VILLAGE)
    assert save_unit(by=local, bumdes=bumdes, details=UnitDetails(name="Toko"))


def test_units_assets_and_years_are_kept_once_and_leave_a_trail(officer, details):
    bumdes = add_bumdes(by=officer, details=details())
    unit = save_unit(by=officer, bumdes=bumdes, details=UnitDetails(name=" Air  bersih "))
    assert unit.name == "Air bersih"
    with pytest.raises(AlreadyStored, match="Sudah tercatat"):
        save_unit(by=officer, bumdes=bumdes, details=UnitDetails(name="Air bersih"))
    loss = YearDetails(year=2025, profit=Decimal(-5_000_000))
    assert save_year(by=officer, bumdes=bumdes, details=loss).profit == -5_000_000
    with pytest.raises(AlreadyStored, match="Sudah tercatat"):
        save_year(by=officer, bumdes=bumdes, details=loss)
    tractor = AssetDetails(name="Traktor", category=AssetCategory.MACHINE, value=Decimal(1))
    save_asset(by=officer, bumdes=bumdes, details=tractor)
    remove_part(by=officer, bumdes=bumdes, part=unit)
    assert AuditEntry.objects.get(verb="bumdes.remove_bumdesunit").details == {
        "removed": "Air bersih"
    }


@pytest.mark.parametrize(
    "broken",
    [
        {"name": ""},
        {"village_id": KELURAHAN},
        {"legal_status": "berbadan_hukum"},
        {"legal_status": "proses", "legal_number": CERTIFICATE},
        {"legal_on": dt.date(2022, 1, 1)},
        {"ranking": "maju"},
        {"ranking_year": 2024},
        {"reported_assets": Decimal(-1)},
        {"phone": "+6281200000000"},
    ],
)
def test_database_refuses_broken_bumdes(officer, details, broken):
    bumdes = add_bumdes(by=officer, details=details())
    with pytest.raises(IntegrityError), transaction.atomic():
        Bumdes.objects.filter(pk=bumdes.pk).update(**broken)
