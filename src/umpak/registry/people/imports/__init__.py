"""Files about families: `households`, their members (`persons`), `desil` by quarter."""

from umpak.foundation.imports.kinds import register
from umpak.registry.people.imports.desil import DESIL
from umpak.registry.people.imports.households import HOUSEHOLDS
from umpak.registry.people.imports.persons import PERSONS


def register_kinds() -> None:
    """Called once from the app's `ready`."""
    register(HOUSEHOLDS)
    register(PERSONS)
    register(DESIL)
