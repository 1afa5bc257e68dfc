"""The people who may sign in, as a list."""

from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from umpak.foundation import calendar
from umpak.foundation.access.choices import Permission, Role
from umpak.foundation.access.models import RoleGrant, User
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.access.selectors import users_in_view, with_roles
from umpak.web.access.grants import scope_name
from umpak.web.lists.columns import INSTANT, Badge, Column
from umpak.web.lists.filters import BooleanFilter, ChoiceFilter
from umpak.web.lists.screen import Action, ListScreen


def _state(user: User) -> Badge:
    if user.is_active:
        return Badge(text=_t("aktif"), tone="green", icon="check")
    return Badge(text=_t("ditutup"), icon="lock")


def _roles(user: Any) -> str:  # noqa: ANN401  # rows carry `grants_now`
    names = dict.fromkeys(str(grant.get_role_display()) for grant in user.grants_now)
    return ", ".join(names) or _t("belum ada peran")


def _scopes(user: Any) -> str:  # noqa: ANN401  # rows carry `grants_now`
    names = (grant.scope_name or grant.scope_key for grant in user.grants_now)
    return ", ".join(dict.fromkeys(names))


def _holds(role: str) -> Q:
    held = RoleGrant.objects.filter(user=OuterRef("pk"), role=role)
    return Q(Exists(held.in_force(calendar.today())))


class UserList(ListScreen[User]):
    title = _("Pengguna dan peran")
    permission = Permission.ROLE_VIEW
    model = User
    columns = (
        Column(
            key="name",
            label=_("Nama"),
            sort="name",
            is_heading=True,
            url=lambda user: reverse("user_page", args=[user.public_id]),
        ),
        Column(key="username", label=_("Nama pengguna"), sort="username"),
        Column(key="roles", label=_("Peran"), value=_roles),
        Column(key="scopes", label=_("Lingkup"), value=_scopes),
        Column(key="email", label=_("Surel"), sort="email", is_default=False),
        Column(key="last_login", label=_("Terakhir masuk"), format=INSTANT, sort="last_login"),
        Column(key="state", label=_("Keadaan"), value=_state, sort="is_active"),
    )
    filters = (
        ChoiceFilter(key="peran", label=_("Peran"), choices=Role.choices, condition=_holds),
        BooleanFilter(key="aktif", label=_("Aktif"), path="is_active"),
    )
    default_sort = "name"
    search_paths = ("name", "username", "email")
    search_label = _("Cari nama atau surel")
    actions: ClassVar[tuple[Action, ...]] = (
        Action(
            label=_("Tambah pengguna"),
            url_name="user_add",
            icon="user-plus",
            permission=Permission.ROLE_GRANT,
        ),
    )

    def queryset(self, user: AnyUser) -> QuerySet[Any]:
        return with_roles(users_in_view(user), scope_name=scope_name())

    def exportable(self, user: AnyUser, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(pk__in=users_in_view(user, Permission.EXPORT_RUN).values("pk"))
