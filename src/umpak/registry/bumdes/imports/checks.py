"""What a whole file is checked for."""

from django.utils.translation import gettext_lazy as _

from umpak.foundation.imports.kinds import Check

CHECKS = (
    Check(
        column="owners",
        join="JOIN import_owner o ON o.row_number = s.row_number",
        where="s.owners IS NOT NULL AND o.village_code IS DISTINCT FROM s.village_code"
        " AND NOT EXISTS (SELECT 1 FROM territory_territory t WHERE t.code = o.village_code"
        " AND t.level = 'village' AND t.kind <> 'kelurahan')",
        detail="o.village_code",
        problem=_("Desa pemilik tidak dikenal, atau bukan desa: {detail}"),
        mend=_("Periksa kodenya di halaman Wilayah; kelurahan tidak ikut serta."),
        needs=("owners",),
    ),
    Check(
        column="kind",
        where="s.kind_value = 'bumdesma' AND s.owner_count < 2",
        spares_refused=True,
        problem=_("BUMDesma dimiliki paling sedikit dua desa"),
        mend=_("Isi desa_pemilik dengan kode semua desanya, dipisah titik koma."),
    ),
    Check(
        column="kind",
        where="s.kind_value = 'bumdes' AND s.owner_count > 1",
        spares_refused=True,
        problem=_("BUMDes milik satu desa"),
        mend=_("Tulis jenisnya BUMDesma, atau kosongkan desa pemilik lainnya."),
    ),
    Check(
        column="village_code",
        where="split_part(s.village_code, '.', 4) LIKE '1%%'",
        spares_refused=True,
        problem=_("Kelurahan tidak mempunyai BUMDes"),
        mend=_("Isi kode desa, atau hapus baris ini."),
    ),
    Check(
        column="legal_on",
        value="''",
        where="s.legal_number IS NOT NULL AND coalesce(s.legal_on, s.known_on) IS NULL",
        spares_refused=True,
        problem=_("Tanggal badan hukum kosong"),
        mend=_("Isi tanggal sertifikat pendaftaran elektronik."),
        needs=("legal_number",),
    ),
    Check(
        column="legal_on",
        where="s.legal_on IS NOT NULL AND coalesce(s.legal_number, s.known_number) IS NULL",
        spares_refused=True,
        problem=_("Tanggal badan hukum tanpa nomornya"),
        mend=_("Isi nomor sertifikat, atau kosongkan tanggalnya."),
        needs=("legal_on",),
    ),
    Check(
        column="legal_on",
        where="s.legal_on > %(today)s OR s.legal_on < s.founded_on",
        problem=_("Tanggal badan hukum tidak mungkin"),
        mend=_("Tidak sesudah hari ini dan tidak mendahului tanggal berdiri."),
        needs=("legal_on",),
    ),
    Check(
        column="status",
        where="s.status = 'berbadan_hukum' AND coalesce(s.legal_number, s.known_number) IS NULL",
        spares_refused=True,
        problem=_("Berbadan hukum tanpa nomor sertifikat"),
        mend=_("Isi nomor dan tanggal sertifikat, atau tulis proses."),
        needs=("status",),
    ),
    Check(
        column="status",
        where="s.status IN ('proses', 'belum')"
        " AND coalesce(s.legal_number, s.known_number) IS NOT NULL",
        problem=_("Belum berbadan hukum tetapi nomor sertifikatnya ada"),
        mend=_("Kosongkan nomor sertifikat, atau tulis berbadan hukum."),
        needs=("status",),
    ),
    Check(
        column="legal_number",
        join="JOIN bumdes_bumdes other ON other.legal_number = s.legal_number",
        where="other.id IS DISTINCT FROM s.bumdes_id",
        detail="other.name",
        problem=_("Nomor ini sudah tercatat pada {detail}"),
        mend=_("Periksa nomornya, atau samakan nama dan desanya dengan yang tercatat."),
        needs=("legal_number",),
    ),
)
