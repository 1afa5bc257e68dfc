import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from umpak.foundation.access.choices import Permission, Role, ScopeKind
from umpak.foundation.access.errors import NotPermitted, OutOfScope
from umpak.foundation.access.scope import narrow
from umpak.foundation.audit.models import AuditEntry
from umpak.foundation.audit.selectors import timeline
from umpak.registry.cooperatives.choices import ClosingReason, CoordinateCheck, Kind, Pattern
from umpak.registry.cooperatives.errors import CooperativeRefused
from umpak.registry.cooperatives.models import Cooperative
from umpak.registry.cooperatives.services import (
    CooperativeFields,
    add_cooperative,
    change_cooperative,
    close_cooperative,
    fields_of,
)
from umpak.registry.territory.geometry.display import refresh_display_after_import
from umpak.registry.territory.models import Boundary

FIELDS = CooperativeFields(
    name=" Koperasi  Simpan Pinjam Sumber Rejeki ", kind=Kind.KSP, village_code="99.01.01.2001"
)


def test_officer_adds_cooperative_with_audit_row_and_served_seat(make_user, villages):
    officer = make_user(Role.OFFICER)
    cooperative = add_cooperative(by=officer, fields=FIELDS)
    assert cooperative.name == "Koperasi Simpan Pinjam Sumber Rejeki"
    assert [served.village_id for served in cooperative.served.all()] == ["99.01.01.2001"]
    entry = AuditEntry.objects.get(verb="cooperative.add")
    assert (entry.by, entry.territory_code) == (officer, "99.01.01.2001")


def test_seat_outside_the_users_territory_is_not_found(make_user, villages):
    coordinator = make_user(Role.COORDINATOR, "99.01.02")
    with pytest.raises(OutOfScope):
        add_cooperative(by=coordinator, fields=FIELDS)
    add_cooperative(
        by=coordinator, fields=dataclasses.replace(FIELDS, village_code="99.01.02.2001")
    )


def test_camat_reads_but_does_not_write(make_user, make_cooperative):
    camat = make_user(Role.DISTRICT_OFFICE, "99.01.01")
    cooperative = make_cooperative()
    assert list(narrow(Cooperative.objects.all(), camat, Permission.COOPERATIVE_VIEW)) == [
        cooperative
    ]
    with pytest.raises(NotPermitted):
        change_cooperative(by=camat, cooperative=cooperative, fields=fields_of(cooperative))


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"name": "  "}, "name", "empty"),
        ({"village_code": "99.01.09.2009"}, "village_code", "unknown_village"),
        (
            {"served_village_codes": ("99.01.09.2009",)},
            "served_village_codes",
            "unknown_village",
        ),
        ({"kind": Kind.KSPPS}, "pattern", "kspps_not_sharia"),
        ({"pattern": Pattern.SHARIA}, "pattern", "ksp_is_sharia"),
        ({"has_savings_loan_unit": True}, "has_savings_loan_unit", "ksp_has_no_unit"),
        ({"phone": "12345"}, "phone", "wrong_form"),
        ({"lat": Decimal("-7.5")}, "lat", "half_a_point"),
        ({"lat": Decimal("111.5"), "lng": Decimal("-7.5")}, "lat", "outside_indonesia"),
        ({"founded_on": dt.date(2999, 1, 1)}, "founded_on", "impossible_date"),
    ],
)
def test_impossible_data_is_refused_beside_its_field(villages, change, field, code):
    with pytest.raises(CooperativeRefused) as refused:
        add_cooperative(by=None, fields=dataclasses.replace(FIELDS, **change))
    assert {name: problem.code for name, problem in refused.value.problems.items()} == {field: code}
    assert not Cooperative.objects.exists()


@pytest.mark.parametrize(
    ("lat", "expected"),
    [("-7.5", CoordinateCheck.INSIDE), ("-6.5", CoordinateCheck.OUTSIDE), (None, "no_point")],
)
def test_point_is_judged_against_the_village_and_only_warns(make_cooperative, lat, expected):
    point = {"lat": Decimal(lat), "lng": Decimal("111.5")} if lat else {}
    assert make_cooperative(**point).coordinate_check == expected


