"""The verbs of the audit trail as sentences."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_LABELS: Mapping[str, str | Promise] = {
    "cooperative.add": _("menambahkan koperasi"),
    "cooperative.change": _("mengubah data koperasi"),
    "cooperative.close": _("menutup koperasi"),
    "cooperative.reopen": _("membatalkan penutupan"),
    "cooperative.set_identifier": _("mengisi nomor %(kind)s"),
    "cooperative.verify_identifier": _("memeriksa nomor %(kind)s"),
    "cooperative.remove_identifier": _("menghapus nomor %(kind)s"),
    "cooperative.set_business_lines": _("mengubah bidang usaha"),
    "cooperative.add_officer": _("menambah perangkat: %(post)s"),
    "cooperative.change_officer": _("mengubah perangkat: %(post)s"),
    "cooperative.end_officer": _("mengakhiri jabatan: %(post)s"),
    "cooperative.declare_kinships": _("mencatat pernyataan hubungan keluarga"),
    "cooperative.record_year": _("mencatat tahun buku %(book_year)s"),
    "cooperative.verify_year": _("memeriksa tahun buku %(book_year)s"),
    "cooperative.merge": _("menggabungkan catatan %(loser_name)s"),
    "cooperative.undo_merge": _("membatalkan penggabungan"),
    "cooperative.not_duplicate": _("menyatakan bukan ganda"),
    "personal_data.unmask": _("membuka identitas yang disamarkan"),
    "document.add": _("menambah dokumen"),
    "document.replace": _("mengganti dokumen"),
    "document.remove": _("menghapus dokumen"),
}


def verb_label(verb: str, details: Mapping[str, Any]) -> str:
    """The sentence for a verb; one that is unknown here stands for itself."""
    label = _LABELS.get(verb)
    if label is None:
        return verb
    words = {key: str(value).replace("_", " ") for key, value in details.items()}
    try:
        return str(label) % words
    except KeyError:
        return verb
