"""Texts of rules, measures and parameters in the reader's language."""

import pytest
from django.utils.translation import override
from tests.insight.written import AS_OF

from umpak.foundation.problems import message_of
from umpak.foundation.told import told, told_citation, told_later, told_unit
from umpak.parameters import loader
from umpak.parameters.intervention_rules import intervention_rules, measures
from umpak.parameters.village_index import idm_rules, indeks_desa_rules, last_idm_year
from umpak.registry.enterprises.choices import PermitKind
from umpak.registry.enterprises.numbers import checked_number
from umpak.rules.problems import Problem

NAMES = {"BUM Desa", "IDM"}
"""Measures that bear a name of their own in both languages."""
RULES = intervention_rules(AS_OF)


def in_english(text: str) -> str:
    with override("en"):
        return told(text)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_is_told_in_english(rule):
    for text in (rule.title, rule.action, rule.actor, rule.owner, rule.cost.owner):
        assert in_english(text) not in {"", text}


@pytest.mark.parametrize("measure", measures().values(), ids=lambda measure: measure.name)
def test_every_measure_is_told_in_english(measure):
    assert in_english(measure.how) not in {"", measure.how}
    assert measure.label in NAMES or in_english(measure.label) not in {"", measure.label}


def test_every_unit_is_told_in_english():
    names = {"rupiah", "BUM Desa"}
    units = {one.unit for one in measures().values()} | {rule.cost.per for rule in RULES}
    with override("en"):
        assert {unit for unit in units if told_unit(unit) == unit} == names


def test_every_indicator_and_dimension_is_told_in_english():
    same = {"PAUD"}
    labels = [one.label for one in idm_rules(last_idm_year()).indicators]
    labels += [one.label for one in indeks_desa_rules(last_idm_year() + 1).dimensions]
    assert {label for label in labels if in_english(label) == label} == same


def test_an_indonesian_reads_the_very_words_of_the_files():
    with override("id"):
        assert [told(rule.title) for rule in RULES] == [rule.title for rule in RULES]
        assert [told_unit(one.unit, 1) for one in measures().values()] == [
            one.unit for one in measures().values()
        ]


def test_programmes_keep_their_official_names_in_english():
    assert {in_english(rule.programme) for rule in RULES} == {rule.programme for rule in RULES}


def test_no_text_is_no_text_in_any_language():
    """The empty msgid is the catalogue's header."""
    for language in ("id", "en"):
        with override(language):
            assert (told(""), told_unit(""), told_citation(""), str(told_later(""))) == ("",) * 4


def test_a_text_of_another_day_stands_as_it_was_stored():
    for text in ("Aturan lama: 20 % atau %(lebih)s, 100%", "%"):
        assert in_english(text) == text


def test_units_are_one_or_many_in_english():
    with override("en"):
        assert (told_unit("keluarga", 1), told_unit("keluarga", 2)) == ("family", "families")


def test_a_citation_keeps_the_law_and_tells_its_mark():
    with override("en"):
        office = told_citation(loader.parameter("policy.training_group_least", AS_OF).citation)
        law = told_citation(loader.parameter("indeks_desa.statuses", AS_OF).citation)
        verified = told_citation(loader.parameter("officers.term_years_most", AS_OF).citation)
    assert office == "Choice of the office (policy of the head of office)"
    assert law.endswith("(not yet verified)")
    assert verified == "UU 25/1992 Pasal 29"


def test_a_percent_sign_in_a_source_is_only_that():
    citation = loader.parameter("policy.poor_share_high", AS_OF).citation
    with override("en"):
        assert told_citation(citation) == (
            "National share of decile 1–2 by the definition of deciles (20 %)"
            " (policy of the head of office)"
        )


def test_a_fault_names_the_official_number_in_english_and_leaves_what_was_typed():
    fault = checked_number(PermitKind.PIRT, "desa", AS_OF)
    assert isinstance(fault, Problem)
    with override("en"):
        said = message_of(fault)
    assert "“desa”" in said
    assert "P-IRT number (15 digits)" in said
