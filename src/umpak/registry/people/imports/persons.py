"""The members of families that are already in the register: one row a person."""

from django.utils.translation import gettext_lazy

from umpak.foundation.access.choices import Permission
from umpak.foundation.imports.choices import ColumnKind
from umpak.foundation.imports.chunks import Chunk
from umpak.foundation.imports.kinds import Check, Column, ImportKind, Target, Value
from umpak.foundation.imports.run import Run
from umpak.registry.people.choices import Relation
from umpak.registry.people.imports.columns import BY_CODE
from umpak.registry.people.imports.families import (
    BORN_LATER,
    HEAD,
    OWN,
    UNKNOWN_FAMILY,
    find_by_former_names,
    inspect_scope,
    other_head,
    read_people,
    taken_nik,
)
from umpak.registry.people.models import Person
from umpak.registry.people.sql import load

_KNOWN = "JOIN people_person p ON p.id = s.person_id"
# Without a number a name must be one person's: else each further file would add the same people.
_ONE_PERSON_A_ROW = (
    Check(
        column="name",
        join="JOIN (SELECT person_id, min(row_number) AS first_row FROM import_row"
        " GROUP BY person_id HAVING count(*) > 1) d ON d.person_id = s.person_id",
        where="d.first_row <> s.row_number",
        detail="d.first_row",
        problem=gettext_lazy("Ganda: orang yang sama dengan baris {detail}"),
        mend=gettext_lazy("Hapus salah satu baris, atau isi NIK keduanya."),
    ),
    Check(
        column="name",
        join="JOIN (SELECT family_card_hash, lower(name) AS name, min(row_number) AS first_row"
        " FROM import_row WHERE person_id IS NULL GROUP BY family_card_hash, lower(name)"
        " HAVING count(*) > 1 AND bool_or(nik_hash IS NULL)) d"
        " ON d.family_card_hash = s.family_card_hash AND d.name = lower(s.name)",
        where="s.person_id IS NULL AND d.first_row <> s.row_number",
        detail="d.first_row",
        problem=gettext_lazy("Ganda: orang yang sama dengan baris {detail}"),
        mend=gettext_lazy("Hapus salah satu baris, atau isi NIK keduanya."),
    ),
    Check(
        column="name",
        join=OWN,
        where="s.person_id IS NULL AND (SELECT count(*) FROM people_person p"
        " WHERE p.household_id = h.id AND lower(p.name) = lower(s.name)"
        " AND (p.nik_hash IS NULL OR s.nik_hash IS NULL)) > 1",
        problem=gettext_lazy("Ada beberapa orang bernama sama di keluarga ini"),
        mend=gettext_lazy("Isi NIK, atau lengkapi NIK mereka lewat formulir lebih dahulu."),
    ),
)


def _transform(chunk: Chunk) -> None:
    read_people(chunk, "name")


def _prepare(run: Run) -> None:
    run.execute(load("match_person.sql"))


def _after(run: Run | None) -> None:
    """A family is found under the names of all its members."""
    if run is not None:
        run.execute(load("add_members_words.sql"))


PERSONS = ImportKind(
    code="persons",
    label=gettext_lazy("Anggota keluarga"),
    description=gettext_lazy("Anggota keluarga yang sudah terdaftar, satu baris satu orang"),
    permissions=(Permission.PEOPLE_CHANGE,),
    columns=(
        BY_CODE["family_card"],
        Column(
            code="nik", label="nik", is_sensitive=True, aliases=("no_ktp", "nomor_nik"),
            example="9901014107800002",
        ),
        Column(
            code="name", label="nama", is_required=True, aliases=("nama_lengkap", "nama_anggota"),
            example="Suminah",
        ),
        Column(
            code="relation", label="hubungan", kind=ColumnKind.CHOICE,
            aliases=("hubungan_keluarga", "shdk", "hubungan_dengan_kepala_keluarga"),
            choices={
                Relation.HEAD.value: ("kepala keluarga", "kepala", "kk"),
                Relation.SPOUSE.value: ("istri", "suami", "suami/istri", "isteri"),
                Relation.CHILD.value: ("anak", "anak kandung", "anak angkat", "anak tiri"),
                Relation.CHILD_IN_LAW.value: ("menantu",),
                Relation.GRANDCHILD.value: ("cucu",),
                Relation.PARENT.value: ("orang tua", "mertua", "orang tua/mertua"),
                Relation.OTHER.value: ("lainnya", "famili lain", "famili", "pembantu"),
            },
            example="istri",
        ),
        Column(
            code="sex", label="jenis_kelamin", kind=ColumnKind.CHOICE, aliases=("jk", "sex"),
            choices=BY_CODE["sex"].choices, example="perempuan",
        ),
        Column(
            code="birth_on", label="tanggal_lahir", kind=ColumnKind.DATE,
            aliases=("tanggallahir", "tgl_lahir"), example="1980-07-01",
        ),
    ),
    targets=(
        Target(
            model=Person,
            key=("household", "name"),
            match="t.id = s.person_id",
            join=OWN,
            where="NOT h.is_restricted",
            values={
                "household": Value(sql="h.id"),
                "village": Value(sql="h.village_code"),
                "name": "name",
                "relation": "relation",
                "sex": "sex",
                "birth_on": "birth_on",
                "nik": "nik_sealed",
                "nik_hash": "nik_hash",
            },
        ),
    ),
    unique=(("nik",),),
    derived={"search_words": "text[]", "person_id": "bigint"},
    checks=(
        UNKNOWN_FAMILY,
        BORN_LATER,
        taken_nik(
            join=f"{_KNOWN} {OWN}",
            where="p.household_id IS DISTINCT FROM h.id",
            problem=gettext_lazy("NIK ini sudah tercatat pada keluarga lain"),
        ),
        Check(
            column="name",
            join=_KNOWN,
            where="p.nik_hash <> s.nik_hash",
            problem=gettext_lazy("Orang bernama sama di keluarga ini memiliki NIK lain"),
            mend=gettext_lazy("Periksa nama dan NIK; perbaiki salah satunya."),
            needs=("nik",),
        ),
        other_head(
            column="relation",
            join=HEAD,
            where="s.relation = 'head' AND head.id IS DISTINCT FROM s.person_id",
            problem=gettext_lazy("Keluarga ini sudah mempunyai kepala keluarga lain"),
        ),
        *_ONE_PERSON_A_ROW,
    ),
    transform=_transform,
    prepare=_prepare,
    inspect=inspect_scope,
    after=_after,
    undone=find_by_former_names,
)  # fmt: skip
