"""Papers and photographs that belong to a record, kept as files outside the web root."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umpak.foundation.audit.tracking import track
from umpak.foundation.documents.choices import ALWAYS_PERSONAL, DocumentType

SHA256_PATTERN = r"^[0-9a-f]{64}$"


def stored_name(_document: "Document | None" = None, _sent_name: str = "") -> str:
    """A random name without suffix: the folder tells nothing, and nothing in it can be run."""
    name = uuid.uuid4().hex
    return f"{name[:2]}/{name}"


class DocumentQuerySet(models.QuerySet["Document"]):
    def present(self) -> Self:
        """Documents that nobody removed."""
        return self.filter(removed_at__isnull=True)

    def of(self, kind: str, key: str) -> Self:
        """Documents of one record."""
        return self.filter(subject_kind=kind, subject_key=key)


@track()
class Document(models.Model):
    """One file with what it is, from when to when it holds, and on which record it hangs.

    The record is named as in the audit trail (`subject_kind`, `subject_key`), for the foundation
    knows no registry table. A document is never overwritten and never deleted: a newer one
    replaces it, or somebody removes it with a reason.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject_kind = models.CharField(_("jenis catatan"), max_length=60)
    subject_key = models.CharField(_("kunci catatan"), max_length=60)
    type = models.CharField(_("jenis dokumen"), max_length=20, choices=DocumentType.choices)
    title = models.CharField(_("judul"), max_length=200)
    number = models.CharField(_("nomor"), max_length=100, blank=True)
    issued_on = models.DateField(_("tanggal terbit"), null=True, blank=True)
    valid_until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    is_personal = models.BooleanField(_("memuat data pribadi"), default=False)

    file = models.FileField(_("berkas"), upload_to=stored_name, max_length=60, editable=False)
    sha256 = models.CharField(_("sidik berkas"), max_length=64, editable=False)
    sent_sha256 = models.CharField(
        _("sidik kiriman"), max_length=64, editable=False,
        help_text=_("sebelum gambar diperkecil"),
    )  # fmt: skip
    size_bytes = models.PositiveIntegerField(_("ukuran (byte)"), editable=False)
    content_type = models.CharField(_("jenis isi"), max_length=100, editable=False)

    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+",
        verbose_name=_("diunggah oleh"),
    )  # fmt: skip
    uploaded_at = models.DateTimeField(_("diunggah pada"), auto_now_add=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by",
        verbose_name=_("menggantikan"),
    )  # fmt: skip
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("dihapus oleh"),
    )  # fmt: skip
    removed_at = models.DateTimeField(_("dihapus pada"), null=True, blank=True)
    removal_reason = models.CharField(_("alasan penghapusan"), max_length=500, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("dokumen")
        verbose_name_plural = _("dokumen")
        ordering = ["-uploaded_at", "-pk"]
        indexes = [
            models.Index(
                fields=["subject_kind", "subject_key", "-uploaded_at"], name="document_subject"
            ),
            models.Index(
                fields=["valid_until"],
                name="document_lapsing",
                condition=Q(removed_at__isnull=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_key", "sent_sha256"],
                condition=Q(removed_at__isnull=True),
                name="document_once_on_a_record",
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=SHA256_PATTERN, sent_sha256__regex=SHA256_PATTERN),
                name="document_fingerprint_form",
                violation_error_message=_("Sidik berkas harus SHA-256; unggah berkas itu lagi."),
            ),
            models.CheckConstraint(
                condition=Q(size_bytes__gt=0),
                name="document_is_not_empty",
                violation_error_message=_("Berkas ini kosong; unggah berkas yang berisi."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="document_has_a_title",
                violation_error_message=_("Judul dokumen wajib diisi."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(issued_on__isnull=True)
                | Q(valid_until__gte=F("issued_on")),
                name="document_ends_after_it_is_issued",
                violation_error_message=_("Tanggal berakhir tidak boleh sebelum tanggal terbit."),
            ),
            models.CheckConstraint(
                condition=Q(is_personal=True) | ~Q(type__in=sorted(ALWAYS_PERSONAL)),
                name="document_of_identity_is_personal",
                violation_error_message=_("Dokumen identitas harus ditandai berisi data pribadi."),
            ),
            models.CheckConstraint(
                condition=Q(removed_by__isnull=True, removed_at__isnull=True, removal_reason="")
                | (Q(removed_by__isnull=False, removed_at__isnull=False) & ~Q(removal_reason="")),
                name="document_removed_by_at_and_why_stand_together",
                violation_error_message=_(
                    "Penghapusan dokumen dicatat dengan pelaku, saat, dan alasannya."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title
