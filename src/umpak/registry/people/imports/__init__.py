"""Files about families: `households`, their `persons`, `desil` by quarter, sums and lines."""

from umpak.foundation.imports.kinds import register
from umpak.registry.people.imports.desil import DESIL
from umpak.registry.people.imports.households import HOUSEHOLDS
from umpak.registry.people.imports.persons import PERSONS
from umpak.registry.people.imports.poverty_lines import POVERTY_LINES
from umpak.registry.people.imports.totals import PLACE_TOTALS


def register_kinds() -> None:
    """Called once from the app's `ready`."""
    register(HOUSEHOLDS)
    register(PERSONS)
    register(DESIL)
    register(PLACE_TOTALS)
    register(POVERTY_LINES)
