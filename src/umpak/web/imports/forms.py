"""What somebody fills in to bring a file, and to say which column is which."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files import File
from django.utils.translation import gettext_lazy as _

from umpak.foundation.imports.errors import FileRefused
from umpak.foundation.imports.headers import match_headers
from umpak.foundation.imports.kinds import ImportKind
from umpak.foundation.imports.models import ImportBatch

LARGEST_FILE_MEGABYTES = 200


class UploadForm(forms.Form):
    """A file and what it is."""

    kind = forms.ChoiceField(label=_("Isi berkas"))
    file = forms.FileField(
        label=_("Berkas"),
        allow_empty_file=True,
        help_text=_("CSV, XLSX atau ODS; untuk batas wilayah GeoJSON."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,.xls,.ods,.geojson,.json"}),
    )

    def __init__(self, *args: Any, kinds: Sequence[ImportKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(kind.code, kind.label) for kind in kinds]
        self.fields["kind"] = forms.ChoiceField(label=_("Isi berkas"), choices=choices)

    def clean_file(self) -> File[bytes]:
        file: File[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE_MEGABYTES * 1024 * 1024:
            raise forms.ValidationError(
                _("Berkas lebih besar dari %(most)s MB. Bagi menurut kecamatan.")
                % {"most": LARGEST_FILE_MEGABYTES}
            )
        return file


class MappingForm(forms.Form):
    """For each column of the kind the header in the file; and the kind's own options."""

    def __init__(self, *args: Any, batch: ImportBatch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = batch.import_kind
        headers = [header.strip() for header in batch.headers if header.strip()]
        choices = [("", _("— tidak ada —")), *((header, header) for header in headers)]
        matched = _matched(batch)
        for column in self.kind.columns:
            self.fields[f"column_{column.code}"] = forms.ChoiceField(
                label=column.label,
                choices=choices,
                required=column.is_required,
                initial=matched.get(column.code, ""),
            )
        for option, label in self.kind.options.items():
            self.fields[f"option_{option}"] = forms.BooleanField(
                label=label, required=False, initial=bool(batch.options.get(option))
            )
        for code, setting in self.kind.settings.items():
            self.fields[f"option_{code}"] = forms.CharField(
                label=setting.label,
                help_text=setting.help,
                required=False,
                max_length=100,
                initial=batch.options.get(code, ""),
            )

    def mapping(self) -> dict[str, str]:
        """Column code -> header text; an empty text leaves the column out."""
        return {
            column.code: self.cleaned_data[f"column_{column.code}"] for column in self.kind.columns
        }

    def options(self) -> dict[str, bool | str]:
        """The kind's own switches and settings."""
        codes = (*self.kind.options, *self.kind.settings)
        return {code: self.cleaned_data[f"option_{code}"] for code in codes}


class UndoForm(forms.Form):
    """Nothing to fill in: the page explains what happens."""


def _matched(batch: ImportBatch) -> dict[str, str]:
    try:
        return dict(match_headers(batch.import_kind, batch.headers, batch.mapping).headers)
    except FileRefused:
        return {}
