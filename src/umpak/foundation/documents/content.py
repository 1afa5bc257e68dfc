"""What an uploaded file really is, told from its content and never from its name."""

import hashlib
import io
import zipfile
from dataclasses import dataclass

import puremagic
from django.utils.translation import gettext as _

from umpak.foundation.documents.errors import FileRefused
from umpak.foundation.documents.images import reduced
from umpak.parameters.documents import DocumentLimits

_OFFICE = "application/vnd.openxmlformats-officedocument."
# An Office file is a ZIP archive; the part it must hold tells which (ECMA-376 part 1).
_OFFICE_PARTS = {
    f"{_OFFICE}wordprocessingml.document": "word/document.xml",
    f"{_OFFICE}spreadsheetml.sheet": "xl/workbook.xml",
}
_MACROS = "vbaProject.bin"


@dataclass(frozen=True, kw_only=True)
class CheckedFile:
    """A file that is safe to keep: images are reduced and bare of their metadata."""

    data: bytes
    content_type: str
    sha256: str
    sent_sha256: str


def checked(data: bytes, limits: DocumentLimits) -> CheckedFile:
    """Judge a file by its content; refuses the empty, the too large, the unknown, the broken."""
    refuse_size(len(data), limits)
    content_type = detected_type(data)
    if content_type not in limits.kinds:
        raise FileRefused(
            _("Isi berkas ini tidak diterima. Kirim salah satu dari: %(kinds)s.")
            % {"kinds": limits.labels}
        )
    kept = reduced(data, content_type, limits) if content_type.startswith("image/") else data
    return CheckedFile(
        data=kept,
        content_type=content_type,
        sha256=hashlib.sha256(kept).hexdigest(),
        sent_sha256=hashlib.sha256(data).hexdigest(),
    )


def refuse_size(size_bytes: int, limits: DocumentLimits) -> None:
    """Refuse the empty and the too large; asked before a large file is read into memory."""
    if not size_bytes:
        raise FileRefused(_("Berkas kosong. Pilih berkas yang berisi, lalu unggah lagi."))
    if size_bytes > limits.bytes_most:
        raise FileRefused(
            _("Berkas terlalu besar: %(size)s MB. Paling besar %(most)s MB; perkecil dahulu.")
            % {"size": _megabytes(size_bytes), "most": _megabytes(limits.bytes_most)}
        )


def detected_type(data: bytes) -> str:
    """The MIME type that the first bytes and, for archives, the parts show; empty if unknown."""
    try:
        candidates = puremagic.magic_string(data)
    except (puremagic.PureError, ValueError):
        return ""
    names = [str(candidate.mime_type) for candidate in candidates if candidate.mime_type]
    if any(name.startswith(_OFFICE) for name in names):
        return _office_type(data)
    return names[0] if names else ""


def _office_type(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = set(archive.namelist())
    except zipfile.BadZipFile:
        return ""
    if any(part.endswith(_MACROS) for part in parts):
        return ""
    return next((kind for kind, part in _OFFICE_PARTS.items() if part in parts), "")


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1_048_576:.1f}".replace(".", ",")
