from django.db import models
from django.utils.translation import gettext_lazy as _


class Instrument(models.TextChoices):
    """Two yardsticks: their scales, cut-offs and statuses are never compared."""

    IDM = "idm", _("IDM")
    INDEKS_DESA = "indeks_desa", _("Indeks Desa")


class Form(models.TextChoices):
    """What the source printed."""

    COMPOSITE = "composite", _("komposit (IKS, IKE, IKL)")
    RAW = "raw", _("skor 50 indikator")
    POINTS = "points", _("poin enam dimensi")


class Status(models.TextChoices):
    """The words are the same in both instruments; the yardsticks are not."""

    VERY_UNDERDEVELOPED = "SANGAT TERTINGGAL", _("Sangat Tertinggal")
    UNDERDEVELOPED = "TERTINGGAL", _("Tertinggal")
    DEVELOPING = "BERKEMBANG", _("Berkembang")
    ADVANCED = "MAJU", _("Maju")
    INDEPENDENT = "MANDIRI", _("Mandiri")


STATUS_ORDER = tuple(Status.values)
"""Lowest first."""

SUB_INDICES = {"IKS": _("Sosial (IKS)"), "IKE": _("Ekonomi (IKE)"), "IKL": _("Lingkungan (IKL)")}
