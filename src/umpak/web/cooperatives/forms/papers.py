"""Official numbers and business classes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umpak.foundation import calendar
from umpak.parameters.identifiers import kbli_years
from umpak.registry.cooperatives.services import BusinessLine
from umpak.web.forms.dates import DayField


class IdentifierForm(forms.Form):
    typed = forms.CharField(label=gettext_lazy("Nomor"), max_length=130)
    issued_by = forms.CharField(
        label=gettext_lazy("Penerbit"), max_length=150, required=False,
        help_text=gettext_lazy("Misalnya Kementerian Hukum, Lembaga OSS, Kantor Pajak."),
    )  # fmt: skip
    issued_on = DayField(label=gettext_lazy("Tanggal terbit"))


class BusinessLinesForm(forms.Form):
    lines = forms.CharField(
        label=gettext_lazy("Kode KBLI"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "class": "font-monospace"}),
        help_text=gettext_lazy(
            "Satu baris satu kode: lima angka, tahun klasifikasi, lalu uraian."
            " Misalnya: 47111 2020 Perdagangan eceran sembako. Baris pertama usaha utama."
        ),
    )

    def clean_lines(self) -> list[BusinessLine]:
        found = [
            _line(number, text)
            for number, text in enumerate(self.cleaned_data["lines"].splitlines(), start=1)
            if text.strip()
        ]
        keys = [(line.code, line.classification_year) for line in found]
        if len(set(keys)) < len(keys):
            raise ValidationError(_("Ada kode yang tertulis dua kali. Hapus salah satunya."))
        return found


def lines_text(lines: Any) -> str:  # noqa: ANN401  # rows of business lines
    """The lines as they stand in the form."""
    return "\n".join(
        f"{line.code} {line.classification_year} {line.title}".strip() for line in lines
    )


def _line(number: int, text: str) -> BusinessLine:
    code, *rest = text.split(maxsplit=2)
    if not rest or not rest[0].isdecimal():
        known = ", ".join(str(year) for year in sorted(kbli_years(calendar.today())))
        raise ValidationError(
            _("Baris %(number)s: tahun klasifikasi belum ditulis. Tambahkan salah satu: %(known)s.")
            % {"number": number, "known": known}
        )
    return BusinessLine(
        code=code, classification_year=int(rest[0]), title=rest[1] if len(rest) > 1 else ""
    )
