"""The registry's fixtures serve the screens too."""

from tests.registry.cooperatives.conftest import make_cooperative, villages

__all__ = ["make_cooperative", "villages"]
