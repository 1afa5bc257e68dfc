"""Deciles by quarter, for families that are already in the register."""

from django.db import connection
from django.utils.translation import gettext_lazy

from umpak.foundation.access.choices import Permission
from umpak.foundation.imports.choices import ColumnKind
from umpak.foundation.imports.chunks import Chunk
from umpak.foundation.imports.kinds import Column, ImportKind, Target, Value
from umpak.foundation.imports.run import Run
from umpak.registry.people.imports.columns import BY_CODE, read_quarter
from umpak.registry.people.imports.families import OWN, UNKNOWN_FAMILY, inspect_scope
from umpak.registry.people.imports.numbers import read_family_cards
from umpak.registry.people.models import DesilRecord
from umpak.registry.people.sql import load


def _transform(chunk: Chunk) -> None:
    read_family_cards(chunk, "family_card")


def _after(run: Run | None) -> None:
    """After an import and after its undo alike: every household carries its newest desil."""
    with connection.cursor() as cursor:
        cursor.execute(load("newest_desil.sql"))


DESIL = ImportKind(
    code="desil",
    label=gettext_lazy("Desil per triwulan"),
    description=gettext_lazy("Riwayat desil keluarga yang sudah terdaftar"),
    permissions=(Permission.PEOPLE_CHANGE,),
    columns=(
        BY_CODE["family_card"],
        Column(
            code="period_on", label="periode", kind=ColumnKind.DATE, parse=read_quarter,
            aliases=("periode_desil", "triwulan"), is_required=True, example="2026-Q3",
        ),
        Column(
            code="desil", label="desil", kind=ColumnKind.INTEGER, minimum=1, maximum=10,
            aliases=("desil_nasional", "desil_dtsen"), is_required=True, example="2",
        ),
    ),
    targets=(
        Target(
            model=DesilRecord,
            key=("household", "period_on"),
            join=OWN,
            where="NOT h.is_restricted",
            values={
                "household": Value(sql="h.id"),
                "period_on": "period_on",
                "desil": "desil",
                "source": Value(sql="'berkas desil'", is_compared=False),
            },
        ),
    ),
    unique=(("family_card", "period_on"),),
    checks=(UNKNOWN_FAMILY,),
    transform=_transform,
    inspect=inspect_scope,
    after=_after,
)  # fmt: skip
