"""May this user do this to that? And: which rows may this user see at all?

Each app registers, next to its models, how a row is tied to a territory, a cooperative or a
business. From that one line `narrow` filters every query and `require` judges every record, so a
list and a page can never disagree.
"""

from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet

from umpak.foundation import calendar
from umpak.foundation.access.choices import Permission, ScopeKind
from umpak.foundation.access.errors import NotPermitted, OutOfScope, SamePersonRefused
from umpak.foundation.access.models import RoleGrant, User
from umpak.foundation.access.roles import ROLES
from umpak.foundation.remembering import once
from umpak.rules.territory_codes import is_within

M = TypeVar("M", bound=Model)
AnyUser = User | AnonymousUser


@dataclass(frozen=True, kw_only=True)
class ScopePaths:
    """Lookup paths from a model to what scopes it, e.g. `village__code`.

    `territory` paths end in a dotted code. A path through a to-many relation belongs in
    `territory_many`, which is filtered through a sub-query so that no row appears twice.
    A model with `is_public` set has no personal or local secret: the verb, held on any territory,
    decides.
    """

    territory: tuple[str, ...] = ()
    territory_many: tuple[str, ...] = ()
    cooperative: str = ""
    enterprise: str = ""
    is_public: bool = False


_PATHS: dict[type[Model], ScopePaths] = {}


def register_scope(model: type[Model], paths: ScopePaths) -> None:
    """Tie a model to its scope; called once per model from the app's `ready`."""
    _PATHS[model] = paths


def scope_paths(model: type[Model]) -> ScopePaths:
    """The registered paths; a model without them never reaches a user."""
    return _PATHS[model]


def scoped_models() -> frozenset[type[Model]]:
    """Every model that has its paths."""
    return frozenset(_PATHS)


def active_grants(user: AnyUser) -> tuple[RoleGrant, ...]:
    """The roles that hold today, read once per user object (that is, once per request)."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    cached: tuple[RoleGrant, ...] | None = getattr(user, "_active_grants", None)
    if cached is None:
        cached = tuple(RoleGrant.objects.filter(user=user).in_force(calendar.today()))
        user._active_grants = cached  # type: ignore[attr-defined]  # a cache on the object
    return cached


def grants_with(user: AnyUser, permission: Permission) -> list[RoleGrant]:
    """The user's grants in force whose role holds the permission."""
    token_scope = getattr(user, "token_permissions", None)
    if token_scope is not None and permission not in token_scope:
        return []
    return [
        grant
        for grant in active_grants(user)
        if permission in ROLES[grant.role].permissions  # type: ignore[index]  # Role is a str
    ]


def may(user: AnyUser, permission: Permission, obj: Model | None = None) -> bool:
    """Whether the verb is allowed; with a record, whether it is allowed on that record."""
    if not grants_with(user, permission):
        return False
    if obj is None:
        return True
    rows = type(obj)._default_manager.filter(pk=obj.pk)
    # Verbs that are held on the same places are allowed on the same records.
    key = ("may", type(obj), obj.pk, reach(user, permission))
    return once(key, lambda: narrow(rows, user, permission).exists())


def may_in_territory(user: AnyUser, permission: Permission, code: str) -> bool:
    """Whether the verb is allowed on everything in the territory with this dotted code."""
    limit = _token_limit(user)
    if limit and not is_within(code, limit):
        return False
    return any(
        grant.scope_kind == ScopeKind.TERRITORY and is_within(code, grant.scope_key)
        for grant in grants_with(user, permission)
    )


def may_on_holder(user: AnyUser, permission: Permission, kind: ScopeKind, key: str) -> bool:
    """Whether the verb is allowed on the cooperative or business that a role is held on."""
    model = _holder_model(kind)
    rows = narrow(model._default_manager.all(), user, permission)
    return rows.filter(public_id=UUID(key)).exists()


def holders(kind: ScopeKind) -> QuerySet[Any]:
    """All cooperatives, or all businesses: whatever roles of this kind are held on."""
    return _holder_model(kind)._default_manager.all()


def holder_name(kind: ScopeKind, key: str) -> str:
    """What the cooperative or business is called; empty for a territory and for what is gone."""
    if kind == ScopeKind.TERRITORY:
        return ""
    holder = _holder_model(kind)._base_manager.filter(public_id=UUID(key)).first()
    return str(holder or "")


def holder_place(kind: ScopeKind, key: str) -> str:
    """The territory of a role, for the trail: its own, or that of its cooperative or business."""
    if kind == ScopeKind.TERRITORY:
        return key
    holder = _holder_model(kind)._base_manager.filter(public_id=UUID(key)).first()
    return territory_code_of(holder) if holder else ""


def holder_exists(kind: ScopeKind, key: str) -> bool:
    """Whether there still is such a cooperative or business."""
    return _holder_model(kind)._default_manager.filter(public_id=UUID(key)).exists()


