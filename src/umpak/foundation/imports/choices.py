from django.db import models
from django.utils.translation import gettext_lazy as _


class ColumnKind(models.TextChoices):
    """How a cell is read, and its type in the staging table."""

    TEXT = "text", _("teks")
    CODE = "code", _("kode")
    TERRITORY = "territory", _("kode wilayah")
    INTEGER = "integer", _("bilangan bulat")
    DECIMAL = "decimal", _("bilangan")
    MONEY = "money", _("rupiah")
    DATE = "date", _("tanggal")
    BOOLEAN = "boolean", _("ya/tidak")
    CHOICE = "choice", _("pilihan")
    JSON = "json", _("geometri")


SQL_TYPES = {
    ColumnKind.TEXT: "text",
    ColumnKind.CODE: "text",
    ColumnKind.TERRITORY: "text",
    ColumnKind.INTEGER: "bigint",
    ColumnKind.DECIMAL: "numeric",
    ColumnKind.MONEY: "numeric",
    ColumnKind.DATE: "date",
    ColumnKind.BOOLEAN: "boolean",
    ColumnKind.CHOICE: "text",
    ColumnKind.JSON: "jsonb",
}


class FileKind(models.TextChoices):
    TABLE = "table", _("Tabel (CSV, XLSX, ODS)")
    GEOJSON = "geojson", _("GeoJSON")


class Status(models.TextChoices):
    """Where a batch stands."""

    UPLOADED = "uploaded", _("Diunggah")
    PREVIEWED = "previewed", _("Siap ditulis")
    REFUSED = "refused", _("Ditolak")
    APPLIED = "applied", _("Ditulis")
    UNDONE = "undone", _("Dibatalkan")
    FAILED = "failed", _("Gagal")


class Stage(models.TextChoices):
    """What is under way, for the page that waits."""

    NONE = "", _("selesai")
    PREVIEW = "preview", _("Memeriksa")
    APPLY = "apply", _("Menulis")
