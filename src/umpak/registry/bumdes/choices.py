from django.db import models
from django.utils.translation import gettext_lazy as _


class BumdesKind(models.TextChoices):
    """Of one village, or of several together (PP 11/2021 Ps 7)."""

    BUMDES = "bumdes", _("BUMDes")
    BUMDESMA = "bumdesma", _("BUMDesma (bersama)")


class LegalStatus(models.TextChoices):
    """A legal body from the electronic registration certificate on (PP 11/2021 Ps 8)."""

    NOT_YET = "belum", _("Belum berbadan hukum")
    IN_PROCESS = "proses", _("Dalam proses")
    LEGAL_BODY = "berbadan_hukum", _("Berbadan hukum")


class Ranking(models.TextChoices):
    """The yearly ranking (Permendes PDTT 3/2021)."""

    PIONEER = "perintis", _("Perintis")
    BEGINNER = "pemula", _("Pemula")
    DEVELOPING = "berkembang", _("Berkembang")
    ADVANCED = "maju", _("Maju")


class AssetCategory(models.TextChoices):
    LAND = "tanah", _("Tanah")
    BUILDING = "bangunan", _("Bangunan")
    WAREHOUSE = "gudang", _("Gudang")
    MACHINE = "mesin", _("Mesin dan alat")
    VEHICLE = "kendaraan", _("Kendaraan")
    STOCK = "persediaan", _("Persediaan")
    MONEY = "uang", _("Kas dan bank")
    OTHER = "lainnya", _("Lainnya")


class AssetOwnership(models.TextChoices):
    """Who owns it by the papers, in the words of the cooperatives' asset reports."""

    OWN = "milik_sendiri", _("Milik BUMDes")
    VILLAGE = "bmdes", _("Aset desa (BMDes)")
    REGENCY = "bmd", _("Barang milik daerah (BMD)")
    STATE = "bmn", _("Barang milik negara (BMN)")
    GRANT = "hibah", _("Hibah")
    RENTED = "sewa", _("Sewa atau pinjam pakai")
