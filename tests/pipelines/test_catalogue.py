"""One catalogue: every measure in it is computed, and everything computed is in it."""

import pytest
from tests.pipelines.whole_lake import AS_OF, whole_lake

from umpak.parameters.intervention_rules import intervention_rules, measures
from umpak.pipelines.engines import open_engine
from umpak.pipelines.measures import district_measures, measure_settings, village_measures
from umpak.pipelines.run import compute
from umpak.pipelines.sources import SOURCES
from umpak.rules.interventions import Scope, measures_of

KEYS = {"village_code", "district_code", "district_name", "name", "kind", "lat", "lng",
        "regency_code", "hot_spot_p"}  # fmt: skip


@pytest.fixture(scope="module")
def computed(tmp_path_factory):
    lake = whole_lake(tmp_path_factory.mktemp("lake"))
    with open_engine("duckdb", lake) as engine:
        return compute(
            engine, as_of=AS_OF, clusters=lambda villages: villages.select(
                ["village_code"]).append_column("hot_spot", villages["name"])
        )  # fmt: skip


@pytest.mark.parametrize(("scope", "table"), [("village", "villages"), ("district", "districts")])
def test_catalogue_and_pipelines_name_the_same_measures(computed, scope, table):
    columns = set(computed.tables[table].column_names) - KEYS
    named = {name for name, measure in measures().items() if Scope(scope) in measure.scopes}
    assert columns == named


def test_pipelines_compute_nothing_that_the_catalogue_does_not_name(tmp_path):
    """What it does not name would be left out of every result without a word."""
    lake = whole_lake(tmp_path)
    with open_engine("duckdb", lake) as engine:
        tables = {name: engine.table(name) for name in engine.names}
        villages = village_measures(tables, measure_settings(AS_OF))
    columns = set(villages.columns) | set(district_measures(villages).columns)
    assert columns - KEYS <= measures().keys()


def test_every_measure_that_a_rule_asks_for_is_computed(computed):
    assert computed.silent == {}
    for rule in intervention_rules(AS_OF):
        table = "villages" if rule.scope is Scope.VILLAGE else "districts"
        assert measures_of(rule) <= set(computed.tables[table].column_names), rule.id


def test_no_two_measures_bear_one_label():
    labels = [measure.label for measure in measures().values()]
    assert sorted(set(labels)) == sorted(labels)


def test_needs_name_tables_of_the_contract():
    for measure in measures().values():
        assert set(measure.needs) <= set(SOURCES), measure.name


@pytest.mark.parametrize("absent", [name for name in SOURCES if not SOURCES[name].is_required])
def test_measure_is_absent_exactly_when_a_table_it_needs_is(tmp_path, absent):
    lake = whole_lake(tmp_path)
    with open_engine("duckdb", lake) as engine:
        tables = {name: engine.table(name) for name in engine.names - {absent}}
        villages = village_measures(tables, measure_settings(AS_OF))
    columns = set(villages.columns) | set(district_measures(villages).columns)
    computed_later = {"hot_spot", "quadrant", "bivariate"}
    for name, measure in measures().items():
        if name not in computed_later:
            assert (name in columns) == (absent not in measure.needs), name
