from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umpak.parameters.cooperatives import officer_rules
from umpak.rules.nik import Sex
from umpak.rules.officers import (
    Board,
    Kinship,
    Officer,
    OfficerReview,
    Severity,
    VillageOffice,
    review_officers,
)

RULES = officer_rules(date(2026, 11, 22))


def lawful() -> list[Officer]:
    posts = [(Board.PENGURUS, post) for post in RULES.pengurus_posts] + [
        (Board.PENGAWAS, post)
        for post in ("ketua_pengawas", "anggota_pengawas", "anggota_pengawas")
    ]
    return [
        Officer(
            person=f"p{index}",
            board=board,
            post=post,
            sex=Sex.FEMALE if index % 3 == 0 else Sex.MALE,
            term_from=date(2025, 6, 1),
            term_until=date(2030, 6, 1),
            term_number=1,
            is_member=True,
            village_office=VillageOffice.HEAD if post == "ketua_pengawas" else VillageOffice.NONE,
            has_clean_record=True,
        )
        for index, (board, post) in enumerate(posts)
    ]


def reviewed(
    officers: list[Officer], kin: tuple[Kinship, ...] | None = (), *, is_village: bool = True
) -> OfficerReview:
    return review_officers(
        tuple(officers), rules=RULES, is_village_cooperative=is_village, kinships=kin
    )


def found(review: OfficerReview) -> list[tuple[str, Severity]]:
    return [(finding.rule, finding.severity) for finding in review.findings]


def test_complete_lawful_board_has_no_finding() -> None:
    review = reviewed(lawful())
    assert review.findings == ()
    assert review.unchecked == ()
    assert (review.women, review.officers) == (3, 8)


def test_nobody_on_file_is_told_once_and_the_rest_is_not_judged() -> None:
    review = reviewed([], kin=())
    assert found(review) == [("O01", Severity.WARN)]
    assert str(review.findings[0]) == "Belum ada perangkat yang tercatat."
    assert review.findings[0].citation == RULES.citations["O01"]
    assert review.unchecked == ("O02", "O03", "O04", "O05", "O06", "O07", "O08", "O09")
    elsewhere = reviewed([], kin=(), is_village=False)
    assert (elsewhere.findings, elsewhere.unchecked) == ((), ("O07", "O08", "O09"))
    assert len(reviewed(lawful()[:1]).findings) > 1  # of one person the rules are judged


def test_missing_post_and_even_count_block() -> None:
    review = reviewed(lawful()[1:])
    assert found(review) == [("O01", Severity.BLOCK), ("O01", Severity.BLOCK)]
    assert "ketua" in str(review.findings[1])


def test_two_pengawas_or_two_chairs_block() -> None:
    board = lawful()
    assert found(reviewed(board[:-1])) == [("O02", Severity.BLOCK)]
    board[-1] = replace(board[-1], post="ketua_pengawas", village_office=VillageOffice.HEAD)
    assert found(reviewed(board)) == [("O02", Severity.BLOCK)]


def test_chair_of_pengawas_must_be_the_serving_village_head() -> None:
    board = lawful()
    board[5] = replace(board[5], village_office=VillageOffice.NONE)
    assert found(reviewed(board)) == [("O03", Severity.BLOCK)]


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        ("anak", [("O04", Severity.BLOCK)]),
        ("ipar", [("O04", Severity.WARN)]),
        ("sepupu", []),
    ],
)
def test_first_degree_kin_block_and_wider_kin_warn(
    relation: str, expected: list[tuple[str, Severity]]
) -> None:
    tie = Kinship(person="p0", other="p6", relation=relation)
    assert found(reviewed(lawful(), (tie,))) == expected


@pytest.mark.parametrize(
    ("office", "severity"),
    [(VillageOffice.HEAD, Severity.BLOCK), (VillageOffice.COUNCIL, Severity.WARN)],
)
def test_village_leadership_among_pengurus(office: VillageOffice, severity: Severity) -> None:
    board = lawful()
    board[1] = replace(board[1], village_office=office)
    assert found(reviewed(board)) == [("O05", severity)]


def test_pengawas_without_clean_record_blocks() -> None:
    board = lawful()
    board[6] = replace(board[6], has_clean_record=False)
    assert found(reviewed(board)) == [("O06", Severity.BLOCK)]


