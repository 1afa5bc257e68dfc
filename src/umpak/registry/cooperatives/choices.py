from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a cooperative does by its articles; KMP is a Koperasi Desa/Kelurahan Merah Putih."""

    KSP = "ksp", _("KSP (simpan pinjam)")
    KSPPS = "kspps", _("KSPPS (simpan pinjam syariah)")
    CONSUMER = "consumer", _("Konsumen")
    PRODUCER = "producer", _("Produsen")
    SERVICE = "service", _("Jasa")
    MARKETING = "marketing", _("Pemasaran")
    KMP = "kmp", _("Koperasi Desa/Kelurahan Merah Putih")


class Pattern(models.TextChoices):
    CONVENTIONAL = "conventional", _("Konvensional")
    SHARIA = "sharia", _("Syariah")


class Form(models.TextChoices):
    PRIMARY = "primary", _("Primer")
    SECONDARY = "secondary", _("Sekunder")


class MembershipArea(models.TextChoices):
    """How far members may live; it decides who supervises (Permenkop 9/2020)."""

    REGENCY = "regency", _("Kabupaten/kota")
    PROVINCE = "province", _("Lintas kabupaten/kota, satu provinsi")
    NATIONAL = "national", _("Lintas provinsi (nasional)")


class LegalStatus(models.TextChoices):
    IN_FORMATION = "in_formation", _("Dalam pembentukan")
    LEGAL = "legal", _("Berbadan hukum")


class CoordinateCheck(models.TextChoices):
    """Whether the point lies in the polygon of the seat village: a warning, never a block."""

    NO_POINT = "no_point", _("Titik belum diisi")
    INSIDE = "inside", _("Di dalam desa")
    OUTSIDE = "outside", _("Di luar desa")
    NO_BOUNDARY = "no_boundary", _("Batas desa belum ada")


class ClosingReason(models.TextChoices):
    DISSOLVED_BY_MEMBERS = "dissolved_by_members", _("Dibubarkan rapat anggota")
    DISSOLVED_BY_GOVERNMENT = "dissolved_by_government", _("Dibubarkan pemerintah")
    MERGED_BY_LAW = "merged_by_law", _("Bergabung ke koperasi lain")
    MOVED_AWAY = "moved_away", _("Pindah ke kabupaten/kota lain")


class IdentifierKind(models.TextChoices):
    """Official numbers; the written form of each is a parameter."""

    AHU = "ahu", _("SK pengesahan (AHU)")
    LEGACY_BH = "legacy_bh", _("Nomor badan hukum lama (BH)")
    NIK_KOPERASI = "nik_koperasi", _("NIK koperasi")
    NIB = "nib", _("NIB")
    NPWP = "npwp", _("NPWP")
    KOP_ID_DOMAIN = "kop_id_domain", _("Domain kop.id")


LEGAL_NUMBERS = (IdentifierKind.AHU, IdentifierKind.LEGACY_BH)


class Board(models.TextChoices):
    PENGURUS = "pengurus", _("Pengurus")
    PENGAWAS = "pengawas", _("Pengawas")
    SHARIA_BOARD = "dewan_pengawas_syariah", _("Dewan pengawas syariah")
    PENGELOLA = "pengelola", _("Pengelola")


class Post(models.TextChoices):
    """Posts of JUKLAK Menkop 1/2025 Bab III, and the usual ones of other cooperatives."""

    CHAIR = "ketua", _("Ketua")
    VICE_CHAIR = "wakil_ketua", _("Wakil ketua")
    VICE_CHAIR_BUSINESS = "wakil_ketua_bidang_usaha", _("Wakil ketua bidang usaha")
    VICE_CHAIR_MEMBERSHIP = (
        "wakil_ketua_bidang_keanggotaan",
        _("Wakil ketua bidang keanggotaan"),
    )
    SECRETARY = "sekretaris", _("Sekretaris")
    TREASURER = "bendahara", _("Bendahara")
    PENGURUS_MEMBER = "anggota_pengurus", _("Anggota pengurus")
    PENGAWAS_CHAIR = "ketua_pengawas", _("Ketua pengawas")
    PENGAWAS_MEMBER = "anggota_pengawas", _("Anggota pengawas")
    SHARIA_CHAIR = "ketua_dps", _("Ketua dewan pengawas syariah")
    SHARIA_MEMBER = "anggota_dps", _("Anggota dewan pengawas syariah")
    MANAGER = "manajer", _("Manajer/pengelola")


BOARD_OF_POST: dict[str, Board] = {
    Post.CHAIR: Board.PENGURUS,
    Post.VICE_CHAIR: Board.PENGURUS,
    Post.VICE_CHAIR_BUSINESS: Board.PENGURUS,
    Post.VICE_CHAIR_MEMBERSHIP: Board.PENGURUS,
    Post.SECRETARY: Board.PENGURUS,
    Post.TREASURER: Board.PENGURUS,
    Post.PENGURUS_MEMBER: Board.PENGURUS,
    Post.PENGAWAS_CHAIR: Board.PENGAWAS,
    Post.PENGAWAS_MEMBER: Board.PENGAWAS,
    Post.SHARIA_CHAIR: Board.SHARIA_BOARD,
    Post.SHARIA_MEMBER: Board.SHARIA_BOARD,
    Post.MANAGER: Board.PENGELOLA,
}
POSTS_HELD_BY_ONE = (Post.CHAIR, Post.PENGAWAS_CHAIR)
POSTS_HELD_BY_SEVERAL = (Post.PENGURUS_MEMBER, Post.PENGAWAS_MEMBER, Post.SHARIA_MEMBER)


class Sex(models.TextChoices):
    MALE = "male", _("Laki-laki")
    FEMALE = "female", _("Perempuan")


class VillageOffice(models.TextChoices):
    HEAD = "kepala_desa_atau_lurah", _("Kepala desa/lurah")
    STAFF = "perangkat_desa", _("Perangkat desa")
    COUNCIL = "anggota_bpd", _("Anggota BPD")
    NONE = "bukan", _("Bukan perangkat desa atau BPD")


class Relation(models.TextChoices):
    """Family ties that JUKLAK Menkop 1/2025 Bab III looks at."""

    SPOUSE = "suami_istri", _("Suami/istri")
    PARENT = "orang_tua", _("Orang tua")
    CHILD = "anak", _("Anak")
    PARENT_IN_LAW = "mertua", _("Mertua")
    CHILD_IN_LAW = "menantu", _("Menantu")
    SIBLING = "saudara_kandung", _("Saudara kandung")
    SIBLING_IN_LAW = "ipar", _("Ipar")
    PARENTS_OF_COUPLE = "besan", _("Besan")


class ActivityState(models.TextChoices):
    """The four states of `rules.cooperative_activity`."""

    ACTIVE = "aktif", _("Aktif")
    NOT_YET_ASSESSABLE = "belum_dapat_dinilai", _("Belum dapat dinilai")
    IRREGULAR = "kurang_tertib", _("Kurang tertib")
    INACTIVE = "tidak_aktif", _("Tidak aktif")


class YearSource(models.TextChoices):
    RAT_REPORT = "rat_report", _("Laporan RAT")
    SIMKOPDES = "simkopdes", _("SIMKOPDES")
    ODS = "ods", _("ODS")
    VISIT = "visit", _("Kunjungan")
    IMPORT = "import", _("Berkas masuk")
    STATEMENT = "statement", _("Keterangan pengurus")


class HealthStatus(models.TextChoices):
    """What the official assessment of a savings-and-loan cooperative found (Permenkop 9/2020)."""

    HEALTHY = "sehat", _("Sehat")
    FAIRLY_HEALTHY = "cukup_sehat", _("Cukup sehat")
    WATCHED = "dalam_pengawasan", _("Dalam pengawasan")
    SPECIALLY_WATCHED = "dalam_pengawasan_khusus", _("Dalam pengawasan khusus")
