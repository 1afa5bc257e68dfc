"""What the trail's codes are called on the screen."""

from collections.abc import Mapping

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from umpak.foundation.personal_data.processing import activities

VERBS: Mapping[str, str | Promise] = {
    "api_token.create": _("membuat kunci API"),
    "api_token.revoke": _("mencabut kunci API"),
    "bumdes.add": _("menambah BUMDes"),
    "bumdes.change": _("mengubah BUMDes"),
    "bumdes.remove_bumdesasset": _("menghapus aset BUMDes"),
    "bumdes.remove_bumdesunit": _("menghapus unit BUMDes"),
    "bumdes.remove_bumdesyear": _("menghapus angka tahunan BUMDes"),
    "bumdes.save_bumdesasset": _("mencatat aset BUMDes"),
    "bumdes.save_bumdesunit": _("mencatat unit BUMDes"),
    "bumdes.save_bumdesyear": _("mencatat angka tahunan BUMDes"),
    "cooperative.add": _("menambah koperasi"),
    "cooperative.add_officer": _("menambah pengurus koperasi"),
    "cooperative.change": _("mengubah koperasi"),
    "cooperative.change_officer": _("mengubah pengurus koperasi"),
    "cooperative.close": _("menutup koperasi"),
    "cooperative.declare_kinships": _("mencatat hubungan keluarga pengurus"),
    "cooperative.end_officer": _("mengakhiri masa pengurus koperasi"),
    "cooperative.merge": _("menggabungkan koperasi ganda"),
    "cooperative.not_duplicate": _("menyatakan koperasi bukan ganda"),
    "cooperative.record_year": _("mencatat angka tahunan koperasi"),
    "cooperative.remove_identifier": _("menghapus nomor resmi koperasi"),
    "cooperative.reopen": _("membuka lagi koperasi"),
    "cooperative.set_business_lines": _("mencatat KBLI koperasi"),
    "cooperative.set_identifier": _("mencatat nomor resmi koperasi"),
    "cooperative.undo_merge": _("membatalkan penggabungan koperasi"),
    "cooperative.verify_identifier": _("memeriksa nomor resmi koperasi"),
    "cooperative.verify_year": _("memeriksa angka tahunan koperasi"),
    "document.add": _("menambah dokumen"),
    "document.remove": _("menghapus dokumen"),
    "document.replace": _("mengganti dokumen"),
    "enterprise.add": _("menambah usaha"),
    "enterprise.change": _("mengubah usaha"),
    "enterprise.close": _("mencatat usaha tutup"),
    "enterprise.join_group": _("memasukkan usaha ke kelompok"),
    "enterprise.remove_buyer": _("menghapus pembeli"),
    "enterprise.remove_groupmember": _("mengeluarkan usaha dari kelompok"),
    "enterprise.remove_permit": _("menghapus izin usaha"),
    "enterprise.remove_product": _("menghapus produk"),
    "enterprise.reopen": _("membatalkan penutupan usaha"),
    "enterprise.save_buyer": _("mencatat pembeli"),
    "enterprise.save_permit": _("mencatat izin usaha"),
    "enterprise.save_product": _("mencatat produk"),
    "household.add": _("menambah keluarga"),
    "household.change": _("mengubah keluarga"),
    "household.move": _("memindahkan keluarga"),
    "household.note_desil": _("mencatat desil keluarga"),
    "import.apply": _("menulis berkas"),
    "import.columns": _("memilih kolom berkas"),
    "import.preview": _("memeriksa berkas"),
    "import.undo": _("membatalkan berkas"),
    "import.upload": _("mengunggah berkas"),
    "insight.cancel": _("menghentikan perhitungan"),
    "insight.replay": _("menghitung ulang sebuah perhitungan"),
    "insight.run": _("meminta perhitungan"),
    "installation.set_up": _("menyiapkan kabupaten/kota"),
    "list.export": _("mengunduh daftar"),
    "people.lift_restriction": _("mengakhiri pembatasan data"),
    "people.restrict": _("membatasi pemrosesan data"),
    "person.add": _("menambah orang"),
    "person.change": _("mengubah orang"),
    "person.move": _("memindahkan orang"),
    "personal_data.unmask": _("membuka identitas"),
    "plan.approve": _("menyetujui rencana intervensi"),
    "plan.draft": _("menyusun rencana intervensi"),
    "plan.propose": _("mengusulkan rencana intervensi"),
    "plan.reject": _("menolak rencana intervensi"),
    "register.declare": _("menyatakan kelengkapan register"),
    "role.grant": _("memberi peran"),
    "role.move": _("memindahkan peran ke koperasi induk"),
    "role.revoke": _("mencabut peran"),
    "territory.alias": _("mencatat nama lain wilayah"),
    "territory.alias_remove": _("menghapus nama lain wilayah"),
    "territory.change": _("mengubah wilayah"),
    "territory.rename": _("mengganti nama wilayah"),
    "territory.succeed": _("mencatat wilayah penerus"),
    "user.add": _("menambah pengguna"),
    "user.change": _("mengubah pengguna"),
    "user.close": _("menutup akun"),
    "user.reopen": _("membuka lagi akun"),
    "user.set_password": _("mengganti kata sandi pengguna"),
    "village_index.choose_version": _("memilih versi indeks desa"),
}


PURPOSES: Mapping[str, str | Promise] = {
    "cooperative.contact": _("Membuka kontak koperasi"),
    "cooperative.officers": _("Memeriksa perangkat koperasi"),
    "document.open": _("Membuka dokumen yang memuat data pribadi"),
}


def purpose_name(code: str) -> str:
    """Why a record of a person was opened: the purpose that its app has declared, in words."""
    declared: dict[str, str | Promise] = {}
    for one in activities().values():  # the first of a shared purpose names the whole
        declared.setdefault(one.purpose_code, one.purpose)
    return str(PURPOSES.get(code) or declared.get(code, code))


def verb_name(code: str) -> str:
    """The verb in words, or its code where nobody has named it yet."""
    return str(VERBS.get(code, code))


def kind_name(subject_kind: str) -> str:
    """`people.household` becomes the model's own name."""
    try:
        return str(apps.get_model(subject_kind)._meta.verbose_name)
    except (LookupError, ValueError):
        return subject_kind
