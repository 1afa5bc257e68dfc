"""What the register's file needs beyond columns and checks: keys, places, points, villages."""

import datetime as dt

from django.utils.translation import gettext as _

from umpak.foundation import calendar
from umpak.foundation.imports.cells import refuse_cell
from umpak.foundation.imports.chunks import Chunk
from umpak.foundation.imports.problems import Problem as ImportProblem
from umpak.foundation.imports.run import Run
from umpak.foundation.imports.undo import Undone
from umpak.foundation.problems import mend_of, message_of
from umpak.foundation.search.fields import as_arrays, words_of_many
from umpak.foundation.search.services import rewrite_words
from umpak.registry.cooperatives.checks import checked_kbli, name_warnings
from umpak.registry.cooperatives.choices import Kind
from umpak.registry.cooperatives.coordinates import (
    Placed,
    coordinate_checks,
    recheck_coordinates,
)
from umpak.registry.cooperatives.imports.common import legal_numbers, refuse_out_of_scope
from umpak.registry.cooperatives.models import Cooperative
from umpak.registry.cooperatives.sql import load
from umpak.registry.people.imports.numbers import read_phones
from umpak.rules.cooperative_names import cooperative_key, name_key
from umpak.rules.problems import Problem

_POSTS = ("chair", "secretary", "treasurer")


def transform(chunk: Chunk) -> None:
    """Keys of names, search words, the legal number with its kind, the business class."""
    today = calendar.today()
    names = chunk.values("name")
    chunk.put("name_key", [cooperative_key(name) if name else None for name in names])
    chunk.put("search_words", as_arrays(words_of_many(names)))
    for post in _POSTS:
        keys = [name_key(name) if name else None for name in chunk.values(post)]
        chunk.put(f"{post}_key", keys)
    read_phones(chunk, "phone")
    _read_legal_numbers(chunk)
    _check_business_lines(chunk, today)


def prepare(run: Run) -> None:
    """Places by name, the cooperative that each row is about, and where its point lies."""
    today = calendar.today()
    run.execute(load("match_register.sql"), {"today": today, "last_year": today.year - 1})
    _judge_points(run)


def inspect(run: Run) -> None:
    """Rows told twice, villages that nobody knows, records outside the importer's scope."""
    for row, column, earlier, value in run.rows(load("doubled_rows.sql")):
        run.refuse(
            row,
            column,
            _("Ganda: sama dengan baris %(row)s") % {"row": earlier},
            _("Hapus salah satu baris, atau perbaiki isinya."),
            value=value or "",
        )
    _refuse_unknown_villages(run)
    _warn_of_names(run)
    refuse_out_of_scope(run)
    if run.has("served"):
        run.execute(load("served_changes.sql"))


def after(run: Run | None) -> None:
    """The villages served."""
    if run is not None and run.has("served"):
        run.execute(load("serve_villages.sql"))


def remake(undone: Undone) -> None:
    """The history gives names and points back; the words and the judgement follow from them."""
    recheck_coordinates()
    rewrite_words(undone.rows(Cooperative).only("name"), lambda cooperative: [cooperative.name])


def _read_legal_numbers(chunk: Chunk) -> None:
    found = legal_numbers(chunk)
    chunk.put("legal_kind", [one and one[0].value for one in found])
    chunk.put("legal_value", [one and one[1] for one in found])


def _check_business_lines(chunk: Chunk, today: dt.date) -> None:
    for index, (code, year) in enumerate(
        zip(chunk.values("kbli"), chunk.values("kbli_year"), strict=True)
    ):
        found = checked_kbli(code, int(year) if year else None, today) if code else None
        if isinstance(found, Problem):
            column = "kbli_year" if found.code == "unknown_classification_year" else "kbli"
            refuse_cell(chunk, index, column, found, year or code)


def _judge_points(run: Run) -> None:
    """Of the file, else of the register: a seat that moves leaves its point behind."""
    placed = run.rows(
        "SELECT s.row_number, s.village_code, coalesce(s.lat, c.lat), coalesce(s.lng, c.lng)"
        " FROM import_row s LEFT JOIN cooperatives_cooperative c ON c.id = s.cooperative_id"
        " WHERE coalesce(s.lat, c.lat) IS NOT NULL AND coalesce(s.lng, c.lng) IS NOT NULL"
        " AND s.village_code IS NOT NULL"
    )
    found = coordinate_checks(
        [Placed(village_code=code, lat=lat, lng=lng) for _row, code, lat, lng in placed]
    )
    run.execute(
        "UPDATE import_row s SET coordinate_check = j.state"
        " FROM unnest(%(rows)s::integer[], %(states)s::text[]) j (row_number, state)"
        " WHERE j.row_number = s.row_number",
        {"rows": [row for row, *_ in placed], "states": [state.value for state in found]},
    )


def _warn_of_names(run: Run) -> None:
    """A file tells of cooperatives that stand already: their names are noted, not refused."""
    today = calendar.today()
    named = run.rows(
        "SELECT row_number, name FROM import_row WHERE kind_value = %(kmp)s AND name IS NOT NULL",
        {"kmp": Kind.KMP.value},
    )
    run.add_problems(
        ImportProblem(
            row=row, column=run.header("name"), value=name[:200],
            problem=message_of(found), mend=mend_of(found), is_warning=True,
        )
        for row, name in named
        for found in name_warnings(name, Kind.KMP, today)
    )  # fmt: skip


def _refuse_unknown_villages(run: Run) -> None:
    unknown = run.rows(
        "SELECT s.row_number, string_agg(v.code, ', ') FROM import_row s"
        " CROSS JOIN LATERAL unnest(string_to_array(s.served, ';')) v(code)"
        " WHERE NOT EXISTS (SELECT 1 FROM territory_territory t"
        " WHERE t.code = v.code AND t.level = 'village') GROUP BY s.row_number"
    )
    for row, codes in unknown:
        run.refuse(
            row,
            "served",
            _("Desa wilayah kerja tidak dikenal: %(codes)s") % {"codes": codes},
            _("Periksa kodenya di halaman Wilayah."),
            value=codes,
        )
