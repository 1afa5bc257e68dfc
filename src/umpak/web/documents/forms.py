"""What somebody fills in about a paper."""

from typing import Any

from django import forms
from django.core.files import File
from django.utils.translation import gettext_lazy as _

from umpak.foundation import calendar
from umpak.foundation.documents.choices import DocumentType
from umpak.foundation.documents.content import refuse_size
from umpak.foundation.documents.errors import FileRefused
from umpak.foundation.documents.models import Document
from umpak.foundation.documents.services import DocumentFacts
from umpak.parameters.documents import document_limits
from umpak.web.forms.dates import DayField


class DocumentForm(forms.Form):
    """The file and its facts."""

    file = forms.FileField(label=_("Berkas"), allow_empty_file=True)
    type = forms.ChoiceField(label=_("Jenis dokumen"), choices=DocumentType.choices)
    title = forms.CharField(
        label=_("Judul"), max_length=200, required=False,
        help_text=_("Bila kosong, dipakai jenis dokumennya."),
    )  # fmt: skip
    number = forms.CharField(label=_("Nomor"), max_length=100, required=False)
    issued_on = DayField(label=_("Tanggal terbit"))
    valid_until = DayField(label=_("Berlaku sampai"))
    is_personal = forms.BooleanField(
        label=_("Memuat data pribadi"), required=False,
        help_text=_("KTP dan KK selalu dianggap pribadi. Setiap pembukaannya dicatat."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limits = document_limits(calendar.today())
        file = self.fields["file"]
        file.widget.attrs["accept"] = ",".join(f".{kind.suffix}" for kind in limits.kinds.values())
        file.help_text = _("%(kinds)s; paling besar %(most)s MB.") % {
            "kinds": limits.labels,
            "most": limits.bytes_most // 1_048_576,
        }

    def clean_file(self) -> File[bytes]:
        file: File[bytes] = self.cleaned_data["file"]
        try:
            refuse_size(file.size or 0, document_limits(calendar.today()))
        except FileRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        issued_on, valid_until = cleaned.get("issued_on"), cleaned.get("valid_until")
        if issued_on and valid_until and valid_until < issued_on:
            self.add_error("valid_until", _("Tanggal ini mendahului tanggal terbit."))
        return cleaned

    def facts(self) -> DocumentFacts:
        """The cleaned values as the service takes them."""
        values = {key: self.cleaned_data[key] for key in DocumentFacts.__dataclass_fields__}
        return DocumentFacts(**values | {"type": DocumentType(values["type"])})


class ReplaceForm(DocumentForm):
    """A newer file in the place of an older one."""

    reason = forms.CharField(label=_("Alasan mengganti"), max_length=500)

    @staticmethod
    def initial_of(document: Document) -> dict[str, Any]:
        """What was said about the older file."""
        return {name: getattr(document, name) for name in DocumentFacts.__dataclass_fields__}


class RemoveForm(forms.Form):
    """Why a document goes."""

    reason = forms.CharField(
        label=_("Alasan menghapus"), max_length=500,
        help_text=_("Misalnya: salah unggah, milik koperasi lain."),
    )  # fmt: skip
