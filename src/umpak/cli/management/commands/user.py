"""The first user of an installation, and a way back in when nobody can sign in any more."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import transaction

from umpak.cli.command import UmpakCommand
from umpak.foundation.access.choices import Role, ScopeKind
from umpak.foundation.access.models import User
from umpak.foundation.access.roles import ROLES
from umpak.foundation.access.services import add_user, grant_role
from umpak.foundation.imports.errors import ValueRefused
from umpak.registry.territory.codes import dotted
from umpak.registry.territory.models import Territory

_BYTES_OF_PASSWORD = 12


class Command(UmpakCommand):
    help = "Pengguna: add NAMA_PENGGUNA --name NAMA --role PERAN --scope KODE; list."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="TINDAKAN")
        add = actions.add_parser("add", help="tambah pengguna dengan satu peran pada satu wilayah")
        add.add_argument("username", metavar="NAMA_PENGGUNA", help="untuk masuk")
        add.add_argument("--name", metavar="NAMA", required=True, help="nama orangnya")
        add.add_argument("--role", required=True, choices=_territory_roles(), help="perannya")
        add.add_argument(
            "--scope", metavar="KODE", required=True, help="kode wilayah, misalnya 35.21"
        )
        add.add_argument("--email", metavar="ALAMAT", default="", help="alamat surel")
        add.add_argument(
            "--reference", metavar="NOMOR", default="", help="dasar penugasan (nomor surat)"
        )
        actions.add_parser("list", help="daftar pengguna dan perannya")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['action']}")(options)

    def _add(self, options: dict[str, Any]) -> None:
        try:
            code = dotted(options["scope"])
        except ValueRefused as error:
            raise CommandError(f"{error.problem}. {error.mend}", returncode=2) from error
        if not Territory.objects.filter(code=code).exists():
            raise CommandError(
                f"Wilayah {options['scope']} tidak dikenal. Jalankan umpak init lebih dahulu."
            )
        if User.objects.filter(username=options["username"].lower()).exists():
            raise CommandError(f"Nama pengguna {options['username']} sudah dipakai; pilih lain.")
        password = secrets.token_urlsafe(_BYTES_OF_PASSWORD)
        try:
            user = _user_with_role(options, code, password)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages), returncode=2) from refusal
        self.stdout.write(f"Pengguna {user.username} dibuat. Kata sandi sekali tampil: {password}")

    def _list(self, options: dict[str, Any]) -> None:
        for user in User.objects.prefetch_related("grants"):
            roles = ", ".join(
                f"{grant.get_role_display()} ({grant.scope_key})"
                for grant in user.grants.all()
                if grant.revoked_at is None
            )
            self.stdout.write(f"{user.username:<20} {user.name:<30} {roles}")


@transaction.atomic
def _user_with_role(options: dict[str, Any], code: str, password: str) -> User:
    user = add_user(
        by=None,
        username=options["username"],
        name=options["name"],
        password=password,
        email=options["email"],
    )
    grant_role(
        by=None,
        user=user,
        role=Role(options["role"]),
        scope_kind=ScopeKind.TERRITORY,
        scope_key=code,
        legal_reference=options["reference"],
    )
    return user


def _territory_roles() -> list[str]:
    return [role.value for role, spec in ROLES.items() if ScopeKind.TERRITORY in spec.scope_kinds]
