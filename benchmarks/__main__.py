"""`python -m benchmarks [AREA ...]`: measure what the issues give figures for, by default all.

Areas: `registry` (all of it), `registry-pages` (only the lists and the search), `insight` (the main
job, from one regency to the nation). A quick look:
`UMPAK_BENCH_HOUSEHOLDS=20000 UMPAK_BENCH_ROUNDS=10 python -m benchmarks registry-pages`.
"""

import importlib
import sys

PAGES = "benchmarks.registry.list_and_search"
MEASUREMENTS = {
    "registry": ("benchmarks.registry.household_import", PAGES),
    "registry-pages": (PAGES,),
    "insight": ("benchmarks.insight.demo_regency", "benchmarks.insight.national_scale"),
}


def main() -> int:
    """0 when every limit is met."""
    areas = sys.argv[1:] or ["registry", "insight"]
    if not set(areas) <= set(MEASUREMENTS):
        print(__doc__)
        return 2
    answers = [
        importlib.import_module(module).main() for area in areas for module in MEASUREMENTS[area]
    ]
    return 0 if all(answers) else 1


sys.exit(main())
