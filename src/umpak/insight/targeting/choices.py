from django.db import models
from django.utils.translation import gettext_lazy as _

from umpak.rules.quadrants import Quadrant as QuadrantRule


class RunStatus(models.TextChoices):
    QUEUED = "queued", _("Menunggu")
    RUNNING = "running", _("Sedang dihitung")
    DONE = "done", _("Selesai")
    CANCELLED = "cancelled", _("Dihentikan")
    FAILED = "failed", _("Gagal")


UNFINISHED = (RunStatus.QUEUED, RunStatus.RUNNING)


class TextKind(models.TextChoices):
    RULES = "rules", _("Aturan dan ukuran")
    PARAMETERS = "parameters", _("Parameter")


class PlaceLevel(models.TextChoices):
    VILLAGE = "village", _("Desa/kelurahan")
    DISTRICT = "district", _("Kecamatan")


class Quadrant(models.TextChoices):
    FIRST = QuadrantRule.FIRST.value, _("Kemiskinan tinggi, jangkauan rendah")
    SERVED = QuadrantRule.SERVED.value, _("Kemiskinan tinggi, jangkauan tinggi")
    WATCHED = QuadrantRule.WATCHED.value, _("Kemiskinan rendah, jangkauan rendah")
    GOOD = QuadrantRule.GOOD.value, _("Kemiskinan rendah, jangkauan tinggi")


class HotSpot(models.TextChoices):
    """Local indicators of spatial association, after correction for many tests."""

    HIGH = "HH", _("Gugus kemiskinan tinggi")
    LOW = "LL", _("Gugus kemiskinan rendah")
    HIGH_AMONG_LOW = "HL", _("Tinggi di antara yang rendah")
    LOW_AMONG_HIGH = "LH", _("Rendah di antara yang tinggi")
    NONE = "ns", _("Tidak nyata")


class PlanStatus(models.TextChoices):
    DRAFT = "draft", _("Rancangan")
    PROPOSED = "proposed", _("Diusulkan")
    APPROVED = "approved", _("Disetujui")
    REJECTED = "rejected", _("Ditolak")
