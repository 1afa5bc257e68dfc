from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    MALE = "male", _("Laki-laki")
    FEMALE = "female", _("Perempuan")


class Relation(models.TextChoices):
    """A person's place in the family card."""

    HEAD = "head", _("Kepala keluarga")
    SPOUSE = "spouse", _("Suami/istri")
    CHILD = "child", _("Anak")
    CHILD_IN_LAW = "child_in_law", _("Menantu")
    GRANDCHILD = "grandchild", _("Cucu")
    PARENT = "parent", _("Orang tua/mertua")
    OTHER = "other", _("Lainnya")
