"""What every kind is checked for, set-wise, as its declaration says."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection
from django.db.models import CharField, DecimalField, Field, IntegerField
from django.utils.translation import gettext as _

from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import territory_codes
from umpak.foundation.imports.choices import ColumnKind
from umpak.foundation.imports.kinds import Check, Column, ImportKind, References
from umpak.foundation.imports.run import Run

_NUMBERS = {ColumnKind.INTEGER, ColumnKind.DECIMAL, ColumnKind.MONEY}


def run_checks(run: Run) -> None:
    """All general checks, then the kind's own."""
    due = [
        check
        for check in (*general_checks(run), *run.kind.checks)
        if all(run.has(code) for code in check.needs)
    ]
    quick = [check for check in due if not check.join and "SELECT" not in check.condition]
    hits = _hits(run, quick)
    for check in due:
        if check not in quick or check.condition in hits:
            run.check(check)
    if run.kind.inspect is not None:
        run.kind.inspect(run)


def _hits(run: Run, checks: list[Check]) -> set[str]:
    """Which of the conditions hold for some row: one pass over the file instead of one for each."""
    conditions = list(dict.fromkeys(check.condition for check in checks))
    if not conditions:
        return set()
    asked = ", ".join(f"bool_or({condition})" for condition in conditions)
    (answers,) = run.rows(f"SELECT {asked} FROM import_row s")  # SQL from the declarations
    return {condition for condition, is_hit in zip(conditions, answers, strict=True) if is_hit}


def general_checks(run: Run) -> Iterator[Check]:
    """The checks that follow from the declaration alone."""
    kind = run.kind
    for column in kind.columns:
        if run.has(column.code) and not column.is_sensitive:
            yield from _column_checks(kind, column)
    for codes in kind.unique:
        if all(run.has(code) for code in codes):
            yield _duplicates(kind, codes)
    if run.by is not None and kind.territory_column:
        yield _scope(run)


def _column_checks(kind: ImportKind, column: Column) -> Iterator[Check]:
    s = f's."{column.code}"'
    field = _field_filled_by(kind, column)
    if column.kind in _NUMBERS:
        yield from _range_checks(column, s, field)
    if isinstance(field, CharField) and field.max_length and not field.choices:
        yield Check(
            column=column.code,
            where=f"length({s}) > {field.max_length}",
            problem=_("Terlalu panjang"),
            mend=_("Paling banyak %(count)d huruf.") % {"count": field.max_length},
        )
    if column.pattern:
        yield Check(
            column=column.code,
            where=f"{s} !~ '^(?:{column.pattern.replace('%', '%%')})$'",
            problem=_("Bentuknya tidak benar"),
            mend=column.pattern_mend,
        )
    if column.references is not None:
        yield _reference(column, s)


def _range_checks(column: Column, s: str, field: "Field[object, object] | None") -> Iterator[Check]:
    lowest, highest = column.minimum, column.maximum
    if isinstance(field, IntegerField):
        smallest, largest = connection.ops.integer_field_range(field.get_internal_type())
        lowest = smallest if lowest is None else lowest
        highest = largest if highest is None else highest
    if isinstance(field, DecimalField) and highest is None:
        highest = 10 ** (field.max_digits - field.decimal_places) - 1
    for bound, sign, mend in (
        (lowest, "<", _("Paling kecil %(bound)s.")),
        (highest, ">", _("Paling besar %(bound)s.")),
    ):
        if bound is not None:
            yield Check(
                column=column.code,
                where=f"{s} {sign} {bound}",
                problem=_("Di luar jangkauan"),
                mend=mend % {"bound": bound},
            )


def _reference(column: Column, s: str) -> Check:
    assert column.references is not None
    ref = column.references
    found = _is_known(ref, s)
    if ref.in_file:
        found += f' OR EXISTS (SELECT 1 FROM import_row o WHERE o."{ref.in_file}" = {s})'
    return Check(
        column=column.code,
        where=f"{s} IS NOT NULL AND NOT ({found})",
        problem=ref.problem or _("Tidak ada dalam daftar"),
        mend=ref.mend or _("Periksa penulisannya, atau tambahkan dahulu ke daftar."),
    )


def _is_known(ref: References, s: str) -> str:
    model = apps.get_model(ref.model)
    field = model._meta.get_field(ref.field).column
    return (
        f'EXISTS (SELECT 1 FROM "{model._meta.db_table}" r'
        f' WHERE r."{field}" = {s} AND ({ref.where}))'
    )


def _duplicates(kind: ImportKind, codes: tuple[str, ...]) -> Check:
    staged = [f"{code}_hash" if kind.column(code).is_sensitive else code for code in codes]
    names = ", ".join(f'"{name}"' for name in staged)
    filled = " AND ".join(f'"{name}" IS NOT NULL' for name in staged)
    same = " AND ".join(f'd."{name}" = s."{name}"' for name in staged)
    return Check(
        column=codes[-1],
        join=(
            f"JOIN (SELECT {names}, min(row_number) AS first_row FROM import_row"
            f" WHERE {filled} GROUP BY {names} HAVING count(*) > 1) d"
            f" ON {same}"
        ),
        where="d.first_row <> s.row_number",
        detail="d.first_row",
        problem=_("Ganda: sama dengan baris {detail}"),
        mend=_("Hapus salah satu baris, atau perbaiki isinya."),
    )


def _scope(run: Run) -> Check:
    """An unknown place has its own fault, which says how to mend it: it is not told twice."""
    assert run.by is not None
    s = f's."{run.kind.territory_column}"'
    codes = territory_codes(run.by, Permission.IMPORT_RUN)
    ref = run.kind.column(run.kind.territory_column).references
    known = _is_known(ref, s) if ref and not ref.in_file else "true"
    within = " OR ".join(f"{s} = '{code}' OR {s} LIKE '{code}.%%'" for code in codes)
    return Check(
        column=run.kind.territory_column,
        where=f"{s} IS NOT NULL AND NOT ({within or 'false'}) AND {known}",
        problem=_("Di luar wilayah tugas Anda"),
        mend=_("Hapus baris ini, atau minta petugas wilayah itu memasukkannya."),
    )


def _field_filled_by(kind: ImportKind, column: Column) -> "Field[object, object] | None":
    for target in kind.targets:
        for name, value in target.values.items():
            if value == column.code:
                field = target.model._meta.get_field(name)
                return field if isinstance(field, Field) else None
    return None
