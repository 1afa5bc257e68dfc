"""Files about families: `households` (register of families) and `desil` (deciles by quarter)."""

from umpak.foundation.imports.kinds import register
from umpak.registry.people.imports.desil import DESIL
from umpak.registry.people.imports.households import HOUSEHOLDS


def register_kinds() -> None:
    """Called once from the app's `ready`."""
    register(HOUSEHOLDS)
    register(DESIL)
