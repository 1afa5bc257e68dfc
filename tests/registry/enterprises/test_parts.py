import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from umpak.foundation.access.choices import Role, ScopeKind
from umpak.foundation.access.errors import OutOfScope
from umpak.foundation.audit.models import AuditEntry
from umpak.foundation.refusals import AlreadyStored
from umpak.registry.enterprises.choices import BuyerKind, PermitKind
from umpak.registry.enterprises.details import BuyerDetails, PermitDetails, ProductDetails
from umpak.registry.enterprises.errors import EnterpriseRefused
from umpak.registry.enterprises.models import EnterpriseGroup, Permit, Product
from umpak.registry.enterprises.services.enterprises import add_enterprise
from umpak.registry.enterprises.services.parts import (
    join_group,
    remove_part,
    save_buyer,
    save_permit,
    save_product,
)


@pytest.fixture
def enterprise(officer, details):
    return add_enterprise(by=officer, details=details())


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        (PermitKind.NIB, "0101 2599-00001", "0101259900001"),
        (PermitKind.PIRT, "P-IRT No. 29900.00000.00001", "299000000000001"),
        (PermitKind.HALAL, "ID 99-0000-0000-0001", "ID99000000000001"),
        (PermitKind.HALAL, "id99000000000001", "ID99000000000001"),
        (PermitKind.TRADEMARK, "IDM 000 123/26", "IDM 000 123/26"),
    ],
)
def test_permit_number_is_stored_in_one_form(officer, enterprise, kind, typed, stored):
    permit = PermitDetails(kind=kind, number=typed)
    assert save_permit(by=officer, enterprise=enterprise, details=permit).number == stored


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"kind": "nib", "number": "010125990000"}, "number", "13 angka"),
        ({"kind": "pirt", "number": "12345"}, "number", "15 angka"),
        ({"kind": "halal", "number": "ID12"}, "number", "ID diikuti"),
        ({"kind": "merek", "number": " "}, "number", "kosong"),
        ({"kind": "jimat", "number": "1"}, "kind", "jenis izin"),
        (
            {
                "kind": "merek", "number": "M1",
                "issued_on": dt.date(2026, 2, 2), "expires_on": dt.date(2026, 2, 1),
            },
            "expires_on", "mendahului",
        ),
        ({"kind": "merek", "number": "M1", "issued_on": dt.date(2999, 1, 1)}, "issued_on", "hari"),
    ],
)  # fmt: skip
def test_wrong_permit_is_refused_beside_its_field(officer, enterprise, typed, field, words):
    with pytest.raises(EnterpriseRefused) as refusal:
        save_permit(by=officer, enterprise=enterprise, details=PermitDetails(**typed))
    assert words in " ".join(refusal.value.message_dict[field])
    assert not Permit.objects.exists()


def test_same_product_is_not_written_twice(officer, enterprise):
    chips = ProductDetails(name="Keripik singkong", unit="bungkus")
    product = save_product(by=officer, enterprise=enterprise, details=chips)
    with pytest.raises(AlreadyStored, match="Sudah tercatat"):
        save_product(by=officer, enterprise=enterprise, details=chips)
    renamed = ProductDetails(name="Keripik pedas")
    save_product(by=officer, enterprise=enterprise, details=renamed, product=product)
    assert [one.name for one in enterprise.products.all()] == ["Keripik pedas"]


def test_what_is_taken_away_stays_in_the_trail(officer, enterprise):
    buyer = save_buyer(
        by=officer, enterprise=enterprise,
        details=BuyerDetails(name="Hotel Melati", kind=BuyerKind.HOTEL, since_year=2024),
    )  # fmt: skip
    remove_part(by=officer, enterprise=enterprise, part=buyer)
    assert not enterprise.buyers.exists()
    entry = AuditEntry.objects.get(verb="enterprise.remove_buyer")
    assert entry.details == {"removed": "Hotel Melati"}


def test_group_of_a_village_is_made_once(officer, details, enterprise):
    other = add_enterprise(by=officer, details=details(name="Lain"))
    for one in (enterprise, other, other):
        join_group(by=officer, enterprise=one, group_name=" KUB  Keripik ")
    group = EnterpriseGroup.objects.get()
    assert (group.name, group.members.count()) == ("KUB Keripik", 2)


def test_owner_writes_the_own_products_and_no_others(make_user, officer, details, enterprise):
    other = add_enterprise(by=officer, details=details(name="Lain"))
    user = make_user(
        Role.ENTERPRISE_OWNER, str(enterprise.public_id), scope_kind=ScopeKind.ENTERPRISE
    )
    chips = ProductDetails(name="Keripik")
    assert save_product(by=user, enterprise=enterprise, details=chips)
    with pytest.raises(OutOfScope):
        save_product(by=user, enterprise=other, details=chips)


@pytest.mark.parametrize(
    ("model", "broken"),
    [
        (Product, {"name": ""}),
        (Product, {"price": -1}),
        (Permit, {"number": "1"}),
        (Permit, {"issued_on": dt.date(2026, 2, 2), "expires_on": dt.date(2026, 2, 1)}),
    ],
)
def test_database_refuses_broken_parts(officer, enterprise, model, broken):
    save_product(by=officer, enterprise=enterprise, details=ProductDetails(name="Keripik"))
    nib = PermitDetails(kind="nib", number="0101259900001")
    save_permit(by=officer, enterprise=enterprise, details=nib)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**broken)
