"""The first page of those who hold one cooperative or business, and of those who watch."""

import datetime as dt

import pytest
from tests.registry.cooperatives.conftest import make_cooperative, villages

from umpak.foundation import calendar
from umpak.foundation.access.choices import Role, ScopeKind
from umpak.foundation.personal_data.models import Unmasking
from umpak.registry.cooperatives.choices import Kind, LegalStatus
from umpak.registry.people.models import Household
from umpak.registry.people.services.restriction import restrict

__all__ = ["make_cooperative", "villages"]


def page_of(client, user) -> str:
    client.force_login(user)
    return client.get("/").content.decode()


@pytest.fixture
def forming(make_cooperative):
    """Formed a hundred days ago, its decree not yet here."""
    return make_cooperative(
        "Koperasi Desa Merah Putih Sumberan Wetan",
        kind=Kind.KMP,
        founded_on=calendar.today() - dt.timedelta(days=100),
    )


@pytest.fixture
def holder(make_user, forming):
    def make(role: Role):
        return make_user(role, str(forming.public_id), scope_kind=ScopeKind.COOPERATIVE)

    return make


def test_manager_sees_the_own_cooperative_and_what_it_lacks(client, holder, forming):
    shown = page_of(client, holder(Role.COOPERATIVE_MANAGER))
    assert f"/koperasi/{forming.public_id}/" in shown
    assert "Selesaikan badan hukum" in shown
    assert "menunggu 100 hari sejak dibentuk" in shown
    assert "Lengkapi nomor resmi" in shown


def test_no_meeting_is_asked_for_from_before_legal_status(client, holder, forming):
    manager = holder(Role.COOPERATIVE_MANAGER)
    forming.founded_on = forming.founded_on.replace(year=2001)
    forming.save()
    assert "Catat RAT" not in page_of(client, manager)
    forming.legal_status = LegalStatus.LEGAL
    forming.save()
    assert "Catat RAT tahun buku" in page_of(client, manager)


def test_supervisor_reads_what_is_missing_and_is_not_told_to_write_it(client, holder, forming):
    forming.legal_status = LegalStatus.LEGAL
    forming.founded_on = forming.founded_on.replace(year=2001)
    forming.save()
    shown = page_of(client, holder(Role.SUPERVISOR))
    assert "belum tercatat" in shown
    assert "Nomor resmi belum lengkap" in shown
    assert "Catat RAT" not in shown


def test_member_sees_the_cooperative_without_its_homework(client, holder):
    shown = page_of(client, holder(Role.MEMBER))
    assert "Koperasi saya" in shown
    assert "Lengkapi nomor resmi" not in shown


def test_manager_of_one_is_not_told_who_else_waits(client, holder, make_cooperative):
    make_cooperative("Koperasi Lain")
    shown = page_of(client, holder(Role.COOPERATIVE_MANAGER))
    assert "Koperasi Lain" not in shown


def test_office_sees_who_has_waited_longest_for_legal_status(
    client, make_user, forming, make_cooperative
):
    make_cooperative("Koperasi Resmi", legal_status=LegalStatus.LEGAL)
    make_cooperative("Koperasi Tanpa Tanggal")
    shown = page_of(client, make_user(Role.OFFICER, "99.01"))
    assert "100 hari, sejak" in shown
    assert shown.index(forming.name) < shown.index("Koperasi Tanpa Tanggal")
    assert "Koperasi Resmi" not in shown
    assert "Semua 2 yang menunggu" in shown


def test_pkk_sees_families_and_businesses_of_the_district(client, make_user, villages):
    shown = page_of(client, make_user(Role.PKK, "99.01.01"))
    assert "Keluarga desil 1–2" in shown
    assert "Usaha tercatat" in shown


def test_village_officer_is_not_told_of_nought_districts(client, make_user, villages):
    client.force_login(make_user(Role.VILLAGE_OFFICER, "99.01.01.2001"))
    labels = [str(stat.label) for stat in client.get("/").context["stats"]]
    assert "Kecamatan" not in labels
    assert "Desa dan kelurahan" in labels


def test_data_protection_officer_sees_how_often_identities_are_opened(client, make_user, villages):
    client.force_login(make_user(Role.DATA_PROTECTION_OFFICER, "99.01"))
    stats = {str(stat.label): stat.value for stat in client.get("/").context["stats"]}
    assert stats["Identitas dibuka"] == "0"
    assert stats["Masih terbuka sekarang"] == "0"
    assert "Kecamatan" not in stats


def test_data_protection_officer_reads_who_opened_what_and_why(client, make_user, make_cooperative):
    user = make_user(Role.DATA_PROTECTION_OFFICER, "99.01")
    assert "Identitas terakhir dibuka" not in page_of(client, user)
    record = make_cooperative("Sumber Rejeki")
    Unmasking.objects.create(
        user=make_user(Role.OFFICER, "99.01"), subject_kind="cooperatives.cooperative",
        subject_key=str(record.public_id), territory_code=record.village_id,
        reason="Mencocokkan akta", granted_at=calendar.now(),
        expires_at=calendar.now() + dt.timedelta(minutes=30),
    )  # fmt: skip
    shown = page_of(client, user)
    assert "Identitas terakhir dibuka" in shown
    assert "Mencocokkan akta" in shown


def test_data_protection_officer_counts_the_families_in_no_list(client, make_user, villages):
    officer = make_user(Role.OFFICER, "99.01")
    family = Household.objects.create(village=villages["99.01.01.2001"], head_name="Suminah")
    watcher = make_user(Role.DATA_PROTECTION_OFFICER, "99.01")
    assert restricted_count(client, watcher) == "0"
    restrict(by=officer, record=family, reason="Atas permintaan keluarga")
    assert restricted_count(client, watcher) == "1"


def restricted_count(client, user) -> str:
    client.force_login(user)
    stats = {str(stat.label): stat.value for stat in client.get("/").context["stats"]}
    return stats["Pemrosesan dibatasi"]
