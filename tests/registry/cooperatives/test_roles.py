import pytest

from umpak.foundation.access.choices import Role, ScopeKind
from umpak.foundation.access.errors import OutOfScope
from umpak.foundation.access.services import grant_role, revoke_role


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
