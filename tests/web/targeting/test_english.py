"""Rules of a stored run, told to whoever chose English: on screens, in files, through the API."""

import io
import json

import pytest
from python_calamine import CalamineWorkbook
from tests.insight.written import AS_OF, VILLAGES
from tests.web.targeting.conftest import url
from tests.web.targeting.test_map import text_of

from umpak.foundation.told import told, told_unit
from umpak.parameters.intervention_rules import intervention_rules

RULE = next(rule for rule in intervention_rules(AS_OF) if rule.id == "FRM-01")
TITLE = "No cooperative yet, although many families are poor"
IN_FILTER = f"FRM-01 {TITLE}"
ACTION = "Inform people, survey the village&#x27;s potential"


@pytest.fixture
def run(make_run):
    return make_run(
        texts={"title": RULE.title, "action": RULE.action, "actor": RULE.actor,
               "programme": RULE.programme, "unit": RULE.cost.per}
    )  # fmt: skip


@pytest.fixture
def english(office, run):
    office.cookies["django_language"] = "en"
    return office


def test_plan_reasons_and_places_show_the_rule_in_english(english, run):
    pages = {
        "plan": url("intervention_plan"),
        "reasons": url("insight_reasons", run.public_id, 1),
        "beside the map": url("target_place", VILLAGES[2]),
        "village": url("territory_page", VILLAGES[2]),
        "proposal": url("plan_propose"),
        "first page": "/",
    }
    read = {
        name: text_of(english.get(address, follow=True)).replace(IN_FILTER, "")
        for name, address in pages.items()
    }
    assert {name for name, page in read.items() if TITLE not in page} == set()
    assert {name for name, page in read.items() if ACTION not in page} == set()
    assert {name for name, page in read.items() if RULE.title in page} == set()


def test_reasons_tell_measures_units_and_sources_in_english(english, run):
    page = text_of(english.get(url("insight_reasons", run.public_id, 1)))
    assert "Share of decile 1–2 families" in page
    assert "low-decile families divided by families that have a decile" in page
    assert "2 villages × Rp1.500.000 = Rp3.000.000" in page
    assert "(policy of the head of office)" in page
    assert RULE.programme in page


def test_drawer_is_told_in_english_too(english, run):
    answer = english.get(
        url("insight_reasons", run.public_id, 1),
        headers={"HX-Request": "true", "HX-Target": "drawer-body"},
    )
    assert TITLE in text_of(answer)


def test_plan_is_searched_by_the_words_that_are_read(english, run):
    found, none = (
        text_of(english.get(url("intervention_plan", q=words))).replace(IN_FILTER, "")
        for words in ("although cooperative", "although warehouse")
    )
    assert found.count(f">{TITLE}<") == 4
    assert TITLE not in none


def test_filters_and_table_name_rules_actors_and_measures_in_english(english, run):
    plan = text_of(english.get(url("intervention_plan", kolom=["title", "need_of", "units"])))
    assert IN_FILTER in plan
    assert "Cooperatives and SME Office" in plan
    assert "2 villages" in plan
    assert "Share of decile 1–2 families" in plan


def test_files_of_the_plan_are_told_in_english(english, run):
    answer = english.get(url("intervention_plan", unduh="xlsx"))
    rows = CalamineWorkbook.from_filelike(
        io.BytesIO(b"".join(answer.streaming_content))
    ).get_sheet_by_index(0).to_python()  # fmt: skip
    assert {row[1] for row in rows[1:]} == {TITLE}
    lines = b"".join(english.get(url("intervention_plan", unduh="csv")).streaming_content)
    assert lines.decode().count(TITLE) == 4
    assert RULE.title not in lines.decode()


def test_paper_is_set_from_the_english_words(english, run, monkeypatch):
    told_to_typst = {}

    def kept(_template, data):
        told_to_typst.update(data)
        return b"%PDF"

    monkeypatch.setattr("umpak.web.targeting.paper.views.typeset", kept)
    english.get(url("plan_pdf"))
    assert TITLE in json.dumps(told_to_typst)
    assert RULE.title not in json.dumps(told_to_typst)


def test_words_for_the_map_s_script_are_english(english, run):
    page = text_of(english.get(url("target_map", lapis="ksp", tingkat="desa")))
    assert "50 cooperatives" in page
    assert "50 koperasi" not in page


def test_indonesian_reads_what_the_run_stored(office, run):
    page = text_of(office.get(url("insight_reasons", run.public_id, 1)))
    assert RULE.title in page
    assert f"2 {RULE.cost.per} ×" in page
    assert (told(RULE.title), told_unit(RULE.cost.per)) == (RULE.title, RULE.cost.per)
