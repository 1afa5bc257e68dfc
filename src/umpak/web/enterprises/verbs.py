"""What the trail of a business says, in words."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "enterprise.add": _("menambahkan usaha ini"),
    "enterprise.change": _("mengubah data usaha"),
    "enterprise.close": _("mencatat usaha tutup"),
    "enterprise.reopen": _("membatalkan penutupan"),
    "enterprise.save_product": _("mencatat produk"),
    "enterprise.save_permit": _("mencatat izin"),
    "enterprise.save_buyer": _("mencatat pembeli"),
    "enterprise.join_group": _("memasukkan ke kelompok"),
    "enterprise.remove_product": _("menghapus produk"),
    "enterprise.remove_permit": _("menghapus izin"),
    "enterprise.remove_buyer": _("menghapus pembeli"),
    "enterprise.remove_groupmember": _("mengeluarkan dari kelompok"),
    "document.add": _("mengunggah dokumen"),
    "document.replace": _("mengganti dokumen"),
    "document.remove": _("menghapus dokumen"),
    "personal_data.unmask": _("membuka identitas"),
}
