"""Officers: one row a person on a post. A row without NIK is found by post, name and term."""

from django.utils.translation import gettext_lazy as _

from umpak.foundation import calendar
from umpak.foundation.access.choices import Permission
from umpak.foundation.imports.choices import ColumnKind
from umpak.foundation.imports.chunks import Chunk
from umpak.foundation.imports.kinds import Check, Column, ImportKind, Target, Value
from umpak.foundation.imports.run import Run
from umpak.registry.cooperatives.choices import (
    BOARD_OF_POST,
    POSTS_HELD_BY_ONE,
    POSTS_HELD_BY_SEVERAL,
    Post,
    Sex,
    VillageOffice,
)
from umpak.registry.cooperatives.imports.common import (
    COOPERATIVE_DERIVED,
    COOPERATIVE_KNOWN,
    OWN,
    cooperative_columns,
    find_cooperatives,
    read_cooperative,
    refuse_out_of_scope,
)
from umpak.registry.cooperatives.models import CooperativeOfficer
from umpak.registry.cooperatives.sql import load
from umpak.registry.people.imports.numbers import read_niks
from umpak.rules.cooperative_names import name_key
from umpak.rules.nik import CitizenNumber, check_nik

_SINGLE = ", ".join(f"'{post.value}'" for post in POSTS_HELD_BY_ONE)
_BOARD = "CASE s.post " + " ".join(
    f"WHEN '{post}' THEN '{board.value}'" for post, board in BOARD_OF_POST.items()
)
_SAME_PERSON = (
    "{t}.cooperative_id = s.cooperative_id AND {t}.post = s.post AND {t}.person_key = s.person_key"
    " AND ({t}.nik_hash = s.nik_hash OR {t}.nik_hash IS NULL OR s.nik_hash IS NULL)"
)
_RECENCY = "{t}.ended_on IS NULL, coalesce({t}.from_on, '-infinity'), {t}.id"
# A row without its term means the newest one on record, and leaves the others alone.
_NEWEST = (
    f"NOT EXISTS (SELECT FROM cooperatives_cooperativeofficer u"
    f" WHERE {_SAME_PERSON.format(t='u')}"
    f" AND ({_RECENCY.format(t='u')}) > ({_RECENCY.format(t='t')}))"
)
_SAME = (
    f"{_SAME_PERSON.format(t='t')} AND (t.from_on = s.from_on"
    f" OR (s.from_on IS NULL AND {_NEWEST}) OR (t.from_on IS NULL AND s.is_latest))"
)

COLUMNS = (
    *cooperative_columns(),
    Column(
        code="post", label="jabatan", kind=ColumnKind.CHOICE, is_required=True,
        choices={post.value: (str(post.value).replace("_", " "),) for post in Post}
        | {
            Post.VICE_CHAIR_MEMBERSHIP.value: ("wakil ketua bidang anggota",),
            Post.MANAGER.value: ("manajer", "pengelola"),
        },
        example="Ketua",
    ),
    Column(
        code="person_name", label="nama", aliases=("nama_orang", "nama_perangkat"),
        is_required=True, example="Contoh Satu",
    ),
    Column(
        code="nik", label="nik", aliases=("nik_ktp", "no_ktp"), kind=ColumnKind.CODE,
        is_sensitive=True, example="9999994101800001",
    ),
    Column(
        code="sex", label="jenis_kelamin", aliases=("jk", "l/p"), kind=ColumnKind.CHOICE,
        choices={
            Sex.MALE.value: ("laki-laki", "l", "lk", "pria"),
            Sex.FEMALE.value: ("perempuan", "p", "pr", "wanita"),
        },
        example="perempuan",
    ),
    Column(
        code="from_on", label="mulai", aliases=("mulai_menjabat", "tanggal_mulai"),
        kind=ColumnKind.DATE, example="01/07/2025",
    ),
    Column(
        code="until_on", label="selesai", aliases=("akhir_jabatan", "tanggal_selesai", "sampai"),
        kind=ColumnKind.DATE, example="30/06/2030",
    ),
    Column(
        code="term_number", label="periode", aliases=("periode_ke",), kind=ColumnKind.INTEGER,
        minimum=1, maximum=20, example="1",
    ),
    Column(
        code="is_member", label="anggota_koperasi", kind=ColumnKind.BOOLEAN, example="ya"
    ),
    Column(
        code="village_office", label="jabatan_desa", kind=ColumnKind.CHOICE,
        choices={
            VillageOffice.HEAD.value: ("kepala desa", "kades", "lurah", "kepala desa/lurah"),
            VillageOffice.STAFF.value: ("perangkat desa", "perangkat"),
            VillageOffice.COUNCIL.value: ("anggota bpd", "bpd"),
            VillageOffice.NONE.value: ("bukan", "tidak ada"),
        },
        example="bukan",
    ),
    Column(
        code="has_clean_record", label="pernyataan_bersih", kind=ColumnKind.BOOLEAN, example="ya"
    ),
)  # fmt: skip

