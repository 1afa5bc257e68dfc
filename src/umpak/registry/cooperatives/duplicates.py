"""Finds records that may be one cooperative: all names against all names at once, then the rule."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from rapidfuzz import fuzz, process
from shapely import STRtree
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from umpak.parameters.cooperatives import duplicate_rules
from umpak.registry.cooperatives.choices import Kind
from umpak.registry.cooperatives.models import (
    Cooperative,
    CooperativeIdentifier,
    CooperativeQuerySet,
    NotDuplicate,
    ServedVillage,
)
from umpak.registry.territory.choices import Level
from umpak.registry.territory.models import Boundary, BoundaryDisplay
from umpak.rules.cooperative_duplicates import Evidence, Nearness, Verdict, judge, numbers_in
from umpak.rules.cooperative_names import search_words

_DISTRICT_LENGTH = 8  # 99.01.01
_ADJACENT_DEGREES = 0.0005  # about 50 m: boundaries of two sources rarely touch exactly


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two records with what they have in common; the older record first."""

    first: int
    second: int
    verdict: Verdict
    evidence: Evidence

    @property
    def score(self) -> float:
        """For the order on the screen: certain ones first, then by likeness."""
        return (100.0 if self.verdict is Verdict.CERTAIN else 0.0) + (
            self.evidence.similarity_percent
        )


def suspected_pairs(queryset: CooperativeQuerySet, on: dt.date) -> list[Pair]:
    """Pairs among these records that nobody has decided on, most certain first. Six queries."""
    records = _records(queryset)
    rules = duplicate_rules(on)
    decided = set(NotDuplicate.objects.values_list("first_id", "second_id"))
    next_to = adjacent_districts()
    pairs = []
    for first, second, similarity in _candidates(records, rules.review_percent):
        if (first.pk, second.pk) in decided:
            continue
        evidence = _evidence(first, second, similarity, next_to)
        verdict = judge(evidence, rules)
        if verdict is not None:
            pairs.append(Pair(first=first.pk, second=second.pk, verdict=verdict, evidence=evidence))
    return sorted(pairs, key=lambda pair: (-pair.score, pair.first, pair.second))


def suspected_ids(queryset: CooperativeQuerySet, on: dt.date) -> set[int]:
    """The records that occur in some suspected pair."""
    return {pk for pair in suspected_pairs(queryset, on) for pk in (pair.first, pair.second)}


def adjacent_districts() -> set[frozenset[str]]:
    """Districts that touch, by the polygons of the maps or else by those of their villages."""
    rows = _polygons(BoundaryDisplay, Level.DISTRICT) or _polygons(Boundary, Level.VILLAGE)
    if not rows:
        return set()
    polygons = np.array([polygon for _code, polygon in rows], dtype=object)
    left, right = STRtree(polygons).query(polygons, predicate="dwithin", distance=_ADJACENT_DEGREES)
    touching = ((rows[a][0], rows[b][0]) for a, b in zip(left, right, strict=True))
    return {frozenset(pair) for pair in touching if pair[0] != pair[1]}


def _polygons(
    model: type[Boundary] | type[BoundaryDisplay], level: Level
) -> list[tuple[str, BaseGeometry]]:
    found = model._default_manager.filter(territory__level=level).values_list(
        "territory__code", "geometry"
    )
    return [(code[:_DISTRICT_LENGTH], shape(geometry)) for code, geometry in found]


@dataclass(frozen=True, kw_only=True)
class _Record:
    pk: int
    name: str
    key: str
    own_key: str
    kind: str
    village: str
    served: frozenset[str]
    phone: bytes | None
    numbers: frozenset[str]
    number_by_kind: dict[str, str]

    @property
    def district(self) -> str:
        return self.village[:_DISTRICT_LENGTH]


