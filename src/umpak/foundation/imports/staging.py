"""Into the staging table: chunks are read, sealed and copied. The registry is not touched."""

import io

import pyarrow as pa
from django.db import connection
from django.utils.translation import gettext as _
from pyarrow import csv as arrow_csv

from umpak.foundation.imports.choices import SQL_TYPES, ColumnKind
from umpak.foundation.imports.chunks import Chunk
from umpak.foundation.imports.errors import FileRefused
from umpak.foundation.imports.headers import HeaderMatch
from umpak.foundation.imports.kinds import ImportKind
from umpak.foundation.imports.problems import Problem
from umpak.foundation.imports.reading import RawChunk, Sheet
from umpak.foundation.imports.run import Run


def create_staging(kind: ImportKind) -> None:
    """Temporary tables that end with the transaction, so a crash leaves nothing."""
    columns = "".join(f', "{code}" {sql_type}' for code, sql_type in staging_columns(kind).items())
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TABLE IF EXISTS pg_temp.import_row, pg_temp.import_problem, pg_temp.import_action"
        )
        cursor.execute(
            f"CREATE TEMPORARY TABLE import_row (row_number integer{columns}) ON COMMIT DROP"
        )
        cursor.execute(
            "CREATE TEMPORARY TABLE import_problem (row_number integer, column_name text,"
            " value text, problem text, mend text, is_warning boolean) ON COMMIT DROP"
        )
        cursor.execute(
            "CREATE TEMPORARY TABLE import_action (row_number integer, action smallint)"
            " ON COMMIT DROP"
        )


def staging_columns(kind: ImportKind) -> dict[str, str]:
    """Name -> SQL type. Sensitive columns are there as ciphertext and keyed hash only."""
    columns: dict[str, str] = {}
    for column in kind.columns:
        if column.is_sensitive:
            columns |= {f"{column.code}_sealed": "bytea", f"{column.code}_hash": "bytea"}
        else:
            columns[column.code] = SQL_TYPES[ColumnKind(column.kind)]
    return columns | dict(kind.derived)


def fill_staging(run: Run, sheet: Sheet, match: HeaderMatch) -> int:
    """Read every chunk, note what cannot be read, copy the rest. Answers the number of rows."""
    problems: list[Problem] = []
    count = 0
    for raw in sheet.chunks:
        chunk = _read_chunk(run, raw, match)
        count += len(chunk.row_numbers)
        problems += chunk.problems
        _copy(run.kind, chunk)
        run.progress(min(60, 5 + count * 55 // max(sheet.size, count, 1)))
    run.add_problems([*problems, *sheet.problems])
    count += len(sheet.problems)
    if not count:
        raise FileRefused(_("Tabel tidak berisi baris data"), _("Pilih berkas yang berisi data."))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE import_row")
    return count


def _read_chunk(run: Run, raw: RawChunk, match: HeaderMatch) -> Chunk:
    kind = run.kind
    chunk = Chunk(
        row_numbers=raw.row_numbers,
        columns={},
        headers=dict(match.headers),
        sensitive=frozenset(column.code for column in kind.columns if column.is_sensitive),
    )
    present = [column for column in kind.columns if column.code in match.positions]
    for column in present:
        chunk.read(column, raw.columns[match.positions[column.code]])
    chunk = chunk.without_blank_rows()
    _require_filled(kind, chunk)
    if kind.transform is not None:
        kind.transform(chunk)
    for column in present:
        if column.is_sensitive:
            chunk.seal(column)
    return chunk


def _require_filled(kind: ImportKind, chunk: Chunk) -> None:
    """Here rather than in SQL, for sensitive columns are not staged in clear."""
    already = {(one.row, one.column) for one in chunk.problems}
    for column in kind.columns:
        array = chunk.columns.get(column.code)
        if not column.is_required or array is None or not array.null_count:
            continue
        header = chunk.headers[column.code]
        for index in array.is_null().to_numpy(zero_copy_only=False).nonzero()[0]:
            if (int(chunk.row_numbers[index]), header) not in already:
                chunk.refuse(int(index), column.code, _("Sel wajib diisi"), _("Isi sel ini."))


def _copy(kind: ImportKind, chunk: Chunk) -> None:
    known = staging_columns(kind)
    codes = [code for code in chunk.columns if code in known]
    table = pa.table(
        [pa.array(chunk.row_numbers), *(chunk.columns[code] for code in codes)],
        names=["row_number", *codes],
    )
    buffer = io.BytesIO()
    arrow_csv.write_csv(table, buffer, arrow_csv.WriteOptions(include_header=False))
    names = ", ".join(f'"{name}"' for name in table.column_names)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY import_row ({names}) FROM STDIN (FORMAT csv)") as copy,
    ):
        copy.write(buffer.getbuffer())
