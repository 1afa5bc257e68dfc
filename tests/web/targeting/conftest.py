"""One finished run over two districts with three villages, written down without computing it."""

import pytest
from django.urls import reverse
from tests.insight.written import VILLAGES, write_run
from tests.web.conftest import head, office, places

from umpak.registry.territory.models import Installation

__all__ = ["VILLAGES", "head", "office", "places"]


@pytest.fixture
def installation(places):
    return Installation.objects.create(
        regency_id="99.01", office_name="Dinas Rekaan", is_fictional=True
    )


@pytest.fixture
def make_run(installation):
    """`make_run(lines=20)`: with that many lines, going round the villages."""
    return write_run


@pytest.fixture
def run(make_run):
    return make_run()


def url(name: str, *args, **query: object) -> str:
    return reverse(name, args=args, query=query or None)
