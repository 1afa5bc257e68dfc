"""The lines of the plan and their order, over whole columns; `umpak.rules.ranking` is the truth.

Everything is whole numbers until the end: places and rules are their positions, scores are exact.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from umpak.pipelines.diagnosis import FIRED, part_name
from umpak.pipelines.units import weight_units
from umpak.rules.interventions import InterventionRule, Part
from umpak.rules.ranking import PART_UNITS

Ints = NDArray[np.integer]  # 32 bits but for products: a million lines are costly to touch

_WHOLE = 2**63
_NUMBERS = ("need", "gap", "readiness", "score", "families", "quantity")


@dataclass(frozen=True, kw_only=True)
class Judged:
    """Places of one kind with what every rule says of them, row by row the same places.

    Attributes:
        places: All measures, one row a place.
        answers: From `diagnosis.judged`.
        rules: The rules that were judged.
        code: The column with the territory code.
    """

    places: pa.Table
    answers: pa.Table
    rules: Sequence[InterventionRule]
    code: str


def plan_of(kinds: Sequence[Judged]) -> pa.Table:
    """All fired lines by regency and rank: score, need, families, then `place/rule`.

    Columns: regency_code, place, rule, need, gap, readiness, score, families, quantity, rank.
    """
    codes = pa.concat_arrays([_column(kind.places, kind.code) for kind in kinds])
    regencies = pa.concat_arrays([_column(kind.places, "regency_code") for kind in kinds])
    rules = sorted(rule.id for kind in kinds for rule in kind.rules)
    found = _lines(kinds, {rule: position for position, rule in enumerate(rules)})
    place, rule = found.pop("place"), found.pop("rule")
    regency = _positions(regencies)[place]
    key = _positions(pc.binary_join_element_wise(codes, "", "/"))[place] * len(rules) + rule
    order = _order(regency, found["score"], found["need"], found["families"], key)
    group = regency[order]
    first = np.searchsorted(group, group, side="left")
    places = pa.array(place[order])
    return pa.table(
        {
            "regency_code": regencies.take(places),
            "place": codes.take(places),
            "rule": pa.array(rules, pa.string()).take(pa.array(rule[order])),
            **{name: found[name][order] for name in _NUMBERS},
            "rank": np.arange(len(order)) - first + 1,
        }
    )


def _order(regency: Ints, score: Ints, need: Ints, families: Ints, key: Ints) -> Ints:
    """The order of the rule; only lines of one regency and score are compared any further."""
    highest = int(score.max(initial=0)) + 1
    assert (int(regency.max(initial=0)) + 1) * highest < _WHOLE, "too many regencies for one sort"
    first = regency.astype(np.int64) * highest + (highest - 1 - score)
    order: Ints = np.argsort(first)
    first = first[order]
    is_same = first[1:] == first[:-1]
    tied = np.flatnonzero(np.append(is_same, False) | np.insert(is_same, 0, False))
    rows = order[tied]
    order[tied] = rows[np.lexsort((key[rows], -families[rows], -need[rows], first[tied]))]
    return order


def _lines(kinds: Sequence[Judged], positions: Mapping[str, int]) -> dict[str, Ints]:
    """The columns of all fired lines; `place` counts through the places of all kinds."""
    parts: dict[str, list[Ints]] = {name: [] for name in ("place", "rule", *_NUMBERS)}
    offset = 0
    for kind in kinds:
        families = _numbers(kind.places, "low_families", 0)
        for rule in kind.rules:
            rows = np.flatnonzero(kind.answers[rule.id].to_numpy() == FIRED)
            line = _scored(kind, rule, rows) | {
                "place": (rows + offset).astype(np.int32),
                "rule": np.full(len(rows), positions[rule.id], np.int32),
                "families": families[rows],
            }
            for name, values in line.items():
                parts[name].append(values)
        offset += kind.places.num_rows
    return {name: np.concatenate(values) for name, values in parts.items()}


def _scored(kind: Judged, rule: InterventionRule, rows: Ints) -> dict[str, Ints]:
    need, gap, readiness = (
        _part(kind.answers, part, rows) for part in (rule.need, rule.gap, rule.readiness)
    )
    quantity = rule.cost.quantity_measure
    return {
        "need": need,
        "gap": gap,
        "readiness": readiness,
        "score": need.astype(np.int64) * gap * readiness * weight_units(rule),
        "quantity": (
            _numbers(kind.places, quantity, 1)[rows] if quantity else np.ones(len(rows), np.int32)
        ),
    }


def _part(answers: pa.Table, part: Part | None, rows: Ints) -> Ints:
    if part is None:
        return np.full(len(rows), PART_UNITS, np.int32)
    found: Ints = answers[part_name(part)].to_numpy()[rows]
    return found


def _numbers(places: pa.Table, name: str, unknown: int) -> Ints:
    """A column of counts; what is absent or unknown counts as given."""
    if name not in places.column_names:
        return np.full(len(places), unknown, np.int32)
    found: Ints = pc.fill_null(places[name].cast(pa.int32()), unknown).to_numpy()
    return found


def _column(places: pa.Table, name: str) -> pa.Array:
    return places[name].combine_chunks()


def _positions(texts: pa.Array) -> Ints:
    """The place of each text among all texts, in the order of their characters, from 0."""
    encoded = pc.dictionary_encode(texts)
    ranks = pc.rank(encoded.dictionary, sort_keys="ascending").to_numpy()
    found: Ints = (ranks.astype(np.int32) - 1)[encoded.indices.to_numpy()]
    return found
