"""The registry's fixtures serve the screens too."""

import pytest
from tests.registry.bumdes.conftest import details, legal, officer, places

from umpak.registry.bumdes.services import add_bumdes

__all__ = ["details", "legal", "officer", "places"]


@pytest.fixture
def bumdes(officer, details, legal):
    return add_bumdes(by=officer, details=details(**legal, phone="081234567890"))
