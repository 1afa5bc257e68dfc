"""How a form is drawn: texts are texts, and the summary of errors leads to each field once."""

import re
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from umpak.web.forms.money import RupiahField


class Tried(forms.Form):
    way = forms.ChoiceField(label="Cara", choices=[("a", "A")], widget=forms.RadioSelect)
    note = forms.CharField(label="Catatan", help_text="Milik <i>Sri</i>")
    step = forms.IntegerField(
        label="Langkah", widget=forms.HiddenInput, error_messages={"invalid": "Bukan angka."}
    )


def drawn() -> str:
    return render_to_string("forms/_form.html", {"form": Tried({"step": "x"})})


def test_help_is_text_whatever_stands_in_it():
    assert "Milik &lt;i&gt;Sri&lt;/i&gt;" in drawn()


def test_each_error_stands_once_in_the_summary_and_leads_to_its_field():
    summary, _mark, fields = drawn().partition("</ul>")
    anchors = re.findall(r'href="#([^"]+)"', summary)
    assert anchors == ["id_way", "id_note"]
    assert all(f'id="{anchor}"' in fields for anchor in anchors)
    assert summary.count("Bukan angka.") == 1


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("Rp1.000.000", "1000000"),
        ("1000000,50", "1000000.50"),
        ("-1.250.000,-", "-1250000"),
        ("750.000", "750000"),
    ],
)
def test_amount_is_read_as_people_write_it(typed, amount):
    assert RupiahField(label="Harga").clean(typed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["1000000.50", "1.00", "12.5", "1.0000", "1.000.00"])
def test_amount_that_may_mean_two_things_is_refused_with_how_to_write_it(typed):
    with pytest.raises(ValidationError, match="ribuan"):
        RupiahField(label="Harga").clean(typed)
