import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from umpak.foundation import calendar
from umpak.foundation.access.choices import Permission, Role, ScopeKind
from umpak.foundation.access.errors import NotPermitted, OutOfScope
from umpak.foundation.access.scope import narrow
from umpak.foundation.audit.models import AuditEntry
from umpak.foundation.personal_data.cipher import keyed_hash
from umpak.foundation.search.selectors import search
from umpak.registry.enterprises.choices import OwnerKind, SizeTest
from umpak.registry.enterprises.errors import EnterpriseRefused
from umpak.registry.enterprises.models import Enterprise
from umpak.registry.enterprises.services.enterprises import (
    add_enterprise,
    change_enterprise,
    close_enterprise,
    owner_label,
    reopen_enterprise,
)
from umpak.registry.people.models import Household

from .conftest import NEIGHBOUR, NIK, VILLAGE

BILLION = Decimal(1_000_000_000)


def test_business_is_added_with_its_trail_and_found_despite_a_slip(officer, details):
    enterprise = add_enterprise(by=officer, details=details(phone="0812 3456 7890"))
    assert enterprise.phone == "+6281234567890"
    assert bytes(enterprise.phone_hash) == keyed_hash("+6281234567890")
    entry = AuditEntry.objects.get(verb="enterprise.add")
    assert (entry.by, entry.territory_code) == (officer, VILLAGE)
    assert list(search(Enterprise.objects.all(), "kripik bu sri")) == [enterprise]
    assert list(search(Enterprise.objects.all(), "wahyuni")) == [enterprise]


@pytest.mark.parametrize(
    ("capital", "sales", "year", "size", "by"),
    [
        (BILLION, 2 * BILLION, 2019, "mikro", SizeTest.SALES),
        (BILLION, 2 * BILLION + 1, 2019, "kecil", SizeTest.SALES),
        (BILLION + 1, 2 * BILLION, 2019, "mikro", SizeTest.SALES),
        (BILLION + 1, 2 * BILLION, 2022, "kecil", SizeTest.CAPITAL),
        (BILLION, None, 2022, "mikro", SizeTest.CAPITAL),
        (BILLION, None, 2019, "", ""),
        (BILLION + 1, 2 * BILLION, None, "", ""),
        (BILLION, 2 * BILLION, None, "mikro", ""),
        (BILLION + 1, 2 * BILLION, 2021, "", ""),  # before or after 2 February 2021?
    ],
)
def test_size_keeps_both_tests_and_says_which_one_counts(
    officer, details, capital, sales, year, size, by
):
    enterprise = add_enterprise(
        by=officer, details=details(capital=capital, yearly_sales=sales, started_year=year)
    )
    assert (enterprise.size, enterprise.size_decided_by) == (size, by)
    assert bool(enterprise.size_by_capital) == (capital is not None)
    assert bool(enterprise.size_by_sales) == (sales is not None)


def test_owner_is_found_by_nik_and_the_name_comes_from_the_family_register(officer, owner, details):
    enterprise = add_enterprise(by=officer, details=details(owner_nik=NIK, owner_name="Bu Sri"))
    assert (enterprise.owner, enterprise.household) == (owner, owner.household)
    assert (enterprise.owner_name, owner_label(enterprise)) == ("", "Sri Wahyuni")
    changed = change_enterprise(by=officer, enterprise=enterprise, details=details(name="Baru"))
    assert changed.owner == owner


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"name": "  "}, "name", "wajib"),
        ({"village_code": "99.01.02"}, "village", "Pilih desa"),
        ({"sector": "sihir"}, "sector", "Pilih sektor"),
        ({"owner_name": ""}, "owner_name", "NIK pemilik"),
        ({"owner_nik": "9901024101800009"}, "owner_nik", "belum ada"),
        ({"owner_nik": "99010241018"}, "owner_nik", "16 angka"),
        ({"owner_kind": OwnerKind.BODY, "owner_name": ""}, "owner_name", "badan usaha"),
        ({"phone": "12"}, "phone", "contoh"),
        ({"kbli": "1079", "kbli_year": 2020}, "kbli", "5 angka"),
        ({"kbli": "10794"}, "kbli_year", "klasifikasi"),
        ({"capital": Decimal(-1)}, "capital", "nol"),
        ({"started_year": 1800}, "started_year", "tidak mungkin"),
        ({"started_on": dt.date(2020, 1, 1)}, "started_year", "tidak sama"),
        ({"started_on": dt.date(2999, 1, 1), "started_year": None}, "started_on", "hari ini"),
    ],
)
def test_fault_is_told_beside_its_field_and_nothing_is_written(
    officer, details, changed, field, words
):
    with pytest.raises(EnterpriseRefused) as refusal:
        add_enterprise(by=officer, details=details(**changed))
    assert words in " ".join(refusal.value.message_dict[field])
    assert not Enterprise.objects.exists()


