"""What a whole file is checked for."""

from django.utils.translation import gettext_lazy as _

from umpak.foundation.imports.kinds import Check, told_before

CHECKS = (
    Check(
        column="owner_nik",
        where="s.owner_nik_hash IS NOT NULL AND s.owner_identity IS NULL",
        spares_refused=True,
        problem=_("NIK pemilik belum ada di data keluarga"),
        mend=_("Impor keluarganya dahulu, atau isi kolom Nama pemilik."),
    ),
    Check(
        column="owner_name",
        value="''",
        where="s.owner_nik_hash IS NULL AND s.owner_identity IS NULL",
        spares_refused=True,
        problem=_("Pemilik tidak dapat dikenali"),
        mend=_("Isi NIK pemilik, nomor KK yang terdaftar, atau nama pemilik."),
    ),
    Check(
        column="family_card",
        where="s.family_card_hash IS NOT NULL AND s.household_id IS NULL",
        problem=_("Nomor KK belum ada di data keluarga"),
        mend=_("Usaha tetap dimuat; impor keluarganya agar desilnya diketahui."),
        is_warning=True,
        needs=("family_card",),
    ),
    told_before(
        "name",
        key="village_code, lower(name), owner_identity",
        given="name IS NOT NULL AND owner_identity IS NOT NULL",
        problem=_("Ganda: sama dengan baris {detail}"),
        mend=_("Hapus salah satu baris, atau bedakan nama usahanya."),
    ),
    Check(
        column="started_year",
        where="s.started_year > extract(year FROM %(today)s::date)",
        problem=_("Tahun mulai belum tiba"),
        mend=_("Periksa tahunnya."),
        needs=("started_year",),
    ),
    Check(
        column="started_year",
        where="s.started_on IS NOT NULL AND s.started_year <> extract(year FROM s.started_on)",
        problem=_("Tahun mulai berbeda dari tanggal mulai yang sudah tercatat"),
        mend=_("Samakan tahunnya, atau ubah tanggal mulai di halaman usahanya."),
        needs=("started_year",),
    ),
    Check(
        column="pirt",
        where="s.pirt IS NULL AND s.pirt_expires IS NOT NULL",
        spares_refused=True,
        problem=_("Nomor P-IRT kosong padahal masa berlakunya diisi"),
        mend=_("Isi nomornya, atau kosongkan tanggalnya."),
        needs=("pirt_expires",),
    ),
    Check(
        column="halal",
        where="s.halal IS NULL AND s.halal_expires IS NOT NULL",
        spares_refused=True,
        problem=_("Nomor sertifikat halal kosong padahal masa berlakunya diisi"),
        mend=_("Isi nomornya, atau kosongkan tanggalnya."),
        needs=("halal_expires",),
    ),
    Check(
        column="group_name",
        where="length(s.group_name) > 150",
        problem=_("Terlalu panjang"),
        mend=_("Paling banyak 150 huruf."),
        needs=("group_name",),
    ),
)
