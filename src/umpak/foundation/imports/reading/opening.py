"""Tell from the content what a file is, and open it."""

import zlib

from django.utils.translation import gettext as _

from umpak.foundation.imports.choices import FileKind
from umpak.foundation.imports.errors import FileRefused
from umpak.foundation.imports.headers import count_known
from umpak.foundation.imports.kinds import ImportKind
from umpak.foundation.imports.reading.delimited import open_delimited
from umpak.foundation.imports.reading.geojson import open_geojson
from umpak.foundation.imports.reading.sheet import Sheet
from umpak.foundation.imports.reading.workbook import open_workbook

_GZIP, _LARGEST_UNPACKED_BYTES = b"\x1f\x8b", 1024**3
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_OTHER_FORMATS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"<!DOCTYPE", b"<html")


def open_sheet(kind: ImportKind, content: bytes, sheet_name: str = "") -> Sheet:
    """The table in the file. Refuses an empty file and what is no table, whatever its name says."""
    if content.startswith(_GZIP):
        content = _unpacked(content)
    if not content.strip():
        raise FileRefused(_("Berkas kosong"), _("Pilih berkas yang berisi data."))
    if kind.file_kind == FileKind.GEOJSON:
        return open_geojson(content)
    if content.startswith((_ZIP, _OLD_EXCEL)):
        return open_workbook(content, lambda row: count_known(kind, row), sheet_name)
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if content.lstrip().startswith(_OTHER_FORMATS) or (b"\x00" in content and not is_utf16):
        raise FileRefused(_("Berkas ini bukan tabel"), _("Simpan sebagai CSV atau XLSX."))
    return open_delimited(content, lambda row: count_known(kind, row))


def _unpacked(content: bytes) -> bytes:
    """What a gzip file holds. Refuses a broken one and one that would fill the memory."""
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        unpacked = unpacking.decompress(content, _LARGEST_UNPACKED_BYTES)
    except zlib.error as error:
        raise FileRefused(_("Berkas gzip rusak"), _("Kirim ulang berkasnya.")) from error
    if not unpacking.eof:
        raise FileRefused(
            _("Berkas gzip terpotong atau terlalu besar"), _("Buka dahulu, lalu kirim CSV-nya.")
        )
    return unpacked
