"""The snapshot's blocking findings in SQL: the same as the rule's, one cooperative at a time."""

import datetime as dt

from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from umpak.registry.cooperatives.choices import BOARD_OF_POST, Post, Relation, VillageOffice
from umpak.registry.cooperatives.models import Cooperative, CooperativeOfficer, OfficerKinship
from umpak.registry.cooperatives.selectors.officers import officer_review, serving_officers
from umpak.registry.cooperatives.snapshot import officer_blocks_sql
from umpak.rules.officers import Severity

ON = dt.date(2026, 11, 22)
LAWFUL = (
    (Post.CHAIR, VillageOffice.NONE), (Post.VICE_CHAIR_BUSINESS, VillageOffice.NONE),
    (Post.VICE_CHAIR_MEMBERSHIP, VillageOffice.NONE), (Post.SECRETARY, VillageOffice.NONE),
    (Post.TREASURER, VillageOffice.NONE), (Post.PENGAWAS_CHAIR, VillageOffice.HEAD),
    (Post.PENGAWAS_MEMBER, VillageOffice.COUNCIL), (Post.PENGAWAS_MEMBER, VillageOffice.NONE),
    (Post.SHARIA_MEMBER, VillageOffice.NONE),
)  # fmt: skip
LEAP = dt.date(2024, 2, 29)
changes = st.fixed_dictionaries(
    {},
    optional={
        "village_office": st.sampled_from(["", *VillageOffice.values]),
        "has_clean_record": st.sampled_from([None, False]),
        "is_member": st.sampled_from([None, False]),
        "term_number": st.sampled_from([None, 2, 3]),
        "from_on": st.sampled_from([None, LEAP, dt.date(2026, 11, 22), dt.date(2026, 11, 23)]),
        "until_on": st.sampled_from([None, dt.date(2029, 3, 1), dt.date(2029, 3, 2)]),
        "ended_on": st.sampled_from([ON, dt.date(2026, 11, 23)]),
        "person_key": st.just("a"),
        "nik_hash": st.just(b"1"),
    },
)
boards = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["kmp", "consumer"]),
        "are_kin_asked": st.booleans(),
        "tie": st.sampled_from([None, Relation.CHILD, Relation.SIBLING]),
        "gone": st.sets(st.integers(0, 8), max_size=3) | st.just(set(range(9))),
        "changes": st.dictionaries(st.integers(0, 8), changes, max_size=2),
    }
)  # fmt: skip


def found_in_sql() -> dict[int, bool]:
    sql = officer_blocks_sql(ON).replace(":as_of", "%(as_of)s::date").replace(" % 2", " %% 2")
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {sql} SELECT * FROM blocks", {"as_of": ON})  # noqa: S608  # our own query
        return dict(cursor.fetchall())


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(batch=st.lists(boards, min_size=1, max_size=8))
def test_set_in_sql_agrees_with_the_rule_board_by_board(villages, batch):
    OfficerKinship.objects.all().delete()
    CooperativeOfficer.objects.all().delete()
    Cooperative.objects.all().delete()
    written = [_write(number, board) for number, board in enumerate(batch)]
    expected = {}
    for cooperative in written:
        officers = serving_officers(cooperative, ON)
        review = officer_review(cooperative, officers, ON)
        if any(officer.board != "dewan_pengawas_syariah" for officer in officers):
            expected[cooperative.pk] = any(
                finding.severity is Severity.BLOCK for finding in review.findings
            )
    assert found_in_sql() == expected


def test_lawful_board_is_not_blocked_and_one_more_officer_makes_it_even(villages):
    cooperative = _write(1, {"kind": "kmp", "gone": {8}, "changes": {}, "tie": None,
                             "are_kin_asked": True})  # fmt: skip
    assert found_in_sql() == {cooperative.pk: False}
    CooperativeOfficer.objects.filter(post=Post.PENGAWAS_MEMBER).first().delete()
    assert found_in_sql() == {cooperative.pk: True}


def test_where_nobody_is_on_record_nobody_knows(make_cooperative):
    make_cooperative()
    assert found_in_sql() == {}


def test_before_the_rules_were_in_force_nothing_is_found(villages):
    assert "WHERE false" in officer_blocks_sql(dt.date(1990, 1, 1))


def _write(number: int, board) -> Cooperative:
    cooperative = Cooperative.objects.create(
        name=f"Koperasi {number}", name_key=str(number), kind=board["kind"],
        village_id="99.01.01.2001", registered_on=dt.date(2020, 1, 1),
        kinship_declared_on=ON if board["are_kin_asked"] else None,
    )  # fmt: skip
    officers = []
    for place, (post, office) in enumerate(LAWFUL):
        if place in board["gone"]:
            continue
        fields = {
            "person_key": f"n{place}", "from_on": dt.date(2025, 7, 1), "term_number": 1,
            "until_on": dt.date(2030, 6, 30), "is_member": True, "village_office": office,
            "has_clean_record": True, "sex": "female",
        } | board["changes"].get(place, {})  # fmt: skip
        fields |= {"end_reason": "pindah"} if "ended_on" in fields else {}
        fields |= {"nik": "x"} if "nik_hash" in fields else {}
        start, end, left = fields["from_on"], fields["until_on"], fields.get("ended_on")
        if start and ((end and end < start) or (left and left < start)):
            fields["from_on"] = None
        officers.append(
            CooperativeOfficer(
                cooperative=cooperative, board=BOARD_OF_POST[post], post=post,
                person_name=f"Contoh {place}", **fields,
            )
        )  # fmt: skip
    officers = CooperativeOfficer.objects.bulk_create(officers)
    if board["tie"] and len(officers) > 1:
        OfficerKinship.objects.create(
            officer=officers[0], other=officers[-1], relation=board["tie"]
        )
    return cooperative
