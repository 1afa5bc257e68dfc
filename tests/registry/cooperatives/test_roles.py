import datetime as dt

import pytest

from umpak.foundation import calendar
from umpak.foundation.access.choices import Permission, Role, ScopeKind
from umpak.foundation.access.errors import OutOfScope
from umpak.foundation.access.models import User
from umpak.foundation.access.scope import may
from umpak.foundation.access.services import grant_role, revoke_role
from umpak.foundation.audit.models import AuditEntry
from umpak.registry.cooperatives.models import Cooperative
from umpak.registry.cooperatives.services import merge_cooperatives, undo_merge


def test_trail_tells_the_cooperative_by_its_name(give, make_user):
    grant = give("99.01")
    revoke_role(by=make_user(Role.HEAD), grant=grant, reason="habis masa")
    name = Cooperative.objects.get(public_id=grant.scope_key).name
    labels = AuditEntry.objects.filter(verb__startswith="role.", subject_key=str(grant.pk))
    for label in labels.values_list("subject_label", flat=True):
        assert label == f"Tanpa peran: Pengurus koperasi ({name})"
    assert labels.count() == 2


@pytest.fixture
def merged(make_user, make_cooperative):
    """Two records of one cooperative, and a way to hold a role on either."""
    winner, loser = make_cooperative("Sumber Rejeki"), make_cooperative("Sumber Rezeki")

    def hold(cooperative, role=Role.COOPERATIVE_MANAGER, user=None, **more):
        return grant_role(
            by=None, user=user or make_user(), role=role, scope_kind=ScopeKind.COOPERATIVE,
            scope_key=str(cooperative.public_id), **more,
        )  # fmt: skip

    return winner, loser, hold


def sees(grant, cooperative):
    user = User.objects.get(pk=grant.user_id)
    return may(user, Permission.COOPERATIVE_VIEW, cooperative)


def test_role_follows_the_merged_record_and_comes_back(make_user, merged):
    winner, loser, hold = merged
    officer, grant = make_user(Role.OFFICER), hold(loser)
    assert (sees(grant, winner), sees(grant, loser)) == (False, True)
    merge = merge_cooperatives(by=officer, winner=winner, loser=loser, reason="Salah ketik")
    assert (sees(grant, winner), sees(grant, loser)) == (True, False)
    undo_merge(by=officer, merge=merge, reason="Ternyata dua koperasi")
    assert (sees(grant, winner), sees(grant, loser)) == (False, True)
    keys = list(grant.history.order_by("pgh_id").values_list("scope_key", flat=True))
    assert keys == [str(record.public_id) for record in (loser, winner, loser)]
    assert [(entry.by, entry.reason) for entry in AuditEntry.objects.filter(verb="role.move")] == [
        (officer, "Ternyata dua koperasi"),
        (officer, "Salah ketik"),
    ]


def test_role_that_is_over_or_doubled_or_ones_own_stays(make_user, merged):
    winner, loser, hold = merged
    day, officer = dt.timedelta(days=1), make_user(Role.OFFICER)
    today = calendar.today()
    over = hold(loser, from_on=today - 9 * day, until_on=today - day)
    ended = hold(loser)
    revoke_role(by=make_user(Role.HEAD), grant=ended, reason="berhenti")
    both = hold(loser)
    hold(winner, user=both.user)
    own = hold(loser, Role.SUPERVISOR, officer)
    coming = hold(loser, from_on=today + day)
    merge_cooperatives(by=officer, winner=winner, loser=loser, reason="Salah ketik")
    for grant in (over, ended, both, own):
        grant.refresh_from_db()
        assert grant.scope_key == str(loser.public_id)
    coming.refresh_from_db()
    assert coming.scope_key == str(winner.public_id)


def test_role_given_on_the_survivor_stays_there_when_the_merge_is_undone(make_user, merged):
    winner, loser, hold = merged
    officer = make_user(Role.OFFICER)
    merge = merge_cooperatives(by=officer, winner=winner, loser=loser, reason="Salah ketik")
    later = hold(winner)
    undo_merge(by=officer, merge=merge, reason="Ternyata dua koperasi")
    assert (sees(later, winner), sees(later, loser)) == (True, False)


@pytest.fixture
def give(make_user, make_cooperative):
    """`give("99.01")`: the head of that place makes somebody manager of one cooperative."""
    key = str(make_cooperative().public_id)

    def run(code):
        return grant_role(
            by=make_user(Role.HEAD, code), user=make_user(), role=Role.COOPERATIVE_MANAGER,
            scope_kind=ScopeKind.COOPERATIVE, scope_key=key,
        )  # fmt: skip

    return run


def test_role_on_a_cooperative_is_given_only_where_it_lies(give):
    assert give("99.01").scope_kind == ScopeKind.COOPERATIVE
    with pytest.raises(OutOfScope):
        give("99.02")


def test_role_on_a_cooperative_is_taken_back_only_where_it_lies(give, make_user):
    grant = give("99.01")
    with pytest.raises(OutOfScope):
        revoke_role(by=make_user(Role.HEAD, "99.02"), grant=grant, reason="bukan wilayahnya")
    grant.refresh_from_db()
    assert grant.revoked_at is None


def test_role_that_will_be_held_on_the_winner_does_not_stop_the_merge(make_user, merged):
    winner, loser, hold = merged
    now = hold(loser)
    hold(winner, user=now.user, from_on=calendar.today() + dt.timedelta(days=9))
    merge_cooperatives(by=make_user(Role.OFFICER), winner=winner, loser=loser, reason="Salah ketik")
    now.refresh_from_db()
    assert now.scope_key == str(loser.public_id)
