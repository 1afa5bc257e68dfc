"""What can be imported. Each registry app declares its kinds in `imports.py`.

A kind says which columns a file has, what must hold of them, and into which tables they go. The
engine does the rest for every kind alike: reading, checking, comparing, writing, undoing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Model
from django_stubs_ext import StrOrPromise

from umpak.foundation.access.choices import Permission
from umpak.foundation.imports.choices import ColumnKind, FileKind

if TYPE_CHECKING:
    from umpak.foundation.imports.chunks import Chunk
    from umpak.foundation.imports.run import Run
    from umpak.foundation.imports.undo import Undone


Options = Mapping[str, bool | str]


@dataclass(frozen=True, kw_only=True)
class References:
    """The values of a column are found in this field of a model ("app.Model"), else refused.

    `where` is SQL on the referenced row `r`. With `in_file` the file's own column serves too.
    """

    model: str
    field: str
    where: str = "true"
    in_file: str = ""
    problem: StrOrPromise = ""
    mend: StrOrPromise = ""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of the file; in the staging table it bears its `code`.

    Args:
        code: English snake-case name, accepted as a header too.
        label: The Indonesian header, as the template file writes it.
        aliases: Other headers in use. Case, spaces and punctuation never matter.
        kind: Decides the staging type and how a cell is read (`values.py`).
        is_required: The column must be in the file and every cell filled.
        choices: For CHOICE: stored value -> words accepted (the stored value is one of them).
        pattern: A regular expression (PostgreSQL and Python) that the whole cell must match.
        parse: Own reading of one cell: text in, canonical text out, or `ValueRefused`.
        level: For TERRITORY: how many parts the code has (4 = village); 0 allows any.
        is_sensitive: Never staged in clear: becomes `<code>_sealed` and `<code>_hash` (bytea), and
            is masked in lists of problems.
    """

    code: str
    label: StrOrPromise
    aliases: tuple[str, ...] = ()
    kind: ColumnKind = ColumnKind.TEXT
    is_required: bool = False
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pattern: str = ""
    pattern_mend: StrOrPromise = ""
    minimum: Decimal | int | None = None
    maximum: Decimal | int | None = None
    parse: Callable[[str], str] | None = None
    level: int = 0
    references: References | None = None
    is_sensitive: bool = False
    help: StrOrPromise = ""
    example: str = ""


@dataclass(frozen=True, kw_only=True)
class Check:
    """A rule over the whole file, in SQL over the staging table `import_row s`.

    Rows for which `where` is true are refused (or, `is_warning`, listed). `{detail}` in the
    problem is replaced by the SQL expression `detail`. Percent signs are doubled; `%(today)s` is
    the day of the office, which the database does not know.

    `spares_refused`: a row that could not be read is told once, not again for what is missing
    because of it.
    """

    column: str
    where: str
    problem: StrOrPromise
    mend: StrOrPromise
    join: str = ""
    value: str = ""
    detail: str = "''"
    is_warning: bool = False
    spares_refused: bool = False
    needs: tuple[str, ...] = ()

    @property
    def condition(self) -> str:
        """The whole SQL condition."""
        if not self.spares_refused:
            return self.where
        return (
            f"({self.where}) AND NOT EXISTS (SELECT FROM import_problem x"
            " WHERE x.row_number = s.row_number AND NOT x.is_warning)"
        )


def told_before(
    column: str, *, key: str, given: str, problem: StrOrPromise, mend: StrOrPromise
) -> Check:
    """Refuses a row whose `key` (SQL on the staging table) an earlier row, `{detail}`, has told.

    Rows for which `given` does not hold have no key. For keys that only `prepare` knows; what
    stands in columns belongs in `ImportKind.unique`.
    """
    return Check(
        column=column,
        join="JOIN (SELECT row_number, first_value(row_number) OVER"
        f" (PARTITION BY {key} ORDER BY row_number) AS first_row"
        f" FROM import_row WHERE {given}) d ON d.row_number = s.row_number",
        where="d.first_row <> s.row_number",
        detail="d.first_row",
        problem=problem,
        mend=mend,
    )


