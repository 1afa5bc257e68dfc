from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from umpak.rules.ranking import Line, Scale, rank, robustness

TENTH = Fraction(1, 10)
PARTS = st.integers(1, 10).map(lambda tenths: Fraction(tenths, 10))
LINES = st.lists(
    st.builds(
        Line,
        key=st.uuids().map(str),
        rule=st.sampled_from(["A", "B", "C"]),
        need=PARTS,
        gap=PARTS,
        readiness=PARTS,
        weight=PARTS,
        families=st.integers(0, 500),
    ),
    max_size=25,
    unique_by=lambda line: line.key,
)


def line(key: str, need: str = "0.5", gap: str = "0.5", families: int = 10) -> Line:
    return Line(
        key=key,
        rule="A",
        need=Fraction(need),
        gap=Fraction(gap),
        readiness=Fraction(1),
        weight=Fraction(1),
        families=families,
    )


@pytest.mark.parametrize(
    ("value", "part"), [("0.25", "0.5"), ("0.02", "0.1"), ("0.5", "1"), ("0.8", "1"),
     ("0.250025", "0.5001"), ("0.2500249", "0.5")],
)  # fmt: skip
def test_scale_is_a_line_between_floor_and_one(value: str, part: str) -> None:
    scale = Scale(empty=Fraction(0), full=Fraction(1, 2), floor=TENTH)
    assert scale.part(Fraction(value)) == Fraction(part)


def test_scale_may_fall() -> None:
    scale = Scale(empty=Fraction(10), full=Fraction(0), floor=TENTH)
    assert scale.part(Fraction(0)) == 1
    assert scale.part(Fraction(4)) == Fraction(3, 5)
    assert scale.part(Fraction(11)) == TENTH


def test_score_is_the_product_shown_beside_it() -> None:
    one = Line(key="k", rule="A", need=Fraction(1, 2), gap=Fraction(2, 5), readiness=Fraction(1, 4),
               weight=Fraction(2), families=3)  # fmt: skip
    assert one.score == Fraction(1, 10)


def test_ties_are_broken_by_need_then_families_then_key() -> None:
    tied = [
        line("d", "0.4", "0.9"),
        line("c", "0.6", "0.6", 10),
        line("b", "0.6", "0.6", 20),
        line("a", "0.6", "0.6", 10),
    ]
    assert [entry.line.key for entry in rank(tied)] == ["b", "a", "c", "d"]


@given(LINES, st.randoms(use_true_random=False))
def test_order_does_not_depend_on_arrival(lines, random) -> None:  # type: ignore[no-untyped-def]
    shuffled = lines.copy()
    random.shuffle(shuffled)
    assert rank(shuffled) == rank(lines)
    assert [entry.rank for entry in rank(lines)] == list(range(1, len(lines) + 1))


def test_clear_leader_never_leaves_the_top() -> None:
    ranked = rank([line("lead", "0.9", "1"), *(line(f"x{n}", "0.1", "1") for n in range(20))])
    found = robustness(ranked, top=1, spread=Fraction(1, 5), draws=64)
    assert found.stays == {"lead": 1}
    assert found.average == 1


def test_near_rivals_change_places_when_weights_move() -> None:
    ranked = rank([line("needy", "0.9", "0.5"), line("gappy", "0.5", "0.89")])
    found = robustness(ranked, top=1, spread=Fraction(1, 5), draws=200)
    assert found.average is not None
    assert Fraction(3, 10) < found.average < Fraction(9, 10)


@settings(max_examples=30)
@given(LINES)
def test_robustness_is_repeatable_and_full_when_nothing_moves(lines: list[Line]) -> None:
    ranked = rank(lines)
    moved = robustness(ranked, top=5, spread=Fraction(1, 5), draws=16)
    assert moved == robustness(ranked, top=5, spread=Fraction(1, 5), draws=16)
    still = robustness(ranked, top=5, spread=Fraction(0), draws=4)
    assert all(share == 1 for share in still.stays.values())
    assert len(still.stays) == min(5, len(lines))


@pytest.mark.parametrize("part", ["need", "gap", "readiness"])
def test_each_part_of_the_score_is_moved_by_a_weight_of_its_own(part: str) -> None:
    half, whole = Fraction(1, 2), Fraction(1)
    alone = {"need": whole, "gap": whole, "readiness": whole} | {part: half}
    low = Line(key="low", rule="A", weight=whole, families=1, **alone)
    light = Line(key="light", rule="A", weight=half, families=1, need=whole, gap=whole,
                 readiness=whole)  # fmt: skip
    found = robustness(rank([low, light]), top=1, spread=Fraction(1, 5), draws=50)
    assert all(0 < share < 1 for share in found.stays.values())


def test_each_rule_is_moved_by_a_weight_of_its_own() -> None:
    lines = [replace(line(rule), rule=rule) for rule in ("A", "B")]
    found = robustness(rank(lines), top=1, spread=Fraction(1, 5), draws=50)
    assert 0 < found.stays["A"] < 1


def test_average_is_the_mean_of_the_shares_of_all_watched_lines() -> None:
    lines = [line(f"x{n}", f"0.{50 + n}", "0.5") for n in range(9)]
    mixed = [replace(one, rule=f"R-{n % 3}") for n, one in enumerate(lines)]
    found = robustness(rank(mixed), top=3, spread=Fraction(1, 5), draws=50)
    assert len(found.stays) == 3
    assert found.average == sum(found.stays.values(), Fraction(0)) / 3
    assert 0 < found.average < 1


def test_plan_without_lines_has_no_robustness() -> None:
    found = robustness((), top=20, spread=Fraction(1, 5), draws=4)
    assert (found.stays, found.average) == ({}, None)
