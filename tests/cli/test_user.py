import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from umpak.foundation.access.models import User
from umpak.registry.territory.choices import Kind, Level
from umpak.registry.territory.models import Territory

pytestmark = pytest.mark.django_db


@pytest.fixture
def regency():
    return Territory.objects.create(
        code="99.01", level=Level.REGENCY, kind=Kind.KABUPATEN, name="Rekaan"
    )


def add(*more):
    call_command("user", "add", "kepala", "--name", "Bu Kepala", "--role", "head", *more)


def test_first_user_gets_the_role_and_a_password_that_works(regency, capsys):
    add("--scope", "9901")
    user = User.objects.get(username="kepala")
    password = capsys.readouterr().out.rsplit(": ", 1)[1].strip()
    assert user.check_password(password)
    assert [(grant.role, grant.scope_key) for grant in user.grants.all()] == [("head", "99.01")]


def test_unknown_territory_is_refused_and_no_user_is_made(regency):
    with pytest.raises(CommandError, match="umpak init"):
        add("--scope", "99.07")
    assert not User.objects.exists()


def test_scope_that_is_no_code_is_told_with_how_to_write_one(regency):
    with pytest.raises(CommandError, match=r"\. ") as refusal:
        add("--scope", "Rekaan")
    assert refusal.value.returncode == 2
    assert not User.objects.exists()


def test_name_that_is_taken_is_refused(regency):
    add("--scope", "99.01")
    with pytest.raises(CommandError, match="sudah dipakai"):
        add("--scope", "99.01")
    assert User.objects.count() == 1
