"""The lexicon: every word under which some row can be found, per table."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class TransactionField(models.Field[str, str]):
    """The number of the transaction that wrote the row, filled in by the database."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("db_default", models.Func(function="pg_current_xact_id"))
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def db_type(self, connection: Any) -> str:  # noqa: ANN401  # Django's signature
        return "xid8"


class Word(models.Model):
    """A word of one table's names. It may outlive its last row: then it simply finds nothing."""

    kind = models.CharField(_("tabel"), max_length=63, db_collation="C")
    word = models.CharField(_("kata"), max_length=60, db_collation="C")
    learnt_in = TransactionField(_("transaksi"))

    class Meta:
        verbose_name = _("kata")
        verbose_name_plural = _("kata")
        ordering = ["kind", "word"]
        constraints = [models.UniqueConstraint(fields=["kind", "word"], name="search_word_once")]
        indexes = [models.Index(fields=["kind", "learnt_in"], name="search_word_learnt")]

    def __str__(self) -> str:
        return self.word
