"""A user's page, and the forms that give and take accounts and roles."""

import secrets
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from umpak.foundation import calendar
from umpak.foundation.access import scope, services
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.errors import OutOfScope
from umpak.foundation.access.models import RoleGrant, User
from umpak.foundation.access.selectors import users_in_view
from umpak.foundation.access.services import GrantRefused
from umpak.foundation.audit.selectors import timeline
from umpak.web.access.forms import GrantForm, ReasonForm, UserChangeForm, UserForm
from umpak.web.access.grants import grant_lines
from umpak.web.forms.service import ServiceFormView

_SECRET_BYTES = 9


def visible_user(viewer: User, public_id: Any) -> User:  # noqa: ANN401  # a UUID from the address
    """The user behind an address, or 404 for everybody out of the viewer's sight."""
    grants = RoleGrant.objects.select_related("granted_by", "revoked_by").order_by("-from_on")
    found = (
        users_in_view(viewer)
        .prefetch_related(Prefetch("grants", queryset=grants))
        .filter(public_id=public_id)
        .first()
    )
    if found is None:
        raise OutOfScope
    return found


@login_required
@require_safe
def user_page(request: HttpRequest, public_id: Any) -> HttpResponse:  # noqa: ANN401  # a UUID
    """Who this is, which roles they hold, what happened to the account."""
    assert request.user.is_authenticated
    scope.require(request.user, Permission.ROLE_VIEW)
    user = visible_user(request.user, public_id)
    context = {
        "title": user.name,
        "subject": user,
        "grants": grant_lines(user.grants.all(), calendar.today()),
        "items": timeline(user),
        "may_grant": _may_grant(request.user, user),
        "crumbs": [{"label": _("Pengguna dan peran"), "url": reverse("user_list")}],
    }
    return render(request, "access/user.html", context)


def _may_grant(viewer: User, user: User) -> bool:
    """Where the viewer only reads, the page offers no change."""
    if user == viewer:
        return False
    return users_in_view(viewer, Permission.ROLE_GRANT).filter(pk=user.pk).exists()


class UserAdd(ServiceFormView[UserForm]):
    """The first password is made by the program and shown once."""

    title = _("Tambah pengguna")
    permission = Permission.ROLE_GRANT
    form_class = UserForm
    done_url_name = "user_list"
    submit_label = _("Tambah dan buat kata sandi")

    def call(self, form: UserForm) -> tuple[User, str]:
        password = secrets.token_urlsafe(_SECRET_BYTES)
        return services.add_user(by=self.user, password=password, **form.cleaned_data), password

    def done(self, result: tuple[User, str]) -> HttpResponse:
        return show_password(self.request, *result)


@never_cache
def show_password(request: HttpRequest, user: User, password: str) -> HttpResponse:
    """Once, in answer to the form; it is stored nowhere in clear."""
    context = {"title": _("Kata sandi awal"), "subject": user, "password": password}
    return render(request, "access/password.html", context)


class OnUser(ServiceFormView[Any]):
    """A form about one user: fetched in the viewer's sight, back to the user's page."""

    permission = Permission.ROLE_GRANT
    subject: User

    def prepare(self) -> None:
        self.subject = visible_user(self.user, self.kwargs["public_id"])

    def done_url(self, result: Any) -> str:  # noqa: ANN401  # whatever `call` returned
        return reverse("user_page", args=[self.subject.public_id])

    def cancel_url(self) -> str:
        return self.done_url(None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "crumbs": [
                {"label": _("Pengguna dan peran"), "url": reverse("user_list")},
                {"label": self.subject.name, "url": self.done_url(None)},
            ]
        }


class UserChange(OnUser):
    title = _("Ubah data pengguna")
    form_class = UserChangeForm
    done_message = _("Data pengguna tersimpan.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": User.objects.get(pk=self.subject.pk)}

    def call(self, form: UserChangeForm) -> User:
        return services.change_user(by=self.user, user=self.subject, **form.cleaned_data)


class GrantRole(OnUser):
    title = _("Beri peran")
    form_class = GrantForm
    refusals = {GrantRefused: "role"}
    done_message = _("Peran diberikan.")
    submit_label = _("Beri peran")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"giver": self.user}

    def call(self, form: GrantForm) -> RoleGrant:
        values = form.cleaned_data
        return services.grant_role(
            by=self.user,
            user=self.subject,
            **{
                name: values[name]
                for name in (
                    "role", "scope_kind", "scope_key", "from_on", "until_on", "legal_reference",
                )
            },
        )  # fmt: skip


class RevokeRole(OnUser):
    title = _("Cabut peran")
    form_class = ReasonForm
    submit_label = _("Cabut peran")
    done_message = _("Peran dicabut.")
    is_dangerous = True
    grant: RoleGrant

    def prepare(self) -> None:
        super().prepare()
        found = self.subject.grants.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise OutOfScope
        self.grant = found

    def call(self, form: ReasonForm) -> RoleGrant:
        return services.revoke_role(
            by=self.user, grant=self.grant, reason=form.cleaned_data["reason"]
        )


class CloseUser(OnUser):
    title = _("Tutup akun")
    lead = _("Pengguna tidak dapat masuk lagi. Riwayat dan perannya tetap tercatat.")
    form_class = ReasonForm
    submit_label = _("Tutup akun")
    done_message = _("Akun ditutup.")
    is_dangerous = True

    def call(self, form: ReasonForm) -> User:
        return services.close_user(
            by=self.user, user=self.subject, reason=form.cleaned_data["reason"]
        )


class ReopenUser(OnUser):
    title = _("Buka lagi akun")
    form_class = ReasonForm
    submit_label = _("Buka lagi")
    done_message = _("Akun dibuka lagi.")

    def call(self, form: ReasonForm) -> User:
        return services.reopen_user(
            by=self.user, user=self.subject, reason=form.cleaned_data["reason"]
        )


class SetPassword(OnUser):
    """For somebody who lost theirs: a new one, shown once."""

    title = _("Buat kata sandi baru")
    lead = _("Kata sandi lama langsung tidak berlaku. Kata sandi baru tampil satu kali.")
    form_class = ReasonForm
    submit_label = _("Buat kata sandi baru")

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        password = secrets.token_urlsafe(_SECRET_BYTES)
        services.set_password(
            by=self.user, user=self.subject, password=password,
            reason=form.cleaned_data["reason"],
        )  # fmt: skip
        return show_password(self.request, self.subject, password)