def test_five_years_is_the_longest_term_and_two_the_most() -> None:
    board = lawful()
    board[0] = replace(board[0], term_until=date(2030, 6, 2))
    assert found(reviewed(board)) == [("O07", Severity.BLOCK)]
    board[0] = replace(board[0], term_until=date(2030, 6, 1), term_number=2)
    assert found(reviewed(board)) == []
    board[0] = replace(board[0], term_number=3)
    assert found(reviewed(board)) == [("O07", Severity.BLOCK)]


def test_two_posts_or_an_outsider_block() -> None:
    board = lawful()
    board[1] = replace(board[1], person="p0")
    assert found(reviewed(board)) == [("O08", Severity.BLOCK)]
    board = lawful()
    board[1] = replace(board[1], is_member=False)
    assert found(reviewed(board)) == [("O08", Severity.BLOCK)]


def test_no_woman_at_all_is_a_warning() -> None:
    board = [replace(officer, sex=Sex.MALE) for officer in lawful()]
    assert found(reviewed(board)) == [("O09", Severity.WARN)]


def test_unknown_facts_are_listed_as_unchecked() -> None:
    board = [
        Officer(person=officer.person, board=officer.board, post=officer.post)
        for officer in lawful()
    ]
    review = reviewed(board, None)
    assert review.findings == ()
    assert review.unchecked == ("O03", "O04", "O05", "O06", "O07", "O08", "O09")


def test_other_cooperatives_are_checked_by_the_cooperative_law_only() -> None:
    assert reviewed(lawful()[:2], is_village=False).findings == ()


@given(st.permutations(range(8)))
def test_order_of_the_list_does_not_matter(order: list[int]) -> None:
    board = lawful()
    board[1] = replace(board[1], person="p0")
    assert found(reviewed([board[index] for index in order])) == found(reviewed(board))


@pytest.mark.parametrize(
    ("rule", "unknown"),
    [
        ("O05", {"village_office": None}),
        ("O06", {"has_clean_record": None}),
        ("O07", {"term_until": None}),
        ("O07", {"term_number": None}),
        ("O08", {"is_member": None}),
    ],
)
def test_one_unknown_fact_among_known_good_ones_leaves_the_rule_unchecked(
    rule: str, unknown: dict[str, None]
) -> None:
    board = lawful()
    at = -1 if rule == "O06" else 0
    board[at] = replace(board[at], **unknown)  # type: ignore[arg-type]  # None for any field
    review = reviewed(board)
    assert (review.findings, review.unchecked) == ((), (rule,))


@pytest.mark.parametrize(
    ("rule", "wrong", "unknown"),
    [
        ("O05", {"village_office": VillageOffice.HEAD}, {"village_office": None}),
        ("O06", {"has_clean_record": False}, {"has_clean_record": None}),
        ("O07", {"term_number": 3}, {"term_number": None}),
        ("O08", {"is_member": False}, {"is_member": None}),
    ],
)
def test_what_is_known_to_be_wrong_stands_beside_the_unknown(
    rule: str, wrong: dict[str, object], unknown: dict[str, None]
) -> None:
    board = lawful()
    bad, open_ = (6, 7) if rule == "O06" else (0, 1)
    board[bad] = replace(board[bad], **wrong)  # type: ignore[arg-type]  # of each field's own kind
    board[open_] = replace(board[open_], **unknown)  # type: ignore[arg-type]  # None for any field
    review = reviewed(board)
    assert (found(review), review.unchecked) == ([(rule, Severity.BLOCK)], ())


def test_one_known_woman_is_enough_where_others_are_unknown() -> None:
    board = lawful()
    board[1] = replace(board[1], sex=None)
    assert (reviewed(board).findings, reviewed(board).unchecked) == ((), ())


def test_term_from_a_leap_day_ends_on_the_first_of_march() -> None:
    board = lawful()
    leap = date(2024, 2, 29)
    board[0] = replace(board[0], term_from=leap, term_until=date(2029, 3, 1))
    assert found(reviewed(board)) == []
    board[0] = replace(board[0], term_from=leap, term_until=date(2029, 3, 2))
    assert found(reviewed(board)) == [("O07", Severity.BLOCK)]