def test_point_without_boundary_says_so(make_cooperative, villages):
    villages["99.01.01.2001"].boundary.delete()
    cooperative = make_cooperative(lat=Decimal("-7.5"), lng=Decimal("111.5"))
    assert cooperative.coordinate_check == CoordinateCheck.NO_BOUNDARY


def test_points_are_judged_again_when_boundaries_come_in(make_cooperative, villages):
    boundary = villages["99.01.01.2001"].boundary
    geometry = boundary.geometry
    boundary.delete()
    cooperative = make_cooperative(lat=Decimal("-7.5"), lng=Decimal("111.5"))
    Boundary.objects.create(
        territory=villages["99.01.01.2001"], geometry=geometry, area_km2=1, source="uji"
    )
    refresh_display_after_import(None)
    cooperative.refresh_from_db()
    assert cooperative.coordinate_check == CoordinateCheck.INSIDE


def test_changing_served_villages_keeps_the_seat_and_the_history(make_user, make_cooperative):
    officer = make_user(Role.OFFICER)
    cooperative = make_cooperative(served_village_codes=("99.01.01.2002", "99.01.02.2001"))
    fields = dataclasses.replace(
        fields_of(cooperative), served_village_codes=("99.01.01.2003",), phone="0812-3456-7890"
    )
    change_cooperative(by=officer, cooperative=cooperative, fields=fields, reason="Kunjungan")
    assert fields_of(cooperative).served_village_codes == ("99.01.01.2001", "99.01.01.2003")
    assert Cooperative.objects.get().phone == "+6281234567890"
    assert timeline(cooperative)[0].reason == "Kunjungan"


def test_manager_sees_and_changes_only_the_own_cooperative(make_user, make_cooperative):
    own, other = make_cooperative("Koperasi Satu"), make_cooperative("Koperasi Dua")
    manager = make_user(
        Role.COOPERATIVE_MANAGER, str(own.public_id), scope_kind=ScopeKind.COOPERATIVE
    )
    seen = narrow(Cooperative.objects.all(), manager, Permission.COOPERATIVE_VIEW)
    assert list(seen) == [own]
    change_cooperative(
        by=manager,
        cooperative=own,
        fields=dataclasses.replace(fields_of(own), address="Jalan Pasar 1"),
    )
    with pytest.raises(OutOfScope):
        change_cooperative(by=manager, cooperative=other, fields=fields_of(other))


def test_manager_does_not_move_the_seat_or_close(make_user, make_cooperative):
    own = make_cooperative()
    manager = make_user(
        Role.COOPERATIVE_MANAGER, str(own.public_id), scope_kind=ScopeKind.COOPERATIVE
    )
    moved = dataclasses.replace(fields_of(own), village_code="99.01.02.2001")
    with pytest.raises(OutOfScope):
        change_cooperative(by=manager, cooperative=own, fields=moved)
    with pytest.raises(OutOfScope):
        close_cooperative(
            by=manager,
            cooperative=own,
            closed_on=dt.date(2025, 1, 1),
            why=ClosingReason.DISSOLVED_BY_MEMBERS,
            reason="x",
        )


def test_district_sees_a_cooperative_that_serves_one_of_its_villages_once(
    make_user, make_cooperative
):
    cooperative = make_cooperative(served_village_codes=("99.01.02.2001", "99.01.02.2002"))
    camat = make_user(Role.DISTRICT_OFFICE, "99.01.02")
    assert list(narrow(Cooperative.objects.all(), camat, Permission.COOPERATIVE_VIEW)) == [
        cooperative
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"kind": Kind.KSPPS},
        {"name_key": ""},
        {"lat": Decimal("50"), "lng": Decimal("111")},
        {"closed_on": dt.date(2025, 1, 1)},
        {"phone_hash": b"x"},
        {"village_id": "99.01.01"},
    ],
)
def test_database_refuses_what_no_service_would_write(make_cooperative, change):
    cooperative = make_cooperative()
    with pytest.raises(IntegrityError), transaction.atomic():
        Cooperative.objects.filter(pk=cooperative.pk).update(**change)
