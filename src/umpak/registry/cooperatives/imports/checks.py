"""What must hold of a row of the register's file, set-wise over the staging table."""

from django.utils.translation import gettext_lazy as _

from umpak.foundation.imports.kinds import Check
from umpak.registry.cooperatives.imports.columns import MEETING_YEARS

_NUMBERS = {
    "nik_koperasi": ("'nik_koperasi'", "s.nik_koperasi"),
    "nib": ("'nib'", "s.nib"),
    "npwp": ("'npwp'", "s.npwp"),
    "legal_number": ("s.legal_kind", "s.legal_value"),
}


def _held_by_another(column: str, kind: str, value: str) -> Check:
    return Check(
        column=column,
        join=f"JOIN cooperatives_cooperativeidentifier i ON i.kind = {kind} AND i.value = {value}"
        " JOIN cooperatives_cooperative h ON h.id = i.cooperative_id",
        where="i.cooperative_id IS DISTINCT FROM s.cooperative_id",
        detail="h.name",
        problem=_("Nomor ini sudah dipakai {detail}"),
        mend=_("Periksa dokumen aslinya; bila satu koperasi, gabungkan catatannya lebih dahulu."),
        needs=(column,),
    )


def _verified(column: str, kind: str, value: str) -> Check:
    return Check(
        column=column,
        join="JOIN cooperatives_cooperativeidentifier i ON i.cooperative_id = s.cooperative_id"
        f" AND i.kind = {kind} AND NOT i.is_alias",
        where=f"i.verified_at IS NOT NULL AND i.value <> {value}",
        detail="i.value",
        problem=_("Berbeda dari nomor yang sudah diperiksa: {detail}"),
        mend=_("Perbaiki di berkas, atau ubah lewat halaman koperasi."),
        needs=(column,),
    )


def _meeting(year: int) -> Check:
    return Check(
        column=f"rat_{year}",
        join="JOIN cooperatives_cooperativeyear y ON y.cooperative_id = s.cooperative_id"
        f" AND y.book_year = {year}",
        where=f"s.rat_{year} = 'false' AND y.rat_on IS NOT NULL",
        detail="to_char(y.rat_on, 'DD/MM/YYYY')",
        problem=_("RAT tahun ini sudah tercatat tanggal {detail}"),
        mend=_("Kosongkan selnya, atau perbaiki lewat halaman koperasi."),
        needs=(f"rat_{year}",),
    )


_CHECKED_YEAR = (
    "JOIN cooperatives_cooperativeyear y ON y.cooperative_id = s.cooperative_id"
    " AND y.verified_at IS NOT NULL AND y.book_year = "
)
_CHECKED_MEND = _("Samakan atau kosongkan selnya, atau ubah lewat halaman koperasi.")


def _checked_figure(column: str) -> Check:
    """What somebody held against the report is not overwritten by a register."""
    return Check(
        column=column,
        join=f"{_CHECKED_YEAR} s.figures_year",
        where=f"s.{column} IS NOT NULL AND s.{column} IS DISTINCT FROM y.{column}",
        detail="y.book_year",
        problem=_("Angka tahun buku {detail} sudah diperiksa dan berbeda"),
        mend=_CHECKED_MEND,
        needs=(column,),
    )


def _checked_meeting(year: int) -> Check:
    cell = f"s.rat_{year}"
    return Check(
        column=f"rat_{year}",
        join=f"{_CHECKED_YEAR} {year}",
        where=f"{cell} IS NOT NULL AND NOT ({cell} = 'false' AND y.rat_on IS NOT NULL)"
        f" AND (({cell} <> 'false') IS DISTINCT FROM y.is_rat_held OR CASE"
        f" WHEN {cell} ~ '^[0-9]' THEN {cell}::date IS DISTINCT FROM y.rat_on ELSE false END)",
        problem=_("RAT tahun ini sudah diperiksa dan berbeda"),
        mend=_CHECKED_MEND,
        needs=(f"rat_{year}",),
    )


