from django.db import models
from django.utils.translation import gettext_lazy as _


class Sector(models.TextChoices):
    """What an enterprise lives of, in words that an office uses; the KBLI code is the exact one."""

    FOOD = "makanan_olahan", _("Makanan olahan")
    SEAFOOD = "hasil_laut_olahan", _("Hasil laut olahan")
    EATERY = "warung_makan", _("Warung makan")
    RETAIL = "perdagangan_eceran", _("Perdagangan eceran")
    FARMING = "pertanian", _("Pertanian")
    LIVESTOCK = "peternakan", _("Peternakan")
    FISHERY = "perikanan", _("Perikanan")
    CRAFT = "kerajinan", _("Kerajinan")
    GARMENT = "konveksi", _("Konveksi")
    INDUSTRY = "industri_lain", _("Industri lain")
    WORKSHOP = "jasa_perbengkelan", _("Jasa perbengkelan")
    TRANSPORT = "transportasi", _("Transportasi")
    TOURISM = "pariwisata", _("Pariwisata")
    SERVICE = "jasa_lain", _("Jasa lain")
    OTHER = "lainnya", _("Lainnya")


class OwnerKind(models.TextChoices):
    """A natural person's business is a person's page: reading it is logged."""

    PERSON = "perorangan", _("Perorangan")
    BODY = "badan", _("Badan usaha")


class SizeClass(models.TextChoices):
    """PP 7/2021 Ps 35; the values are those of `rules.enterprise_size.Size`."""

    MICRO = "mikro", _("Mikro")
    SMALL = "kecil", _("Kecil")
    MEDIUM = "menengah", _("Menengah")
    LARGE = "besar", _("Besar")


class SizeTest(models.TextChoices):
    """Which of the two tests decided."""

    CAPITAL = "capital", _("modal usaha")
    SALES = "sales", _("hasil penjualan tahunan")


class PermitKind(models.TextChoices):
    NIB = "nib", _("NIB")
    PIRT = "pirt", _("SPP-IRT (P-IRT)")
    HALAL = "halal", _("Sertifikat halal")
    DISTRIBUTION = "bpom", _("Izin edar BPOM")
    FISH_PROCESSING = "skp", _("Sertifikat kelayakan pengolahan (SKP)")
    TRADEMARK = "merek", _("Merek")
    STANDARD = "sni", _("SNI")
    OTHER = "lainnya", _("Izin lain")


class BuyerKind(models.TextChoices):
    CONSUMER = "konsumen", _("Konsumen langsung")
    MARKET = "pasar", _("Pasar")
    SHOP = "toko", _("Toko")
    TRADER = "pengepul", _("Pengepul")
    HOTEL = "hotel", _("Hotel")
    RESTAURANT = "restoran", _("Restoran dan katering")
    ONLINE = "daring", _("Pembeli daring")
    COOPERATIVE = "koperasi", _("Koperasi")
    GOVERNMENT = "pemerintah", _("Pemerintah")
    EXPORT = "ekspor", _("Ekspor")
    OTHER = "lainnya", _("Lainnya")
