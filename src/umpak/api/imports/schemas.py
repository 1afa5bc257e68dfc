"""Files that came in, as machines see them."""

import datetime as dt
from typing import Annotated

from ninja import Field, Schema

from umpak.api.shapes import Identity, one_of
from umpak.foundation.imports.choices import ColumnKind, Status
from umpak.foundation.imports.kinds import Column, ImportKind

StatusValue = Annotated[Status, one_of(Status)]
ColumnValue = Annotated[ColumnKind, one_of(ColumnKind)]


class ColumnRow(Schema):
    code: str = Field(description="Nama kolom untuk mesin; diterima sebagai judul")
    label: str
    aliases: list[str]
    kind: ColumnValue
    is_required: bool
    example: str

    @staticmethod
    def resolve_label(column: Column) -> str:
        return str(column.label)


class KindRow(Schema):
    code: str = Field(examples=["cooperatives"])
    label: str
    description: str
    columns: list[ColumnRow]

    @staticmethod
    def resolve_label(kind: ImportKind) -> str:
        return str(kind.label)

    @staticmethod
    def resolve_description(kind: ImportKind) -> str:
        return str(kind.description)


class BatchRow(Schema):
    id: Identity = Field(alias="public_id")
    kind: str
    file_name: str
    file_sha256: str
    status: StatusValue
    stage: str = Field(description="Yang sedang dikerjakan; kosong bila selesai")
    progress_percent: int
    row_count: int
    new_count: int
    changed_count: int
    unchanged_count: int
    refused_count: int
    warning_count: int
    unknown_columns: list[str]
    failure: str
    uploaded_at: dt.datetime
    applied_at: dt.datetime | None
    undone_at: dt.datetime | None


class ProblemRow(Schema):
    row: int
    column: str
    value: str
    problem: str
    mend: str
    is_warning: bool


class UploadIn(Schema):
    kind: str = Field(max_length=40, description="Kode jenis, lihat /imports/kinds")
    sheet_name: str = Field("", max_length=100, description="Lembar kerja; kosong: yang pertama")