def require(user: AnyUser, permission: Permission, obj: Model | None = None) -> None:
    """Refuse with `NotPermitted` (403) or, outside the user's scope, with `OutOfScope` (404)."""
    if not grants_with(user, permission):
        raise NotPermitted(str(permission.label))
    if obj is not None and not may(user, permission, obj):
        raise OutOfScope(str(permission.label))


def require_in_territory(user: AnyUser, permission: Permission, code: str) -> None:
    """As `require`, for a record that does not exist yet but will lie in this territory."""
    if not grants_with(user, permission):
        raise NotPermitted(str(permission.label))
    if not may_in_territory(user, permission, code):
        raise OutOfScope(str(permission.label))


def require_office(user: AnyUser, permission: Permission) -> None:
    """The verb is held on some territory, not only on one's own cooperative or business."""
    if not territory_codes(user, permission):
        raise NotPermitted(str(permission.label))


def require_two_people(*, proposed_by: User | None, decided_by: User) -> None:
    """Whoever proposes does not approve."""
    if proposed_by is not None and proposed_by.pk == decided_by.pk:
        raise SamePersonRefused


def narrow(queryset: QuerySet[M], user: AnyUser, permission: Permission) -> QuerySet[M]:
    """Only the rows on which the user may do this. Without any role: none."""
    paths = scope_paths(queryset.model)
    grants = grants_with(user, permission)
    if not grants:
        return queryset.none()
    if paths.is_public:
        is_office = any(grant.scope_kind == ScopeKind.TERRITORY for grant in grants)
        return queryset if is_office else queryset.none()
    condition = Q(pk__in=[])
    for grant in grants:
        condition |= _condition(queryset.model, paths, grant)
    limit = _token_limit(user)
    if limit:
        condition &= _territory_condition(queryset.model, paths, limit)
    return queryset.filter(condition)


def reach(user: AnyUser, permission: Permission) -> tuple[tuple[str, str], ...]:
    """A key for memories: users with the same reach see the same rows of any one model."""
    held = {(str(one.scope_kind), one.scope_key) for one in grants_with(user, permission)}
    return ("limit", _token_limit(user)), *sorted(held)


def get_in_scope(queryset: QuerySet[M], user: AnyUser, permission: Permission, **lookup: Any) -> M:
    """One row by lookup: 403 without the verb, 404 when absent or out of scope."""
    if not grants_with(user, permission):
        raise NotPermitted(str(permission.label))
    found = narrow(queryset, user, permission).filter(**lookup).first()
    if found is None:
        raise OutOfScope
    return found


def territory_codes(user: AnyUser, permission: Permission) -> list[str]:
    """The dotted codes on which the user holds the permission, widest first."""
    codes = {
        grant.scope_key
        for grant in grants_with(user, permission)
        if grant.scope_kind == ScopeKind.TERRITORY
    }
    limit = _token_limit(user)
    if limit:
        codes = {code for code in codes if is_within(code, limit)} | {
            limit for code in codes if is_within(limit, code)
        }
    return sorted(codes, key=lambda code: (len(code), code))


def territory_code_of(record: Model) -> str:
    """The first territory that this record is tied to, for the trail; empty where there is none."""
    paths = scope_paths(type(record))
    for path in (*paths.territory, *paths.territory_many):
        rows = type(record)._base_manager.filter(pk=record.pk).order_by(path)
        return str(rows.values_list(path, flat=True).first() or "")
    return ""


def _holder_model(kind: ScopeKind) -> type[Model]:
    """The model whose own public id is the key of roles of this kind."""
    field = {ScopeKind.COOPERATIVE: "cooperative", ScopeKind.ENTERPRISE: "enterprise"}[kind]
    return next(one for one, paths in _PATHS.items() if getattr(paths, field) == "public_id")


def _token_limit(user: AnyUser) -> str:
    """The territory that an API key is confined to; empty for people and unconfined keys."""
    return str(getattr(user, "token_territory_code", ""))


def _condition(model: type[Model], paths: ScopePaths, grant: RoleGrant) -> Q:
    if grant.scope_kind == ScopeKind.TERRITORY:
        return _territory_condition(model, paths, grant.scope_key)
    if grant.scope_kind == ScopeKind.COOPERATIVE and paths.cooperative:
        return Q(**{paths.cooperative: UUID(grant.scope_key)})
    if grant.scope_kind == ScopeKind.ENTERPRISE and paths.enterprise:
        return Q(**{paths.enterprise: UUID(grant.scope_key)})
    return Q(pk__in=[])


def _territory_condition(model: type[Model], paths: ScopePaths, code: str) -> Q:
    condition = Q(pk__in=[])
    for path in paths.territory:
        condition |= _within(path, code)
    for path in paths.territory_many:
        condition |= Q(pk__in=model._default_manager.filter(_within(path, code)).values("pk"))
    return condition


def _within(path: str, code: str) -> Q:
    return Q(**{path: code}) | Q(**{f"{path}__startswith": f"{code}."})
