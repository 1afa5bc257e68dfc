import datetime as dt

import pytest

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission, Role, ScopeKind
from umpak.foundation.access.errors import NotPermitted, OutOfScope, SamePersonRefused
from umpak.foundation.access.services import (
    GrantRefused,
    grant_role,
    revoke_role,
    set_password,
)
from umpak.foundation.audit.models import AuditEntry

pytestmark = pytest.mark.both_servers

DAY = dt.timedelta(days=1)


def test_role_holds_in_its_territory_and_not_beside_it(make_user):
    officer = make_user(Role.VILLAGE_OFFICER, "99.01.02.2001")
    assert scope.may_in_territory(officer, Permission.PEOPLE_CHANGE, "99.01.02.2001")
    assert not scope.may_in_territory(officer, Permission.PEOPLE_CHANGE, "99.01.02.2002")


def test_code_that_only_begins_alike_is_not_within(make_user):
    district = make_user(Role.DISTRICT_OFFICE, "99.01.02")
    assert scope.may_in_territory(district, Permission.PEOPLE_VIEW, "99.01.02.2001")
    assert not scope.may_in_territory(district, Permission.PEOPLE_VIEW, "99.01.021")


@pytest.mark.parametrize(
    ("from_days", "until_days", "holds"),
    [(-1, 1, True), (0, 0, True), (1, 2, False), (-2, -1, False)],
)
def test_role_holds_from_its_first_to_its_last_day(make_user, from_days, until_days, holds):
    today = calendar.today()
    user = make_user(
        Role.OFFICER, from_on=today + from_days * DAY, until_on=today + until_days * DAY
    )
    assert scope.may(user, Permission.IMPORT_RUN) is holds


def test_revoked_role_ends_at_once_and_leaves_a_trail(make_user):
    head, officer = make_user(Role.HEAD), make_user(Role.OFFICER)
    grant = officer.grants.get()
    revoke_role(by=head, grant=grant, reason="Mutasi pegawai")
    fresh = type(officer).objects.get(pk=officer.pk)
    assert not scope.may(fresh, Permission.IMPORT_RUN)
    entry = AuditEntry.objects.get(verb="role.revoke")
    assert (entry.by, entry.reason) == (head, "Mutasi pegawai")
    assert entry.territory_code == "99.01"


def test_trail_of_a_role_says_where_it_holds(make_user):
    make_user(Role.VILLAGE_OFFICER, "99.01.02.2001")
    assert AuditEntry.objects.get(verb="role.grant").territory_code == "99.01.02.2001"


def test_nobody_grants_a_role_to_themselves(make_user):
    head = make_user(Role.HEAD)
    with pytest.raises(NotPermitted):
        grant_role(
            by=head, user=head, role=Role.OFFICER,
            scope_kind=ScopeKind.TERRITORY, scope_key="99.01",
        )  # fmt: skip


def test_grantor_cannot_give_more_than_their_own_territory(make_user):
    head, user = make_user(Role.HEAD, "99.01"), make_user()
    with pytest.raises(OutOfScope):
        grant_role(
            by=head, user=user, role=Role.OFFICER,
            scope_kind=ScopeKind.TERRITORY, scope_key="99.02",
        )  # fmt: skip
    assert not user.grants.exists()


def test_role_is_refused_on_a_scope_of_the_wrong_kind(make_user):
    head, user = make_user(Role.HEAD), make_user()
    with pytest.raises(GrantRefused):
        grant_role(
            by=head, user=user, role=Role.TELLER,
            scope_kind=ScopeKind.TERRITORY, scope_key="99.01",
        )  # fmt: skip


def test_whoever_proposes_does_not_approve(make_user):
    one, other = make_user(Role.HEAD), make_user(Role.HEAD)
    scope.require_two_people(proposed_by=one, decided_by=other)
    with pytest.raises(SamePersonRefused):
        scope.require_two_people(proposed_by=one, decided_by=one)


def test_account_with_a_wider_role_to_come_is_out_of_a_district_heads_reach(make_user):
    head, clerk = make_user(Role.HEAD, "99.01.02"), make_user(Role.VILLAGE_OFFICER, "99.01.02.2001")
    set_password(by=head, user=clerk, password="sandi-baru-1", reason="Lupa")
    grant_role(
        by=None, user=clerk, role=Role.HEAD, scope_kind=ScopeKind.TERRITORY, scope_key="99.01",
        from_on=calendar.today() + DAY,
    )  # fmt: skip
    with pytest.raises(OutOfScope):
        set_password(by=head, user=clerk, password="sandi-baru-2", reason="Lupa")
