"""What is collected for translation: nothing that people read may be missed silently."""

import ast
import importlib.util

import pytest

from umpak.foundation import told


@pytest.fixture(scope="module")
def collector(repository):
    place = repository / "tools" / "collect_messages.py"
    spec = importlib.util.spec_from_file_location("collect_messages", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_name_that_a_module_gives_to_gettext_is_known_to_the_collector(repository, collector):
    names = {
        name.asname
        for path in (repository / "src").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.asname and "gettext" in name.name
    }
    assert names - {"_", *collector.ALIASES} == set()


def test_named_fields_are_collected_and_no_others(collector):
    rule = (
        '[[rule]]\nid = "X-1"\ntitle = "Judul"\nprogramme = "Program resmi"\n'
        'cost = {per = "desa"}\n[[rule.case]]\nname = "kasus"\n'
    )
    path = "parameters/interventions/villages.toml"
    assert collector.texts_of(path, rule, collector.TEXTS) == ["Judul"]
    assert collector.texts_of(path, rule, collector.UNITS) == ["desa"]


def test_labels_within_a_list_are_collected_once_and_a_dash_is_no_text(collector):
    indicators = (
        '[[parameter]]\nsource = "UU"\nvalue = [{label = "dokter", office = "-"},'
        ' {label = "dokter", office = "PU"}]\n'
    )
    found = collector.texts_of("parameters/village_index.toml", indicators, collector.TEXTS)
    assert found == ["UU", "dokter", "PU"]


def test_what_the_api_says_of_a_field_is_collected(collector):
    code = 'name: str = Field("", description="Nama " "tetap")\nother: int = Field(1)\n'
    assert collector.descriptions_of(code) == ["Nama tetap"]


def test_units_are_collected_in_the_context_in_which_they_are_told(collector):
    assert collector.UNIT_CONTEXT == told._UNIT
