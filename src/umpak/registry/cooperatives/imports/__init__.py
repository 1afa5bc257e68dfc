"""Files about cooperatives: the register, their officers, their book years."""

from umpak.foundation.imports.kinds import register
from umpak.registry.cooperatives.imports.cooperatives import COOPERATIVES
from umpak.registry.cooperatives.imports.officers import OFFICERS
from umpak.registry.cooperatives.imports.years import YEARS


def register_kinds() -> None:
    """Called once from the app's `ready`."""
    register(COOPERATIVES)
    register(OFFICERS)
    register(YEARS)
