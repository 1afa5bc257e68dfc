"""Which owner and which business a staged row means, its size class, and its search words."""

from django.utils.translation import gettext as _

from umpak.foundation import calendar
from umpak.foundation.imports.kinds import Check
from umpak.foundation.imports.run import Run
from umpak.foundation.search.fields import as_arrays, words_of
from umpak.parameters.enterprises import size_rules
from umpak.registry.enterprises.sql import load
from umpak.registry.people.imports.families import out_of_reach
from umpak.registry.people.models import Household
from umpak.registry.people.services.households import refresh_words_of
from umpak.rules.enterprise_size import Size, SizeRules

_NAMES = """
    SELECT s.row_number, s.name, coalesce(p.name, s.owner_name, h.head_name, '')
    FROM import_row s
    LEFT JOIN people_person p ON p.id = s.owner_id
    LEFT JOIN people_household h ON h.id = s.household_id
"""
_WORDS = """
    UPDATE import_row s SET search_words = found.words
    FROM unnest(%(rows)s::int[], %(words)s::text[]) AS found(row_number, words)
    WHERE s.row_number = found.row_number
"""
# As `targets._PERSON` has it: an owner whom the register did not know, of a family that it knows.
_JOINED_FAMILIES = """
    SELECT DISTINCT s.household_id FROM import_row s
    WHERE s.household_id IS NOT NULL AND s.owner_id IS NULL
      AND s.owner_nik_hash IS NOT NULL AND s.owner_name IS NOT NULL
"""


def prepare(run: Run) -> None:
    """Fill the derived columns, set-wise."""
    run.execute(load("match_owner.sql"))
    run.execute(load("match_enterprise.sql"))
    _judge_sizes(run)
    _put_search_words(run)


def inspect(run: Run) -> None:
    """Whose people they are answers for them: nobody links or adds people of another place."""
    if run.by is None:
        return
    for column, join, village in (
        ("owner_nik", "JOIN people_person p ON p.id = s.owner_id", "p.village_code"),
        ("family_card", "JOIN people_household h ON h.id = s.household_id", "h.village_code"),
    ):
        run.check(
            Check(
                column=column,
                join=join,
                where=out_of_reach(run.by, village),
                spares_refused=True,
                problem=_("Pemilik tercatat di luar wilayah tugas Anda"),
                mend=_(
                    "Kosongkan NIK dan KK lalu isi nama pemilik, atau minta petugas wilayahnya."
                ),
            )
        )


def after(run: Run | None) -> None:
    """Families are found under the names of the owners whom the file has added to them."""
    if run is not None:
        joined = [household for (household,) in run.rows(_JOINED_FAMILIES)]
        refresh_words_of(Household.with_restricted.filter(pk__in=joined))


def _judge_sizes(run: Run) -> None:
    rules = size_rules(calendar.today())
    run.execute(
        load("sizes.sql").format(
            capital=_classes(rules, "known_capital", "capital_most"),
            sales=_classes(rules, "known_sales", "sales_most"),
        ),
        {"in_force_on": rules.in_force_on, "in_force_year": rules.in_force_on.year},
    )


def _classes(rules: SizeRules, column: str, limit: str) -> str:
    """A CASE with the limits of the parameter, smallest class first."""
    steps = " ".join(
        f"WHEN {column} <= {getattr(row, limit)} THEN '{row.size}'" for row in rules.limits
    )
    return f"CASE WHEN {column} IS NULL THEN NULL {steps} ELSE '{Size.LARGE}' END"


def _put_search_words(run: Run) -> None:
    found = run.rows(_NAMES)
    run.execute(
        _WORDS,
        {
            "rows": [row for row, _name, _owner in found],
            "words": as_arrays(words_of(name or "", owner) for _row, name, owner in found),
        },
    )
