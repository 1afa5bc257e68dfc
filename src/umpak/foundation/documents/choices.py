from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentType(models.TextChoices):
    """What a paper is; the office's own word for anything else goes into the title."""

    DEED = "akta", _("Akta")
    DECREE_AHU = "sk_ahu", _("SK AHU")
    REGISTRATION_CERTIFICATE = "sertifikat_bh", _("Sertifikat badan hukum")
    NPWP = "npwp", _("NPWP")
    NIB = "nib", _("NIB")
    BUSINESS_PERMIT = "izin", _("Izin usaha")
    PIRT = "pirt", _("SPP-IRT")
    HALAL = "halal", _("Sertifikat halal")
    IDENTITY_CARD = "ktp", _("KTP")
    FAMILY_CARD = "kk", _("Kartu keluarga")
    MINUTES = "berita_acara", _("Berita acara")
    ATTENDANCE = "daftar_hadir", _("Daftar hadir")
    STATUTES = "ad_art", _("AD/ART")
    VILLAGE_REGULATION = "perdes", _("Peraturan desa")
    DECISION = "sk", _("Surat keputusan")
    AGREEMENT = "perjanjian", _("Perjanjian")
    FINANCIAL_REPORT = "laporan_keuangan", _("Laporan keuangan")
    RAT_REPORT = "laporan_rat", _("Laporan RAT")
    LETTER = "surat", _("Surat")
    PHOTO = "foto", _("Foto")
    OTHER = "lainnya", _("Lainnya")


# Papers that show a citizen's identity whatever record they hang on (UU 27/2022 Ps 4).
ALWAYS_PERSONAL = frozenset({DocumentType.IDENTITY_CARD, DocumentType.FAMILY_CARD})
