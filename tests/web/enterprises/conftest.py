"""The registry's fixtures serve the screens too."""

import pytest
from tests.registry.enterprises.conftest import details, officer, owner, places

from umpak.registry.enterprises.services.enterprises import add_enterprise

__all__ = ["details", "officer", "owner", "places"]


@pytest.fixture
def enterprise(officer, owner, details):
    return add_enterprise(by=officer, details=details(owner_nik=owner.nik, phone="081234567890"))
