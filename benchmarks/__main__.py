"""`python -m benchmarks [AREA ...]`: measure what the issues give figures for."""

import importlib
import sys

MEASUREMENTS = {
    "registry": ("benchmarks.registry.household_import", "benchmarks.registry.list_and_search"),
}


def main() -> int:
    """0 when every limit is met."""
    areas = sys.argv[1:] or list(MEASUREMENTS)
    answers = [
        importlib.import_module(module).main() for area in areas for module in MEASUREMENTS[area]
    ]
    return 0 if all(answers) else 1


sys.exit(main())
