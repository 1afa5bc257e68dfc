"""The registered scopes themselves: one by one, with rows on both sides of every border."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.models import Model, QuerySet

from tests.access.corners import World
from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission, Role, ScopeKind
from umpak.foundation.access.models import RoleGrant, User
from umpak.foundation.access.services import add_user, grant_role
from umpak.foundation.imports.models import ImportBatch

pytestmark = pytest.mark.django_db

# Rows of the whole installation: whoever holds the verb on some territory sees them.
PUBLIC = {"people.povertyline", "targeting.insightrun", "targeting.insightplan"}
# Models without a scope, and what stands between their rows and a user instead.
WITHOUT_SCOPE = {
    "access.user": "users_in_view, by the territories of their roles",
    "access.rolegrant": "shown with their user; a form asks users_in_view first",
    "access.apitoken": "one's own only",
    "audit.auditentry": "audit_entries_in_view, by territory code",
    "audit.personaldataread": "reads_in_view, by territory code",
    "personal_data.unmasking": "unmaskings_in_view, by territory code",
    "documents.document": "found through its record, which has a scope",
    "idempotency.rememberedrequest": "the answer goes back to the user who asked, and the key",
    "imports.importproblem": "shown with its batch, which has a scope",
    "registers.registerstate": "the office's word on the whole regency, beside the plan",
    "search.word": "words without a place or a record; never shown",
    "territory.boundary": "reached through its territory",
    "territory.boundarydisplay": "displays_for narrows by its territory",
    "territory.territoryalias": "shown with its territory",
    "territory.installation": "the office's own name, on every page",
    "cooperatives.servedvillage": "shown with its cooperative",
    "cooperatives.officerkinship": "shown with its cooperative",
    "cooperatives.cooperativemerge": "shown with the surviving cooperative",
    "cooperatives.notduplicate": "two cooperatives that both lie in scope",
    "targeting.insightreplay": "shown with its run, which is public",
    "targeting.kepttexts": "the rules' own files, without a place; read by a replay only",
    "targeting.selectedline": "shown with its line, which has a scope",
}


def scoped() -> list[type[Model]]:
    return sorted(scope.scoped_models(), key=lambda model: model._meta.label_lower)


def local() -> list[type[Model]]:
    """The models whose rows lie somewhere."""
    return [model for model in scoped() if model._meta.label_lower not in PUBLIC]


def seen(model: type[Model], user: User) -> QuerySet[Model]:
    return scope.narrow(model._default_manager.all(), user, Permission.COOPERATIVE_VIEW)


def doors(world: World, model: type[Model]) -> list[tuple[str, str]]:
    """Places at home with their neighbours; a file belongs to the regency that sent it."""
    home, beside = world.home, world.next
    if model is ImportBatch:
        return [(home.regency, world.far.regency)]
    return [(home.village, beside.village), (home.district, beside.district)]


@pytest.fixture
def holder(db: None) -> Iterator[object]:
    """`holder(code, ...)`: somebody with a role on this place, read afresh as in a new request."""

    def make(key: str = "", role: Role = Role.OFFICER, **more: object) -> User:
        number = User.objects.count()
        user = add_user(by=None, username=f"uji{number}", name="Uji", password=None)
        if key:
            kind = more.pop("kind", ScopeKind.TERRITORY)
            grant_role(by=None, user=user, role=role, scope_kind=kind, scope_key=key, **more)
        return User.objects.get(pk=user.pk)

    return make


def test_every_model_has_a_scope_or_a_reason():
    ours = {
        model._meta.label_lower
        for model in apps.get_models()
        if model.__module__.startswith("umpak.") and not hasattr(model, "pgh_tracked_model")
    }
    have = {model._meta.label_lower for model in scoped()}
    assert ours - have == set(WITHOUT_SCOPE)


def test_only_what_belongs_to_the_whole_installation_is_public():
    public = {model for model in scoped() if scope.scope_paths(model).is_public}
    assert {model._meta.label_lower for model in public} == PUBLIC


@pytest.mark.parametrize("model", scoped(), ids=lambda model: model._meta.label_lower)
def test_without_a_role_in_force_there_is_nothing(world, holder, model):
    today, day = calendar.today(), dt.timedelta(days=1)
    home = doors(world, model)[0][0]
    assert seen(model, holder(home)).exists()
    revoked = holder(home)
    RoleGrant.objects.filter(user=revoked).update(revoked_at=calendar.now(), revoked_by=revoked)
    nobodies = {
        "without a role": holder(),
        "whose role has ended": holder(home, from_on=today - 9 * day, until_on=today - day),
        "whose role has not begun": holder(home, from_on=today + day),
        "whose role was revoked": User.objects.get(pk=revoked.pk),
        "whose role does not allow it": holder(home, Role.DATA_PROTECTION_OFFICER),
    }
    assert [who for who, user in nobodies.items() if seen(model, user).exists()] == []


@pytest.mark.parametrize("model", local(), ids=lambda model: model._meta.label_lower)
def test_a_role_next_door_sees_the_rows_next_door_and_none_from_home(world, holder, model):
    for mine, theirs in doors(world, model):
        ours = set(seen(model, holder(mine)).values_list("pk", flat=True))
        others = set(seen(model, holder(theirs)).values_list("pk", flat=True))
        assert ours
        assert others
        assert not ours & others


@pytest.mark.parametrize("model", local(), ids=lambda model: model._meta.label_lower)
def test_rows_are_counted_once_whatever_the_number_of_roles(world, holder, model):
    user = holder(world.home.village)
    for key in (world.home.district, world.home.regency):
        grant_role(
            by=None, user=user, role=Role.AUDITOR, scope_kind=ScopeKind.TERRITORY, scope_key=key
        )
    rows = list(seen(model, User.objects.get(pk=user.pk)).values_list("pk", flat=True))
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize(
    ("kind", "role", "subject"),
    [
        (ScopeKind.COOPERATIVE, Role.COOPERATIVE_MANAGER, "cooperative"),
        (ScopeKind.ENTERPRISE, Role.ENTERPRISE_OWNER, "enterprise"),
    ],
)
@pytest.mark.parametrize("model", scoped(), ids=lambda model: model._meta.label_lower)
def test_role_on_one_record_sees_its_parts_and_nothing_else(
    world, holder, model, kind, role, subject
):
    permission = Permission.DOCUMENT_VIEW  # both roles hold it
    home, beside = (
        set(
            scope.narrow(
                model._default_manager.all(),
                holder(str(corner.ids[subject]), role, kind=kind),
                permission,
            ).values_list("pk", flat=True)
        )
        for corner in (world.home, world.next)
    )
    assert not home & beside
    assert bool(home) is bool(getattr(scope.scope_paths(model), subject))


def test_key_confined_to_a_territory_sees_no_more_than_that_territory(world, holder):
    user = holder(world.home.regency)
    user.token_territory_code = world.next.village
    resident = holder(world.home.village)
    for model in local():
        assert not set(seen(model, user)) & set(seen(model, resident))
