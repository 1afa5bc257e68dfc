"""What the registers hold of a district or village, each figure with the way to its list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.registry.bumdes.selectors import bumdes_listed
from umpak.registry.cooperatives.models import Cooperative
from umpak.registry.enterprises.selectors import enterprises_listed
from umpak.registry.people.selectors import households
from umpak.registry.territory.choices import Level
from umpak.registry.territory.models import Territory
from umpak.web import formats
from umpak.web.parts import Fact, Text
from umpak.web.territory.panels import Panel, PanelContent, register_panel


@dataclass(frozen=True, kw_only=True)
class Register:
    """A list that can be narrowed by `wilayah`, and the rows that it shows to a user."""

    label: Text
    url_name: str
    permission: Permission
    rows: Callable[[AnyUser], QuerySet[Any]]


def _cooperatives(user: AnyUser) -> QuerySet[Cooperative]:
    return scope.narrow(Cooperative.objects.current(), user, Permission.COOPERATIVE_VIEW)


_REGISTERS = (
    Register(
        label=_("Keluarga"), url_name="people:list", permission=Permission.PEOPLE_VIEW,
        rows=households,
    ),
    Register(
        label=_("Koperasi"), url_name="cooperatives:list", permission=Permission.COOPERATIVE_VIEW,
        rows=_cooperatives,
    ),
    Register(
        label=_("UMKM"), url_name="enterprises:list", permission=Permission.ENTERPRISE_VIEW,
        rows=enterprises_listed,
    ),
    Register(
        label=_("BUMDes"), url_name="bumdes:list", permission=Permission.BUMDES_VIEW,
        rows=bumdes_listed,
    ),
)  # fmt: skip


def registers_of(request: HttpRequest, territory: Territory) -> PanelContent | None:
    """One line a register; those that the user may not read here are absent."""
    if territory.level not in {Level.DISTRICT, Level.VILLAGE}:
        return None
    facts = [
        _fact(request.user, register, territory.code)
        for register in _REGISTERS
        if scope.may_in_territory(request.user, register.permission, territory.code)
    ]
    return PanelContent(facts=facts) if facts else None


def _fact(user: AnyUser, register: Register, code: str) -> Fact:
    here = Q(village__code=code) | Q(village__code__startswith=f"{code}.")
    return Fact(
        label=register.label,
        text=formats.number(register.rows(user).filter(here).count()),
        url=f"{reverse(register.url_name)}?{urlencode({'wilayah': code})}",
    )


register_panel(
    Panel(key="registers", label=_("Data pokok"), icon="database", build=registers_of, order=10)
)
