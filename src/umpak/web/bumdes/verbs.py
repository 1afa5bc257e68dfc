"""What the trail of a BUMDes says, in words."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "bumdes.add": _("menambahkan BUMDes ini"),
    "bumdes.change": _("mengubah data BUMDes"),
    "bumdes.save_bumdesunit": _("mencatat unit usaha"),
    "bumdes.save_bumdesasset": _("mencatat aset"),
    "bumdes.save_bumdesyear": _("mencatat angka tahun"),
    "bumdes.remove_bumdesunit": _("menghapus unit usaha"),
    "bumdes.remove_bumdesasset": _("menghapus aset"),
    "bumdes.remove_bumdesyear": _("menghapus angka tahun"),
    "document.add": _("mengunggah dokumen"),
    "document.replace": _("mengganti dokumen"),
    "document.remove": _("menghapus dokumen"),
    "personal_data.unmask": _("membuka identitas"),
}
