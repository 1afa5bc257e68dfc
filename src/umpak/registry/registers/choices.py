from django.db import models
from django.utils.translation import gettext_lazy as _


class Register(models.TextChoices):
    """The lists of the regency in which a village without a row may truly have none.

    Sums and indices by village are not among them: of a village without one, nothing is known.
    """

    HOUSEHOLDS = "households", _("Keluarga")
    COOPERATIVES = "cooperatives", _("Koperasi")
    ENTERPRISES = "enterprises", _("Usaha")
    BUMDES = "bumdes", _("BUMDes")


class State(models.TextChoices):
    """What the office says of a register."""

    NOT_KEPT = "not_kept", _("Belum dikelola")
    FILLING = "filling", _("Sedang diisi")
    COMPLETE = "complete", _("Lengkap")