CHECKS = (
    COOPERATIVE_KNOWN,
    Check(
        column="until_on",
        where="s.until_on < s.from_on",
        problem=_("Berakhir sebelum mulai"),
        mend=_("Periksa kedua tanggalnya."),
    ),
    Check(
        column="person_name",
        join="JOIN import_row o ON o.cooperative_id = s.cooperative_id AND o.post = s.post"
        " AND o.person_key = s.person_key AND o.from_on IS NOT DISTINCT FROM s.from_on"
        " AND o.row_number < s.row_number",
        where="o.nik_hash = s.nik_hash OR o.nik_hash IS NULL OR s.nik_hash IS NULL",
        detail="o.row_number",
        problem=_("Ganda: sama dengan baris {detail}"),
        mend=_("Hapus salah satu baris, atau perbaiki isinya."),
    ),
    Check(
        column="post",
        join="JOIN import_row o ON o.cooperative_id = s.cooperative_id AND o.post = s.post"
        " AND o.row_number < s.row_number AND o.ended_on IS NULL",
        where=f"s.post IN ({_SINGLE}) AND s.ended_on IS NULL",
        detail="o.row_number",
        problem=_("Jabatan ini sudah diisi orang lain pada baris {detail}"),
        mend=_("Isi tanggal mulai dan selesai agar yang lama berakhir, atau hapus salah satu."),
    ),
    Check(
        column="post",
        join="JOIN cooperatives_cooperativeofficer h ON h.cooperative_id = s.cooperative_id"
        " AND h.post = s.post AND h.ended_on IS NULL AND h.person_key <> s.person_key",
        where=f"s.post IN ({_SINGLE}) AND s.ended_on IS NULL AND NOT EXISTS (SELECT 1"  # noqa: S608  # names of our own
        " FROM import_row e WHERE e.cooperative_id = s.cooperative_id AND e.post = s.post"
        " AND e.person_key = h.person_key AND e.ended_on IS NOT NULL)",
        detail="h.person_name",
        problem=_("Jabatan ini masih dipegang {detail}"),
        mend=_("Akhiri jabatannya di halaman koperasi, atau cantumkan juga masa jabatannya."),
    ),
)


def _transform(chunk: Chunk) -> None:
    read_cooperative(chunk)
    read_niks(chunk, "nik")
    names = chunk.values("person_name")
    chunk.put("person_key", [name_key(name) if name else None for name in names])
    chunk.put("sex_of_nik", [_sex(nik) for nik in chunk.values("nik")])


def _sex(nik: str | None) -> str | None:
    found = check_nik(nik, calendar.today()) if nik else None
    return found.sex.value if isinstance(found, CitizenNumber) else None


def _prepare(run: Run) -> None:
    find_cooperatives(run)
    run.execute(
        load("officer_terms.sql"),
        {"held_by_several": [post.value for post in POSTS_HELD_BY_SEVERAL]},
    )


OFFICERS = ImportKind(
    code="cooperative-officers",
    label=_("Perangkat koperasi"),
    description=_("Satu baris satu orang pada satu jabatan, dengan masa jabatannya."),
    permissions=(Permission.COOPERATIVE_CHANGE,),
    columns=COLUMNS,
    targets=(
        Target(
            model=CooperativeOfficer,
            key=("cooperative", "post", "person_key"),
            join=f"{OWN} LEFT JOIN people_person p ON p.nik_hash = s.nik_hash",
            match=_SAME,
            values={
                "cooperative": Value(sql="c.id"),
                "post": "post",
                "board": Value(sql=f"{_BOARD} END", columns=("post",)),
                "person_key": Value(sql="s.person_key", columns=("person_name",)),
                "person_name": "person_name",
                "person": Value(sql="p.id", columns=("nik",)),
                "nik": "nik_sealed",
                "nik_hash": "nik_hash",
                "sex": Value(sql="coalesce(s.sex, s.sex_of_nik)", columns=("sex", "nik")),
                "from_on": "from_on",
                "until_on": "until_on",
                "term_number": "term_number",
                "is_member": "is_member",
                "village_office": "village_office",
                "has_clean_record": "has_clean_record",
                "ended_on": Value(sql="s.ended_on", columns=("until_on", "from_on")),
                "end_reason": Value(
                    sql="CASE WHEN s.ended_on IS NOT NULL THEN 'Masa jabatan berakhir' END",
                    columns=("until_on", "from_on"),
                ),
            },
        ),
    ),
    checks=CHECKS,
    derived=COOPERATIVE_DERIVED
    | {
        "person_key": "text",
        "sex_of_nik": "text",
        "ended_on": "date",
        "is_latest": "boolean",
    },
    transform=_transform,
    prepare=_prepare,
    inspect=refuse_out_of_scope,
)
