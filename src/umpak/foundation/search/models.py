"""The lexicon: every word under which some row can be found, per table."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Word(models.Model):
    """A word of one table's names. It may outlive its last row: then it simply finds nothing."""

    kind = models.CharField(_("tabel"), max_length=63, db_collation="C")
    word = models.CharField(_("kata"), max_length=60, db_collation="C")

    class Meta:
        verbose_name = _("kata")
        verbose_name_plural = _("kata")
        ordering = ["kind", "word"]
        constraints = [models.UniqueConstraint(fields=["kind", "word"], name="search_word_once")]

    def __str__(self) -> str:
        return self.word
