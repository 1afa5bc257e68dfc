"""What each role may do, and what it is held on: the whole policy (DESIGN.md, Roles)."""

from collections.abc import Mapping
from dataclasses import dataclass

from umpak.foundation.access.choices import Permission, Role, ScopeKind

P = Permission


@dataclass(frozen=True, kw_only=True)
class RoleSpec:
    """A role's scope kinds, its permissions, and whether it needs a second factor."""

    scope_kinds: frozenset[ScopeKind]
    permissions: frozenset[Permission]

    @property
    def is_mfa_required(self) -> bool:
        """Whoever may unmask identities signs in with a second factor (UU 27/2022 Ps 35)."""
        return Permission.PEOPLE_UNMASK in self.permissions


_READ_REGISTRY = frozenset(
    {P.TERRITORY_VIEW, P.COOPERATIVE_VIEW, P.ENTERPRISE_VIEW, P.BUMDES_VIEW, P.DOCUMENT_VIEW}
)
_READ_ALL = _READ_REGISTRY | {P.PEOPLE_VIEW, P.INSIGHT_VIEW, P.AUDIT_VIEW, P.EXPORT_RUN}
_WRITE_REGISTRY = frozenset(
    {
        P.PEOPLE_CHANGE,
        P.COOPERATIVE_CHANGE,
        P.ENTERPRISE_CHANGE,
        P.BUMDES_CHANGE,
        P.DOCUMENT_ADD,
    }
)
_TERRITORY = frozenset({ScopeKind.TERRITORY})
_COOPERATIVE = frozenset({ScopeKind.COOPERATIVE})


def _territory(permissions: frozenset[Permission]) -> RoleSpec:
    return RoleSpec(scope_kinds=_TERRITORY, permissions=permissions)


ROLES: Mapping[Role, RoleSpec] = {
    Role.HEAD: _territory(
        _READ_ALL
        | {P.PEOPLE_UNMASK, P.INSIGHT_RUN, P.PLAN_PROPOSE, P.PLAN_APPROVE, P.ROLE_VIEW}
        | {P.ROLE_GRANT, P.API_TOKEN_USE, P.REGISTER_DECLARE}
    ),
    Role.OFFICER: _territory(
        _READ_ALL
        | _WRITE_REGISTRY
        | {P.TERRITORY_CHANGE, P.PEOPLE_UNMASK, P.COOPERATIVE_MERGE, P.IMPORT_RUN}
        | {P.RESTRICTION_VIEW}
        | {P.INSIGHT_RUN, P.PLAN_PROPOSE, P.ROLE_VIEW, P.API_TOKEN_USE, P.REGISTER_DECLARE}
    ),
    Role.COORDINATOR: _territory(
        _READ_ALL | {P.COOPERATIVE_CHANGE, P.ENTERPRISE_CHANGE, P.DOCUMENT_ADD}
    ),
    Role.FACILITATOR: _territory(
        _READ_REGISTRY
        | {P.PEOPLE_VIEW, P.INSIGHT_VIEW, P.COOPERATIVE_CHANGE, P.ENTERPRISE_CHANGE}
        | {P.DOCUMENT_ADD, P.AUDIT_VIEW}
    ),
    Role.DISTRICT_OFFICE: _territory(_READ_ALL | {P.DOCUMENT_ADD}),
    Role.PKK: _territory(_READ_REGISTRY | {P.PEOPLE_VIEW, P.ENTERPRISE_CHANGE}),
    Role.VILLAGE_OFFICER: _territory(
        _READ_REGISTRY
        | {P.PEOPLE_VIEW, P.PEOPLE_CHANGE, P.ENTERPRISE_CHANGE, P.BUMDES_CHANGE, P.DOCUMENT_ADD}
        | {P.AUDIT_VIEW, P.INSIGHT_VIEW, P.RESTRICTION_VIEW}
    ),
    Role.COOPERATIVE_MANAGER: RoleSpec(
        scope_kinds=_COOPERATIVE,
        permissions=frozenset(
            {P.COOPERATIVE_VIEW, P.COOPERATIVE_CHANGE, P.DOCUMENT_VIEW, P.DOCUMENT_ADD}
            | {P.AUDIT_VIEW}
        ),
    ),
    Role.TELLER: RoleSpec(
        scope_kinds=_COOPERATIVE, permissions=frozenset({P.COOPERATIVE_VIEW, P.DOCUMENT_VIEW})
    ),
    Role.SUPERVISOR: RoleSpec(
        scope_kinds=_COOPERATIVE,
        permissions=frozenset({P.COOPERATIVE_VIEW, P.DOCUMENT_VIEW, P.AUDIT_VIEW}),
    ),
    Role.MEMBER: RoleSpec(scope_kinds=_COOPERATIVE, permissions=frozenset({P.COOPERATIVE_VIEW})),
    Role.ENTERPRISE_OWNER: RoleSpec(
        scope_kinds=frozenset({ScopeKind.ENTERPRISE}),
        permissions=frozenset(
            {P.ENTERPRISE_VIEW, P.ENTERPRISE_CHANGE, P.DOCUMENT_VIEW, P.DOCUMENT_ADD}
        ),
    ),
    Role.PLANNER: _territory(_READ_ALL - {P.PEOPLE_VIEW}),
    Role.AUDITOR: _territory(_READ_ALL | {P.ROLE_VIEW, P.ACCESS_LOG_VIEW}),
    Role.DATA_PROTECTION_OFFICER: _territory(
        frozenset({P.TERRITORY_VIEW, P.ACCESS_LOG_VIEW, P.ROLE_VIEW, P.AUDIT_VIEW})
        | {P.RESTRICTION_VIEW}
    ),
}
