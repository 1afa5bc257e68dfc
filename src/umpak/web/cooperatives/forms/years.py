"""What was reported for a book year."""

from django import forms
from django.utils.translation import gettext_lazy as _

from umpak.registry.cooperatives.choices import YearSource
from umpak.registry.cooperatives.services import YearFigures
from umpak.web.cooperatives.forms.fields import TriState
from umpak.web.forms.dates import DayField
from umpak.web.forms.money import RupiahField


class YearForm(forms.Form):
    book_year = forms.IntegerField(label=_("Tahun buku"), min_value=1947, max_value=2100)
    is_rat_held = TriState(label=_("RAT diadakan"))
    rat_on = DayField(
        label=_("Tanggal RAT"), help_text=_("RAT tahun buku 2025 diadakan pada tahun 2026.")
    )
    reported_on = DayField(label=_("Tanggal lapor ke dinas"))
    members = forms.IntegerField(label=_("Jumlah anggota"), min_value=0, required=False)
    assets = RupiahField(label=_("Aset"), help_text=_("Rupiah; titik pemisah ribuan boleh."))
    own_capital = RupiahField(label=_("Modal sendiri"))
    loans = RupiahField(label=_("Pinjaman yang diberikan"))
    turnover = RupiahField(label=_("Volume usaha"))
    source = forms.ChoiceField(label=_("Sumber"), choices=YearSource.choices)

    def figures(self) -> YearFigures:
        """The cleaned values as the service takes them; what is empty stays as it is."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "book_year"}
        return YearFigures(**values)
