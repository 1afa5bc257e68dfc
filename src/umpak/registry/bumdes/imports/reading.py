"""Certificates, states, units in one cell; and which BUMDes a row means."""

from umpak.foundation import calendar
from umpak.foundation.imports.cells import judge_cells, split_names
from umpak.foundation.imports.chunks import Chunk
from umpak.foundation.imports.run import Run
from umpak.foundation.personal_data.phones import checked_phone
from umpak.foundation.search.fields import as_arrays, words_of
from umpak.registry.bumdes.checks import checked_certificate
from umpak.registry.bumdes.choices import LegalStatus
from umpak.registry.bumdes.imports.columns import MOST_UNITS
from umpak.registry.bumdes.sql import load

_ACTIVE = {"aktif": "true", "tidak_aktif": "false"}

# The BUMDes that each staged row describes: same village, same name.
_MATCH = """
    UPDATE import_row s
    SET bumdes_id = t.id,
        public_id = coalesce(t.public_id, gen_random_uuid()),
        known_status = t.legal_status,
        known_number = nullif(t.legal_number, ''),
        known_on = t.legal_on,
        founded_on = t.founded_on
    FROM import_row o
    LEFT JOIN bumdes_bumdes t ON t.village_code = o.village_code AND t.name = o.name
    WHERE s.row_number = o.row_number
"""


def transform(chunk: Chunk) -> None:
    """Bring the cells into their stored form; what cannot be is refused by row and column."""
    today = calendar.today()
    judge_cells(chunk, "legal_number", lambda raw: checked_certificate(raw, today))
    judge_cells(chunk, "phone", checked_phone)
    states = chunk.values("status")
    chunk.put("is_active", [_ACTIVE.get(state or "") for state in states])
    chunk.put(
        "legal_status",
        [
            LegalStatus.LEGAL_BODY.value if number else _legal_word(state)
            for number, state in zip(chunk.values("legal_number"), states, strict=True)
        ],
    )
    names = zip(chunk.values("name"), chunk.values("director_name"), strict=True)
    words = [words_of(name or "", director or "") for name, director in names]
    chunk.put("search_words", as_arrays(words))
    split_names(chunk, "units", "unit", MOST_UNITS)


def prepare(run: Run) -> None:
    """Find the BUMDes that stand already, and the villages that own each."""
    run.execute(_MATCH)
    run.execute(load("find_owners.sql"))


def inspect(run: Run) -> None:
    """Rows in which only the owners changed."""
    if run.has("owners"):
        run.execute(load("owner_changes.sql"))


def after(run: Run | None) -> None:
    """The villages that own a BUMDesma."""
    if run is not None and run.has("owners"):
        run.execute(load("own_villages.sql"))


def _legal_word(state: str | None) -> str | None:
    return state if state in LegalStatus.values else None
