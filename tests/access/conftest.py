"""The world is built once for a module; whatever a request writes is undone after it."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.access.world import World, build_world


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def unhurried(settings: Any) -> None:
    """The walk asks more in a minute than a program may."""
    cache.clear()
    settings.API_REQUESTS_PER_MINUTE = 1_000_000


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Thousands of refusals are what is wanted here; writing them down takes longer than they."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
