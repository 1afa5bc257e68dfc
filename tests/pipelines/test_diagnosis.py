"""The row-wise rules are the truth: the batch is fed the same made-up rows and must agree."""

from decimal import Decimal
from fractions import Fraction

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.pipelines.whole_lake import AS_OF, whole_lake

from umpak.parameters.intervention_rules import intervention_rules, measures
from umpak.pipelines.classes import classes_of
from umpak.pipelines.diagnosis import UNKNOWN, judged, silent_rules
from umpak.pipelines.engines import DuckDBEngine
from umpak.pipelines.ranking import Judged, plan_of
from umpak.rules.interventions import Kind, Outcome, Scope, evaluate, measures_of, plan_line
from umpak.rules.quadrants import Place, bivariate_classes, quadrants
from umpak.rules.ranking import rank

RULES = tuple(rule for rule in intervention_rules(AS_OF) if rule.scope is Scope.VILLAGE)
NAMES = sorted(frozenset().union(*map(measures_of, RULES)) | {"low_families"})
QUIET = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

COUNTS = st.integers(0, 12) | st.integers(0, 2_000)
# Denominators of 128 and 640 fall exactly between two ten-thousandths; fifths lie on thresholds.
DENOMINATORS = st.sampled_from([1, 5, 10, 20, 128, 640, 1_280]) | st.integers(1, 700)
SHARES = DENOMINATORS.flatmap(lambda of: st.integers(0, of).map(lambda some: Fraction(some, of)))
TEXTS = st.sampled_from(["IKE", "IKS", "IKL", "HH", "LL", "ns"])


def values(name):
    measure = measures()[name]
    if measure.kind is Kind.TEXT:
        return TEXTS
    if measure.kind is Kind.YES_NO:
        return st.booleans()
    if measure.unit == "bagian":
        return SHARES
    if "per_1000" in name:
        return SHARES.map(lambda share: 1000 * share)
    return COUNTS


ROWS = st.fixed_dictionaries({name: st.none() | values(name) for name in NAMES})


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    with DuckDBEngine(whole_lake(tmp_path_factory.mktemp("lake"), villages=1)) as opened:
        yield opened


def codes(rows):
    return [f"99.{1 + n % 2:02d}.01.{2001 + n}" for n in range(len(rows))]


def table(rows, absent):
    kinds = {Kind.TEXT: pa.string(), Kind.YES_NO: pa.bool_()}
    columns = {"village_code": pa.array(codes(rows)),
               "regency_code": pa.array([code[:5] for code in codes(rows)])}  # fmt: skip
    for name in NAMES:
        if name in absent:
            continue
        is_ratio = measures()[name].unit == "bagian" or "per_1000" in name
        kind = kinds.get(measures()[name].kind, pa.float64() if is_ratio else pa.int64())
        column = [row[name] for row in rows]
        if is_ratio:  # one division of two counts, as the pipeline does it
            column = [None if v is None else v.numerator / v.denominator for v in column]
        columns[name] = pa.array(column, kind)
    return pa.table(columns)


def as_rules_see(row, absent):
    found = {name: value for name, value in row.items() if name not in absent}
    return {name: Decimal(value) if type(value) is int else value for name, value in found.items()}


def batch(engine, rows, absent):
    places = table(rows, absent)
    put = engine.put("places", places)
    answers = engine.to_arrow(judged(put, RULES, code="village_code")).sort_by("village_code")
    order = pa.compute.sort_indices(places["village_code"])
    kind = Judged(places=places.take(order), answers=answers, rules=RULES, code="village_code")
    return answers, plan_of([kind]).to_pylist()


@QUIET
@given(
    rows=st.lists(ROWS, min_size=1, max_size=8), absent=st.sets(st.sampled_from(NAMES), max_size=3)
)
def test_batch_and_rule_agree_on_every_line_and_its_order(engine, rows, absent):
    truth = {}
    for code, row in zip(codes(rows), rows, strict=True):
        seen = as_rules_see(row, absent)
        families = int(seen.get("low_families") or 0)
        for rule in RULES:
            found = plan_line(rule, code, seen, families=families)
            if found is not None:
                truth[found.line.key] = found
    _, lines = batch(engine, rows, absent)
    by_key = {f"{line['place']}/{line['rule']}": line for line in lines}
    assert by_key.keys() == truth.keys()
    for key, line in by_key.items():
        expected = truth[key]
        parts = [Fraction(line[part], 10_000) for part in ("need", "gap", "readiness")]
        assert parts == [expected.need.part, expected.gap.part, expected.readiness.part], key
        assert Fraction(line["score"], 10**15) == expected.line.score
        assert line["quantity"] == expected.quantity
    for regency in {code[:5] for code in codes(rows)}:
        mine = [found.line for found in truth.values() if found.place.startswith(regency)]
        ordered = [line for line in lines if line["regency_code"] == regency]
        assert [entry.line.key for entry in rank(mine)] == [
            f"{line['place']}/{line['rule']}" for line in ordered
        ]
        assert [line["rank"] for line in ordered] == list(range(1, len(mine) + 1))


@QUIET
@given(rows=st.lists(ROWS, min_size=1, max_size=8))
def test_what_the_rule_cannot_judge_the_batch_leaves_open(engine, rows):
    answers, _ = batch(engine, rows, set())
    for rule in RULES:
        open_places = sum(
            evaluate(rule, as_rules_see(row, set())).outcome is Outcome.UNAVAILABLE for row in rows
        )
        assert answers[rule.id].to_pylist().count(UNKNOWN) == open_places


@QUIET
@given(pairs=st.lists(st.tuples(st.none() | SHARES, st.none() | SHARES), min_size=1, max_size=20))
def test_classes_are_those_of_the_rule(engine, pairs):
    keys = [f"99.01.01.{2001 + n}" for n in range(len(pairs))]
    float_or_none = [[None if v is None else float(v) for v in pair] for pair in pairs]
    places = engine.put("classed", pa.table({
        "village_code": keys, "regency_code": ["99.01"] * len(keys),
        "poverty": pa.array([pair[0] for pair in float_or_none], pa.float64()),
        "reach": pa.array([pair[1] for pair in float_or_none], pa.float64()),
    }))  # fmt: skip
    found = engine.to_arrow(
        classes_of(places, poverty=places.poverty, reach=places.reach, key="village_code")
    ).to_pylist()
    truth = [Place(key=key, poverty=poverty, reach=reach)
             for key, (poverty, reach) in zip(keys, pairs, strict=True)]  # fmt: skip
    assert {row["village_code"]: row["quadrant"] for row in found} == quadrants(truth)
    assert {row["village_code"]: row["bivariate"] for row in found} == {
        key: group.code for key, group in bivariate_classes(truth).items()
    }


def test_rule_is_silent_only_where_what_it_asks_instead_is_missing_too():
    [rule] = [one for one in intervention_rules(AS_OF) if one.id == "KOP-01"]
    others = measures_of(rule) - {"low_share", "listed_low_families"}
    assert silent_rules(others | {"low_share"}, [rule]) == {}
    assert silent_rules(others | {"listed_low_families"}, [rule]) == {}
    assert silent_rules(others, [rule]) == {"KOP-01": ("low_share",)}