@dataclass(frozen=True, kw_only=True)
class Value:
    """What goes into a field: SQL over `s` (and the target's `join`).

    Without `columns` in the file the field is left alone. `is_compared=False` suits ciphertext,
    which differs each time: it is written along, but never makes a row count as changed.
    `is_remade`: the program makes it anew when something else changes; that it did so does not
    stand in the way of an undo, after which `undone` makes it anew once more.
    """

    sql: str
    columns: tuple[str, ...] = ()
    is_compared: bool = True
    is_remade: bool = False


@dataclass(frozen=True, kw_only=True)
class Target:
    """A table to fill. Blank cells never erase what is there.

    Args:
        model: Where the rows go; tracked (`@track()`), else the batch cannot be undone.
        key: Fields that find the existing row (each also in `values`).
        values: Field name -> staging column, or a `Value`.
        match: SQL between the target `t` and `s` instead of equality of the key.
        join: SQL joined to `s`, e.g. `LEFT JOIN people_household h ON h.card_hash = s.card_hash`.
        where: Only staging rows for which this holds.
        is_distinct: Several rows of the file may describe the same target row: the first counts.
    """

    model: type[Model]
    key: tuple[str, ...]
    values: Mapping[str, str | Value]
    match: str = ""
    join: str = ""
    where: str = "true"
    is_distinct: bool = False


@dataclass(frozen=True, kw_only=True)
class Setting:
    """Something said beside the file in a word or number, such as the year of its data."""

    label: StrOrPromise
    help: StrOrPromise = ""
    pattern: str = ".*"
    pattern_mend: StrOrPromise = ""


@dataclass(frozen=True, kw_only=True)
class ImportKind:
    """Everything the engine must know about one sort of file.

    `options` are switched on or off; `settings` are filled in. Both reach hooks as `run.options`.

    Hooks, all optional, in the order in which they run:
        transform(chunk): vectorised work on a chunk of columns before COPY (`chunks.Chunk`).
        prepare(run): SQL after COPY, before the checks; fills the columns named in `derived`.
        inspect(run): checks that SQL cannot do; reports through `run.refuse` and `run.warn`.
        after(run): after the tables are written; and after an undo, with `run=None`.
        undone(batch): after an undo, with what the history says of the rows that were restored.
    """

    code: str
    label: StrOrPromise
    description: StrOrPromise
    permissions: tuple[Permission, ...]
    columns: tuple[Column, ...]
    targets: tuple[Target, ...]
    unique: tuple[tuple[str, ...], ...] = ()
    checks: tuple[Check, ...] = ()
    derived: Mapping[str, str] = field(default_factory=dict)
    territory_column: str = ""
    file_kind: FileKind = FileKind.TABLE
    options: Mapping[str, StrOrPromise] = field(default_factory=dict)
    settings: Mapping[str, Setting] = field(default_factory=dict)
    transform: "Callable[[Chunk], None] | None" = None
    prepare: "Callable[[Run], None] | None" = None
    inspect: "Callable[[Run], None] | None" = None
    after: "Callable[[Run | None], None] | None" = None
    undone: "Callable[[Undone], None] | None" = None

    def column(self, code: str) -> Column:
        """The column of this code."""
        return next(column for column in self.columns if column.code == code)

    @property
    def models(self) -> tuple[type[Model], ...]:
        """The tables that the kind writes, parents first."""
        return tuple(dict.fromkeys(target.model for target in self.targets))


_KINDS: dict[str, ImportKind] = {}


def register(kind: ImportKind) -> None:
    """Make the kind known; called once from the app's `ready`."""
    _KINDS[kind.code] = kind


def kind_of(code: str) -> ImportKind:
    """The kind of this code; `KeyError` where there is none."""
    return _KINDS[code]


def kinds() -> tuple[ImportKind, ...]:
    """All kinds, in the order of registration: what others build on comes first."""
    return tuple(_KINDS.values())
