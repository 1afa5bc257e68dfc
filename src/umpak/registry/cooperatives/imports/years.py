"""Book years: one row a cooperative and a year. Figures verified on paper are not overwritten."""

from django.utils.translation import gettext_lazy as _

from umpak.foundation.access.choices import Permission
from umpak.foundation.imports.choices import ColumnKind
from umpak.foundation.imports.kinds import Check, Column, ImportKind, Target, Value
from umpak.registry.cooperatives.imports.common import (
    COOPERATIVE_DERIVED,
    COOPERATIVE_KNOWN,
    OWN,
    cooperative_columns,
    find_cooperatives,
    read_cooperative,
    refuse_out_of_scope,
)
from umpak.registry.cooperatives.imports.reading import read_amount, read_health
from umpak.registry.cooperatives.models import CooperativeYear
from umpak.registry.cooperatives.services.years import FIRST_BOOK_YEAR

_FIGURES = ("members", "assets", "own_capital", "loans", "turnover", "rat_on")


def _money(code: str, label: str, *aliases: str, example: str) -> Column:
    return Column(
        code=code, label=label, aliases=aliases, kind=ColumnKind.MONEY, parse=read_amount,
        minimum=0, example=example,
    )  # fmt: skip


COLUMNS = (
    *cooperative_columns("nama"),
    Column(
        code="book_year", label="tahun", aliases=("tahun_buku",), kind=ColumnKind.INTEGER,
        is_required=True, minimum=FIRST_BOOK_YEAR, example="2025",
    ),
    Column(
        code="members", label="anggota", aliases=("jumlah_anggota",), kind=ColumnKind.INTEGER,
        minimum=0, example="120",
    ),
    _money("assets", "aset", "total_aset", example="1.250.000.000"),
    Column(
        code="own_capital", label="modal_sendiri", aliases=("ekuitas",), kind=ColumnKind.MONEY,
        example="400.000.000",
    ),
    _money("loans", "pinjaman_diberikan", "pinjaman", "piutang", example="750.000.000"),
    _money("turnover", "volume_usaha", "omzet", example="900.000.000"),
    Column(
        code="is_rat_held", label="rat", aliases=("rat_diadakan",), kind=ColumnKind.BOOLEAN,
        example="ya",
    ),
    Column(
        code="rat_on", label="rat_on", aliases=("tanggal_rat", "tgl_rat"), kind=ColumnKind.DATE,
        example="12/03/2026",
    ),
    Column(
        code="health_status", label="kesehatan", parse=read_health,
        aliases=("predikat_kesehatan", "kesehatan_ksp"), example="Cukup sehat",
    ),
    Column(
        code="reported_on", label="tanggal_lapor", kind=ColumnKind.DATE, example="30/04/2026"
    ),
)  # fmt: skip

CHECKS = (
    COOPERATIVE_KNOWN,
    Check(
        column="book_year",
        where="s.book_year > extract(year FROM %(today)s::date)",
        problem=_("Tahun buku ini belum mulai"),
        mend=_("Periksa tahunnya."),
    ),
    Check(
        column="rat_on",
        where="extract(year FROM s.rat_on) <= s.book_year",
        problem=_("RAT tahun buku diadakan sesudah tahun itu berakhir"),
        mend=_("Periksa tanggal RAT, atau pakai tahun buku sebelumnya."),
    ),
    Check(
        column="is_rat_held",
        where="s.is_rat_held AND s.book_year >= extract(year FROM %(today)s::date)",
        problem=_("RAT tahun buku diadakan sesudah tahun itu berakhir"),
        mend=_("Kosongkan dahulu, atau pakai tahun buku sebelumnya."),
    ),
    Check(
        column="rat_on",
        where="s.rat_on > %(today)s",
        problem=_("Tanggal RAT belum terjadi"),
        mend=_("Kosongkan dahulu."),
    ),
    Check(
        column="is_rat_held",
        where="s.is_rat_held = false AND s.rat_on IS NOT NULL",
        problem=_("RAT ditulis tidak diadakan, tetapi tanggalnya diisi"),
        mend=_("Kosongkan tanggalnya, atau tulis ya."),
    ),
    Check(
        column="is_rat_held",
        join="JOIN cooperatives_cooperativeyear y ON y.cooperative_id = s.cooperative_id"
        " AND y.book_year = s.book_year",
        where="s.is_rat_held = false AND s.rat_on IS NULL AND y.rat_on IS NOT NULL",
        detail="to_char(y.rat_on, 'DD/MM/YYYY')",
        problem=_("RAT tahun ini sudah tercatat tanggal {detail}"),
        mend=_("Kosongkan selnya, atau perbaiki lewat halaman koperasi."),
    ),
    Check(
        column="book_year",
        join="JOIN cooperatives_cooperativeyear y ON y.cooperative_id = s.cooperative_id"
        " AND y.book_year = s.book_year AND y.verified_at IS NOT NULL",
        where=" OR ".join(
            f"s.{field} IS NOT NULL AND s.{field} IS DISTINCT FROM y.{field}"
            for field in (*_FIGURES, "is_rat_held", "reported_on", "health_status")
        ),
        problem=_("Angka tahun ini sudah diperiksa dan berbeda"),
        mend=_("Samakan berkasnya, atau ubah lewat halaman koperasi."),
    ),
    Check(
        column="book_year",
        join="JOIN import_row o ON o.cooperative_id = s.cooperative_id"
        " AND o.book_year = s.book_year AND o.row_number < s.row_number",
        where="true",
        detail="o.row_number",
        problem=_("Ganda: sama dengan baris {detail}"),
        mend=_("Hapus salah satu baris, atau perbaiki isinya."),
    ),
)


YEARS = ImportKind(
    code="cooperative-years",
    label=_("Tahun buku koperasi"),
    description=_("Satu baris satu koperasi dan satu tahun buku: anggota, aset, modal, RAT."),
    permissions=(Permission.COOPERATIVE_CHANGE,),
    columns=COLUMNS,
    targets=(
        Target(
            model=CooperativeYear,
            key=("cooperative", "book_year"),
            join=OWN,
            values={
                "cooperative": Value(sql="c.id"),
                "book_year": "book_year",
                **{code: code for code in _FIGURES},
                "is_rat_held": Value(
                    sql="coalesce(s.is_rat_held, CASE WHEN s.rat_on IS NOT NULL THEN true END)",
                    columns=("is_rat_held", "rat_on"),
                ),
                "reported_on": "reported_on",
                "health_status": "health_status",
                "source": Value(sql="'import'", is_compared=False),
            },
        ),
    ),
    checks=CHECKS,
    derived=COOPERATIVE_DERIVED,
    transform=read_cooperative,
    prepare=find_cooperatives,
    inspect=refuse_out_of_scope,
)