def _other_holder(column: str, post: str) -> Check:
    return Check(
        column=column,
        join="JOIN cooperatives_cooperativeofficer o ON o.cooperative_id = s.cooperative_id"
        f" AND o.post = '{post}' AND o.ended_on IS NULL",
        where=f"s.{column}_key IS NOT NULL AND NOT EXISTS (SELECT 1 FROM"  # noqa: S608  # names of our own
        " cooperatives_cooperativeofficer p WHERE p.cooperative_id = s.cooperative_id"
        f" AND p.post = '{post}' AND p.ended_on IS NULL AND p.person_key = s.{column}_key)",
        detail="o.person_name",
        problem=_("Jabatan ini tercatat dipegang {detail}; nama di berkas tidak dimasukkan"),
        mend=_("Catat pergantiannya lewat berkas atau halaman perangkat."),
        is_warning=True,
        needs=(column,),
    )


CHECKS = (
    Check(
        column="village_code",
        where="s.village_code IS NULL",
        problem=_("Desa/kelurahan tidak dikenal"),
        mend=_("Isi kode_desa, atau nama desa dan kecamatannya seperti di daftar wilayah."),
    ),
    Check(
        column="name",
        where="s.cooperative_id IS NULL"
        " AND EXISTS (SELECT 1 FROM import_namesake n WHERE n.row_number = s.row_number)",
        problem=_("Ada beberapa koperasi yang bernama sama di desa ini"),
        mend=_("Isi nik_koperasi atau nomor_ahu agar jelas yang mana."),
    ),
    Check(
        column="name",
        join="JOIN cooperatives_cooperative k ON k.name_key = s.name_key"
        " AND k.village_code = s.village_code AND k.merged_into_id IS NULL",
        where="s.cooperative_id IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM import_namesake n WHERE n.row_number = s.row_number)",
        detail="k.name",
        problem=_("Mirip {detail}, yang tercatat dengan nomor atau jenis lain"),
        mend=_("Periksa di halaman Data ganda sesudah berkas ditulis."),
        is_warning=True,
    ),
    Check(
        column="pattern",
        where="s.kind_value = 'kspps' AND s.pattern_value = 'conventional'",
        problem=_("KSPPS selalu berpola syariah"),
        mend=_("Tulis pola syariah, atau ubah jenisnya menjadi KSP."),
    ),
    Check(
        column="pattern",
        where="s.kind_value = 'ksp' AND s.pattern_value = 'sharia'",
        problem=_("KSP yang berpola syariah adalah KSPPS"),
        mend=_("Ubah jenisnya menjadi KSPPS, atau polanya menjadi konvensional."),
    ),
    Check(
        column="savings_loan_unit",
        where="s.kind_value IN ('ksp', 'kspps') AND s.savings_loan_unit",
        problem=_("KSP/KSPPS seluruhnya simpan pinjam, jadi tidak punya USP"),
        mend=_("Kosongkan kolom usp, atau ubah jenisnya."),
    ),
    Check(
        column="lng",
        where="(s.lat IS NULL) <> (s.lng IS NULL)",
        problem=_("Lintang dan bujur harus diisi keduanya"),
        mend=_("Isi keduanya, atau kosongkan keduanya."),
    ),
    Check(
        column="lat",
        where="s.coordinate_check = 'outside'",
        problem=_("Titik di luar desa kedudukannya"),
        mend=_("Periksa titiknya; baris ini tetap dapat dimasukkan."),
        is_warning=True,
        needs=("lat",),
    ),
    *(
        Check(
            column=column,
            where=f"s.{column} > %(today)s",
            problem=_("Tanggal ini belum terjadi"),
            mend=_("Periksa tahunnya."),
            needs=(column,),
        )
        for column in ("founded_on", "decree_on")
    ),
    *(_held_by_another(column, *number) for column, number in _NUMBERS.items()),
    *(_verified(column, *number) for column, number in _NUMBERS.items()),
    *(_meeting(year) for year in MEETING_YEARS),
    *(_checked_meeting(year) for year in MEETING_YEARS),
    _checked_figure("members"),
    _checked_figure("assets"),
    _other_holder("chair", "ketua"),
    _other_holder("secretary", "sekretaris"),
    _other_holder("treasurer", "bendahara"),
)
