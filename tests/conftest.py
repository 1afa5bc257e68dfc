"""One throw-away PostgreSQL for the whole run, the shared data files, no network."""

import datetime as dt
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.conf import settings as django_settings
from django.utils import timezone, translation
from hypothesis import HealthCheck, settings

# The machine is shared: how long an example takes says nothing about whether it holds.
settings.register_profile("umpak", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("umpak")

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def words_of_the_office() -> Iterator[None]:
    """Every test starts in Indonesian: a request in English leaves its language behind."""
    with translation.override(django_settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def one_day() -> Iterator[None]:
    """A test ends on the office's day on which it began: its clock waits before midnight."""
    from umpak.foundation import calendar

    midnight = dt.datetime.combine(calendar.today(), dt.time(), calendar.zone()) + dt.timedelta(1)
    last = midnight - dt.timedelta(microseconds=1)

    def held() -> dt.datetime:
        return min(timezone.now(), last)

    with mock.patch.object(calendar, "now", held):
        yield


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture
def stored_files(settings: Any, tmp_path: Path) -> Path:
    """A folder of this test's own for what is uploaded."""
    stored = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path)},
    }
    settings.STORAGES = dict(settings.STORAGES) | {"default": stored}
    return tmp_path


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real files beside the project; tests that need them skip only where they are absent."""
    configured = os.environ.get("UMPAK_SHARED_DATA")
    folder = Path(configured) if configured else REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the folder ../shared/data is not here")
    return folder


@pytest.fixture
def make_user(db: None) -> Callable[..., Any]:
    """`make_user(Role.OFFICER, "99.01")`: somebody who holds that role there."""
    from umpak.foundation.access.choices import Role, ScopeKind
    from umpak.foundation.access.services import add_user, grant_role

    made: list[Any] = []

    def make(
        role: Role | None = None,
        scope_key: str = "99.01",
        *,
        scope_kind: ScopeKind = ScopeKind.TERRITORY,
        **grant: Any,
    ) -> Any:
        name = str(role.label) if role else "Tanpa peran"
        user = add_user(by=None, username=f"u{len(made)}", name=name, password="rahasia-uji")
        made.append(user)
        if role is not None:
            grant_role(
                by=None, user=user, role=role, scope_kind=scope_kind, scope_key=scope_key, **grant
            )
        return user

    return make