@pytest.mark.parametrize(
    ("role", "place", "refusal"),
    [
        (Role.PLANNER, "99.01", NotPermitted),
        (Role.VILLAGE_OFFICER, NEIGHBOUR, OutOfScope),
        (Role.PKK, "99.01.03", OutOfScope),
    ],
)
def test_business_is_written_only_by_those_who_may_and_there(
    make_user, officer, details, role, place, refusal
):
    enterprise = add_enterprise(by=officer, details=details())
    user = make_user(role, place)
    with pytest.raises(refusal):
        add_enterprise(by=user, details=details(name="Lain"))
    with pytest.raises(refusal):
        change_enterprise(by=user, enterprise=enterprise, details=details())
    local = make_user(Role.VILLAGE_OFFICER, VILLAGE)
    assert change_enterprise(by=local, enterprise=enterprise, details=details())
    with pytest.raises(OutOfScope):
        change_enterprise(by=local, enterprise=enterprise, details=details(village_code=NEIGHBOUR))


def test_owner_changes_the_own_business_but_not_whose_or_where_it_is(
    make_user, officer, owner, details
):
    mine = add_enterprise(by=officer, details=details(owner_nik=NIK))
    other = add_enterprise(by=officer, details=details(name="Lain"))
    user = make_user(Role.ENTERPRISE_OWNER, str(mine.public_id), scope_kind=ScopeKind.ENTERPRISE)
    assert list(narrow(Enterprise.objects.all(), user, Permission.ENTERPRISE_VIEW)) == [mine]
    typed = details(name="Keripik Maju", owner_kind=OwnerKind.BODY, owner_name="PT Lain")
    change_enterprise(by=user, enterprise=mine, details=typed)
    mine.refresh_from_db()
    assert (mine.name, mine.owner, mine.owner_kind) == ("Keripik Maju", owner, OwnerKind.PERSON)
    with pytest.raises(OutOfScope):
        change_enterprise(by=user, enterprise=other, details=details())
    with pytest.raises(OutOfScope):
        change_enterprise(by=user, enterprise=mine, details=details(village_code=NEIGHBOUR))


def test_closing_asks_a_reason_and_can_be_taken_back(officer, details):
    enterprise = add_enterprise(by=officer, details=details())
    today = calendar.today()
    with pytest.raises(EnterpriseRefused):
        close_enterprise(by=officer, enterprise=enterprise, closed_on=today, reason=" ")
    with pytest.raises(EnterpriseRefused):
        close_enterprise(
            by=officer, enterprise=enterprise, closed_on=today + dt.timedelta(1), reason="Pindah"
        )
    close_enterprise(by=officer, enterprise=enterprise, closed_on=today, reason="Pindah")
    assert not enterprise.is_open
    reopen_enterprise(by=officer, enterprise=enterprise, reason="Salah catat")
    enterprise.refresh_from_db()
    assert enterprise.is_open


def test_business_of_a_restricted_owner_is_in_no_list(officer, owner, details):
    enterprise = add_enterprise(by=officer, details=details(owner_nik=NIK))
    add_enterprise(by=officer, details=details(name="Lain"))
    type(owner).objects.filter(pk=owner.pk).update(is_restricted=True)
    assert [row.name for row in Enterprise.objects.all()] == ["Lain"]
    assert Enterprise.with_restricted.filter(pk=enterprise.pk).exists()


def test_business_of_an_owner_from_a_restricted_family_is_in_no_list(officer, owner, details):
    enterprise = add_enterprise(by=officer, details=details(owner_nik=NIK))
    assert enterprise.owner == owner
    Enterprise.objects.filter(pk=enterprise.pk).update(household=None)
    Household.objects.filter(pk=owner.household_id).update(is_restricted=True)
    assert not Enterprise.objects.exists()


@pytest.mark.parametrize(
    "broken",
    [
        {"name": ""},
        {"owner_name": ""},
        {"village_id": "99.01.02"},
        {"kbli": "10794"},
        {"kbli_year": 2020},
        {"capital": Decimal(-1)},
        {"capital": None},
        {"size_by_sales": ""},
        {"size": "besar"},
        {"started_on": dt.date(2020, 1, 1)},
        {"closed_on": dt.date(2020, 1, 1)},
        {"owner_kind": OwnerKind.BODY, "owner_name": ""},
        {"phone": "+6281200000000"},
    ],
)
def test_database_refuses_broken_businesses(officer, details, broken):
    enterprise = add_enterprise(by=officer, details=details())
    with pytest.raises(IntegrityError), transaction.atomic():
        Enterprise.objects.filter(pk=enterprise.pk).update(**broken)
