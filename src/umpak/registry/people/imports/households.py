"""The register of families: one row a family, with its head and its desil of one quarter.

A family is found by its card. A family whose processing is restricted is passed over with a
warning; the head's identity never passes to another person by a file.
"""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import territory_codes
from umpak.foundation.imports.choices import ColumnKind
from umpak.foundation.imports.chunks import Chunk
from umpak.foundation.imports.errors import ValueRefused
from umpak.foundation.imports.kinds import (
    Check,
    Column,
    ImportKind,
    References,
    Target,
    Value,
)
from umpak.foundation.imports.run import Run
from umpak.foundation.imports.undo import Undone
from umpak.foundation.search.fields import as_arrays, words_of_many
from umpak.registry.people.imports.numbers import read_family_cards, read_niks, read_phones
from umpak.registry.people.models import DesilRecord, Household, Person
from umpak.registry.people.services.households import refresh_words_of
from umpak.registry.people.sql import load
from umpak.rules.problems import Problem
from umpak.rules.quarters import parse_quarter

OLD = "LEFT JOIN people_household old ON old.family_card_hash = s.family_card_hash"
OWN = "JOIN people_household h ON h.family_card_hash = s.family_card_hash"
_HEAD = (
    "JOIN people_household h ON h.family_card_hash = s.family_card_hash"
    " JOIN people_person head ON head.household_id = h.id AND head.relation = 'head'"
)


def read_quarter(text: str) -> str:
    """A quarter as people write it, as its first day."""
    found = parse_quarter(text)
    if isinstance(found, Problem):
        raise ValueRefused(_(found.message), _(found.mend))
    return found.first_day.isoformat()


def _neighbourhood(text: str) -> str:
    """RT and RW as the card prints them: three digits."""
    digits = text.removesuffix(".0")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 3):
        raise ValueRefused(_("Bukan nomor RT/RW"), _("Tulis dengan angka, paling banyak tiga."))
    return digits.zfill(3)


def _transform(chunk: Chunk) -> None:
    read_family_cards(chunk, "family_card")
    read_niks(chunk, "nik")
    read_phones(chunk, "phone")
    chunk.put("search_words", as_arrays(words_of_many(chunk.values("head_name"))))


def _prepare(run: Run) -> None:
    run.execute(load("keep_members_words.sql"))


def inspect_scope(run: Run) -> None:
    """A family may not be drawn over from a village for which the importer does not answer."""
    if run.by is None:
        return
    codes = territory_codes(run.by, Permission.PEOPLE_CHANGE)
    within = " OR ".join(f"h.village_code LIKE '{code}%%'" for code in codes) or "false"
    run.check(
        Check(
            column="family_card",
            join=OWN,
            where=f"NOT ({within})",
            problem=_("Keluarga ini tercatat di luar wilayah tugas Anda"),
            mend=_("Minta petugas wilayah itu memindahkannya lebih dahulu."),
        )
    )


def _after(run: Run | None) -> None:
    if run is not None:
        run.execute(load("move_members.sql"))


def find_by_former_names(undone: Undone) -> None:
    """After an undo of families or of members: each family under the names of those who stay."""
    people = undone.events(Person).filter(household_id__isnull=False)
    refresh_words_of(
        Household.with_restricted.filter(
            Q(pk__in=undone.rows(Household).values("pk")) | Q(pk__in=people.values("household_id"))
        )
    )


def _flag(code: str, label: str, *aliases: str) -> Column:
    return Column(code=code, label=label, aliases=aliases, kind=ColumnKind.BOOLEAN, example="ya")


