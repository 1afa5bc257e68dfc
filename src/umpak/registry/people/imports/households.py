"""The register of families: one row a family, with its head and its desil of one quarter.

A family is found by its card. A family whose processing is restricted is passed over with a
warning; the head's identity never passes to another person by a file, with a NIK or without.
"""

from typing import Any

from django.utils.translation import gettext_lazy

from umpak.foundation.access.choices import Permission
from umpak.foundation.imports.chunks import Chunk
from umpak.foundation.imports.kinds import Check, ImportKind, Target, Value
from umpak.foundation.imports.run import Run
from umpak.registry.people.imports.columns import COLUMNS
from umpak.registry.people.imports.families import (
    BORN_LATER,
    HEAD,
    OLD,
    OWN,
    find_by_former_names,
    inspect_scope,
    other_head,
    read_people,
    refuse_unproven_heads,
    taken_nik,
)
from umpak.registry.people.imports.numbers import read_phones
from umpak.registry.people.models import DesilRecord, Household, Person
from umpak.registry.people.services.households import refresh_words_of
from umpak.registry.people.sql import load

_RENAMED = "SELECT renamed_id FROM import_row WHERE renamed_id IS NOT NULL"


def _transform(chunk: Chunk) -> None:
    read_people(chunk, "head_name")
    read_phones(chunk, "phone")


def _prepare(run: Run) -> None:
    run.execute(load("keep_members_words.sql"))


def _inspect(run: Run) -> None:
    inspect_scope(run)
    refuse_unproven_heads(run)


def _after(run: Run | None) -> None:
    if run is not None:
        run.execute(load("move_members.sql"))
        renamed = [pk for (pk,) in run.rows(_RENAMED)]
        refresh_words_of(Household.with_restricted.filter(pk__in=renamed))


def _newest(field: str, staged: str) -> Value:
    """A file about an older quarter adds history, but the household keeps its newest desil."""
    return Value(
        sql=f"CASE WHEN old.desil_period_on > s.period_on THEN old.{field} ELSE {staged} END",
        columns=("desil", "period_on"),
    )


_SAME: dict[str, Any] = {
    code: code
    for code in (
        "village", "head_name", "address", "rt", "rw", "size", "adults", "has_pkh", "has_sembako",
        "has_pbi", "has_blt", "has_business", "is_cooperative_member", "expenditure_per_capita",
    )
}  # fmt: skip

TARGETS = (
    Target(
        model=Household,
        key=("family_card_hash",),
        join=OLD,
        where="old.is_restricted IS NOT TRUE",
        values=_SAME
        | {
            "family_card": "family_card_sealed",
            "family_card_hash": "family_card_hash",
            "phone": "phone_sealed",
            "phone_hash": "phone_hash",
            "desil": _newest("desil", "s.desil"),
            "desil_period_on": _newest("desil_period_on", "s.period_on"),
            "search_words": Value(sql="s.search_words", columns=("head_name",), is_compared=False),
        },
    ),
    Target(
        model=Person,
        key=("household", "relation"),
        join=OWN,
        where="NOT h.is_restricted",
        values={
            "household": Value(sql="h.id"),
            "relation": Value(sql="'head'"),
            "village": "village",
            "name": "head_name",
            "nik": "nik_sealed",
            "nik_hash": "nik_hash",
            "sex": "sex",
            "birth_on": "birth_on",
        },
    ),
    Target(
        model=DesilRecord,
        key=("household", "period_on"),
        join=OWN,
        where="NOT h.is_restricted AND s.desil IS NOT NULL",
        values={
            "household": Value(sql="h.id"),
            "period_on": "period_on",
            "desil": "desil",
            "source": Value(sql="'berkas keluarga'", is_compared=False),
        },
    ),
)

CHECKS = (
    Check(
        column="adults",
        where="s.adults > coalesce(s.size, 0)",
        problem=gettext_lazy("Anggota dewasa melebihi jumlah anggota"),
        mend=gettext_lazy("Perbaiki salah satunya."),
    ),
    Check(
        column="size",
        join=OLD,
        where="s.size < old.adults AND s.adults IS NULL",
        detail="old.adults",
        problem=gettext_lazy("Kurang dari anggota dewasa yang sudah tercatat: {detail}"),
        mend=gettext_lazy("Isi juga jumlah_dewasa, atau perbaiki jumlah anggotanya."),
        needs=("size",),
    ),
    Check(
        column="period_on",
        where="(s.desil IS NULL) <> (s.period_on IS NULL)",
        problem=gettext_lazy("Desil dan periodenya harus diisi bersama"),
        mend=gettext_lazy("Isi keduanya, atau kosongkan keduanya."),
    ),
    BORN_LATER,
    taken_nik(
        join=f"JOIN people_person p ON p.nik_hash = s.nik_hash LEFT {OWN}",
        where="p.household_id IS DISTINCT FROM h.id OR p.relation <> 'head'",
        problem=gettext_lazy("NIK ini sudah tercatat pada orang lain"),
    ),
    other_head(
        column="nik",
        join=HEAD,
        where="head.nik_hash <> s.nik_hash AND head.name <> s.head_name",
        problem=gettext_lazy("Kepala keluarga berganti orang"),
    ),
    Check(
        column="family_card",
        join=OWN,
        where="h.is_restricted",
        problem=gettext_lazy("Pemrosesan data keluarga ini dibatasi; barisnya dilewati"),
        mend=gettext_lazy("Tidak ada yang perlu dilakukan."),
        is_warning=True,
    ),
)

HOUSEHOLDS = ImportKind(
    code="households",
    label=gettext_lazy("Keluarga"),
    description=gettext_lazy("Daftar keluarga dengan desil, satu baris satu kartu keluarga"),
    permissions=(Permission.PEOPLE_CHANGE,),
    columns=COLUMNS,
    targets=TARGETS,
    unique=(("family_card",), ("nik",)),
    checks=CHECKS,
    derived={"search_words": "text[]", "renamed_id": "bigint"},
    territory_column="village",
    transform=_transform,
    prepare=_prepare,
    inspect=_inspect,
    after=_after,
    undone=find_by_former_names,
)