def _records(queryset: CooperativeQuerySet) -> list[_Record]:
    current = queryset.current()
    served: dict[int, set[str]] = {}
    for pk, code in ServedVillage.objects.filter(
        cooperative__in=current.order_by().values("pk")
    ).values_list("cooperative_id", "village__code"):
        served.setdefault(pk, set()).add(code)
    numbers: dict[int, dict[str, str]] = {}
    for pk, kind, value in CooperativeIdentifier.objects.filter(
        cooperative__in=current.order_by().values("pk"), is_alias=False
    ).values_list("cooperative_id", "kind", "value"):
        numbers.setdefault(pk, {})[kind] = core_of_number(value)
    rows = current.order_by("pk").values_list(
        "pk", "name", "name_key", "kind", "village__code", "village__name",
        "village__parent__name", "phone_hash",
    )  # fmt: skip
    return [
        _Record(
            pk=pk,
            name=name,
            key=key,
            own_key=_without_place(key, village_name, district_name or ""),
            kind=kind,
            village=village,
            served=frozenset(served.get(pk, set()) | {village}),
            phone=bytes(phone) if phone else None,
            numbers=frozenset(numbers.get(pk, {}).values()),
            number_by_kind=numbers.get(pk, {}),
        )
        for pk, name, key, kind, village, village_name, district_name, phone in rows
    ]


def core_of_number(value: str) -> str:
    """What stays of a number when zeros in front and signs between are dropped."""
    decree = re.fullmatch(r"AHU-0*(\d+)\.AH\.01\.\d\d\.TAHUN (\d{4})", value)
    return f"AHU-{decree[1]}/{decree[2]}" if decree else re.sub(r"[\s.\-]", "", value)


def _candidates(
    records: list[_Record], least_percent: int
) -> Iterator[tuple[_Record, _Record, float]]:
    """Pairs alike in name, or with a number, phone or, for KMP, a village in common."""
    keys = [record.key for record in records]
    likeness = process.cdist(keys, keys, scorer=fuzz.token_sort_ratio, dtype=np.float32)
    alike = np.argwhere(np.triu(likeness >= least_percent, k=1))
    pairs = {(int(a), int(b)) for a, b in alike}
    pairs |= _sharing([record.numbers for record in records])
    pairs |= _sharing([{record.phone} if record.phone else set() for record in records])
    pairs |= _sharing(
        [{record.village} if record.kind == Kind.KMP else set() for record in records]
    )
    for a, b in sorted(pairs):
        yield records[a], records[b], float(likeness[a, b])


def _sharing(values: Iterable[Collection[object]]) -> set[tuple[int, int]]:
    """Places of records that hold one value in common."""
    holders: dict[object, list[int]] = {}
    for place, held in enumerate(values):
        for value in held:
            holders.setdefault(value, []).append(place)
    return {pair for places in holders.values() for pair in combinations(places, 2)}


def _evidence(
    first: _Record, second: _Record, similarity: float, next_to: set[frozenset[str]]
) -> Evidence:
    both = first.number_by_kind.keys() & second.number_by_kind.keys()
    return Evidence(
        similarity_percent=round(_similarity(first, second, similarity), 1),
        are_numbered_apart=numbers_in(first.name) != numbers_in(second.name),
        nearness=_nearness(first, second, next_to),
        is_same_kind=first.kind == second.kind,
        are_village_cooperatives=first.kind == second.kind == Kind.KMP,
        shares_number=bool(first.numbers & second.numbers),
        shares_phone=first.phone is not None and first.phone == second.phone,
        differing_numbers=sum(
            first.number_by_kind[kind] != second.number_by_kind[kind] for kind in both
        ),
    )


def _similarity(first: _Record, second: _Record, of_whole_keys: float) -> float:
    """In one village many names hold the name of the place: it says nothing there."""
    if first.village != second.village or first.kind == second.kind == Kind.KMP:
        return of_whole_keys
    return fuzz.token_sort_ratio(first.own_key, second.own_key)


def _without_place(key: str, *places: str) -> str:
    """The key without the words of village and district; all of it where nothing is left."""
    of_place = {word for place in places for word in search_words(place)}
    return " ".join(word for word in key.split() if word not in of_place) or key


def _nearness(first: _Record, second: _Record, next_to: set[frozenset[str]]) -> Nearness:
    if first.village == second.village:
        return Nearness.SAME_VILLAGE
    if first.served & second.served:
        return Nearness.SHARED_VILLAGE
    if first.district == second.district:
        return Nearness.SAME_DISTRICT
    if frozenset((first.district, second.district)) in next_to:
        return Nearness.NEXT_DISTRICT
    return Nearness.APART


def pair_of(first: Cooperative, second: Cooperative, on: dt.date) -> Pair | None:
    """The pair of two given records, if they are suspected."""
    chosen = Cooperative.objects.filter(pk__in=[first.pk, second.pk])
    return next(iter(suspected_pairs(chosen, on)), None)