COLUMNS = (
    Column(
        code="family_card", label="no_kk", is_required=True, is_sensitive=True,
        aliases=("nomor_kk", "kk", "nomor_kartu_keluarga", "no_kartu_keluarga", "id_keluarga_kk"),
        help=gettext_lazy("Nomor kartu keluarga, 16 angka"), example="9901010101200001",
    ),
    Column(
        code="village", label="kode_desa", kind=ColumnKind.TERRITORY, level=4, is_required=True,
        aliases=("kode_wilayah", "kode_desa_kelurahan", "kode_kelurahan", "kd_desa"),
        references=References(
            model="territory.Territory", field="code", where="r.level = 'village'",
            problem=gettext_lazy("Desa/kelurahan tidak dikenal"),
            mend=gettext_lazy("Periksa kodenya pada daftar wilayah."),
        ),
        example="99.01.01.2001",
    ),
    Column(
        code="head_name", label="nama_kepala_keluarga", is_required=True,
        aliases=("nama_kk", "kepala_keluarga", "nama_kepala", "nama_krt", "nama"),
        example="Suminah",
    ),
    Column(
        code="nik", label="nik_kepala", is_sensitive=True,
        aliases=("nik_kepala_keluarga", "nik_kk", "nik"), example="9901014107800002",
    ),
    Column(
        code="sex", label="jenis_kelamin_kepala", kind=ColumnKind.CHOICE,
        aliases=("jenis_kelamin", "jk", "sex", "jk_kepala"),
        choices={
            "male": ("laki-laki", "l", "lk", "pria", "1"),
            "female": ("perempuan", "p", "pr", "wanita", "2"),
        },
        example="perempuan",
    ),
    Column(
        code="birth_on", label="tanggal_lahir_kepala", kind=ColumnKind.DATE,
        aliases=("tanggal_lahir", "tanggallahir", "tgl_lahir", "tgl_lahir_kepala"),
        example="1980-07-01",
    ),
    Column(
        code="address", label="alamat", aliases=("alamat_sekarang", "alamat_kk"),
        example="Jl. Melati 3",
    ),
    Column(code="rt", label="rt", kind=ColumnKind.CODE, parse=_neighbourhood, example="003"),
    Column(code="rw", label="rw", kind=ColumnKind.CODE, parse=_neighbourhood, example="001"),
    Column(
        code="size", label="jumlah_anggota", kind=ColumnKind.INTEGER, minimum=1, maximum=99,
        aliases=("jml_anggota", "jumlah_anggota_keluarga", "jumlah_art"), example="4",
    ),
    Column(
        code="adults", label="jumlah_dewasa", kind=ColumnKind.INTEGER, minimum=0,
        aliases=("jml_dewasa",), example="2",
    ),
    Column(
        code="desil", label="desil", kind=ColumnKind.INTEGER, minimum=1, maximum=10,
        aliases=("desil_nasional", "desil_dtsen"), example="2",
    ),
    Column(
        code="period_on", label="periode_desil", kind=ColumnKind.DATE, parse=read_quarter,
        aliases=("periode", "triwulan"), example="2026-Q3",
    ),
    _flag("has_pkh", "pkh", "penerima_pkh"),
    _flag("has_sembako", "sembako", "bpnt", "penerima_sembako"),
    _flag("has_pbi", "pbi", "pbi_jk", "pbi_jkn"),
    _flag("has_blt", "blt", "blt_desa", "blt_dd"),
    Column(
        code="expenditure_per_capita", label="pengeluaran_per_kapita", kind=ColumnKind.MONEY,
        minimum=0, help=gettext_lazy("Rupiah per orang per bulan"), example="412500",
    ),
    _flag("has_business", "punya_usaha", "memiliki_usaha"),
    _flag("is_cooperative_member", "anggota_koperasi"),
    Column(
        code="phone", label="telepon", is_sensitive=True,
        aliases=("no_telepon", "no_hp", "hp", "telpon", "no_wa"), example="+6281200000000",
    ),
)  # fmt: skip


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
        column="period_on",
        where="(s.desil IS NULL) <> (s.period_on IS NULL)",
        problem=gettext_lazy("Desil dan periodenya harus diisi bersama"),
        mend=gettext_lazy("Isi keduanya, atau kosongkan keduanya."),
    ),
    Check(
        column="birth_on",
        where="s.birth_on > CURRENT_DATE",
        problem=gettext_lazy("Tanggal lahir sesudah hari ini"),
        mend=gettext_lazy("Periksa tahunnya."),
    ),
    Check(
        column="nik",
        join=f"JOIN people_person p ON p.nik_hash = s.nik_hash LEFT {OWN}",
        where="p.household_id IS DISTINCT FROM h.id OR p.relation <> 'head'",
        problem=gettext_lazy("NIK ini sudah tercatat pada orang lain"),
        mend=gettext_lazy("Perbaiki NIK, atau pindahkan orangnya lewat formulir lebih dahulu."),
        needs=("nik",),
    ),
    Check(
        column="nik",
        join=_HEAD,
        where="head.nik_hash <> s.nik_hash AND head.name <> s.head_name",
        problem=gettext_lazy("Kepala keluarga berganti orang"),
        mend=gettext_lazy("Catat pergantian kepala keluarga lewat formulir lebih dahulu."),
        needs=("nik",),
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
    derived={"search_words": "text[]"},
    territory_column="village",
    transform=_transform,
    prepare=_prepare,
    inspect=inspect_scope,
    after=_after,
    undone=find_by_former_names,
)
