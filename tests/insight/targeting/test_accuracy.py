"""Targeting quality of the programmes of families, set-wise and as the rule has it."""

import datetime as dt

import pytest
from tests.foundation.snapshot.test_past import recorded_on
from tests.insight.targeting.conftest import AS_OF, VILLAGES, regency

from umpak.foundation.access.choices import Role
from umpak.foundation.access.errors import NotPermitted
from umpak.parameters.targeting import programme_targets
from umpak.registry.territory.choices import Level
from umpak.rules.targeting import TargetingCounts, targeting_quality

__all__ = ["regency"]
pytestmark = pytest.mark.django_db(transaction=True)

QUARTER, BEFORE = dt.date(2026, 7, 1), dt.date(2026, 4, 1)
PKH = programme_targets(AS_OF)[0]


@pytest.fixture
def head(regency, make_user):
    return make_user(Role.HEAD)


def found(user, level=Level.REGENCY, **asked):
    from umpak.insight.targeting.accuracy import accuracies

    return accuracies(
        user, **{"programme": PKH, "period_on": QUARTER, "level": level, "most_desil": 2} | asked
    )


def test_programmes_have_a_target_with_its_source():
    from umpak.insight.targeting.accuracy import FLAGS

    targets = programme_targets(AS_OF)
    assert {one.code: one.most_desil for one in targets} == {
        "pkh": 4, "sembako": 4, "pbi": 5, "blt": 2,
    }  # fmt: skip
    assert set(FLAGS) == {one.code for one in targets}
    assert all("belum diverifikasi" in one.citation or "kepala dinas" in one.citation
               for one in targets)  # fmt: skip


def test_regency_counts_are_those_of_the_families(head):
    """15 of 60 families are in desil 1; family 0 of each village receives, 5 of them in desil 1."""
    (row,) = found(head)
    assert row.code == "99.01"
    assert row.quality == targeting_quality(
        TargetingCounts(everybody=60, target=15, beneficiaries=6, both=5)
    )
    assert row.unranked == 0


def test_target_is_the_programmes_own_unless_another_is_asked(head):
    (row,) = found(head, most_desil=None)
    assert (row.most_desil, row.quality.counts.target) == (4, 15)
    (row,) = found(head, most_desil=6)
    assert row.quality.counts.target == 60
    assert row.quality.false_positive_rate.value is None


def test_other_quarter_other_target(head):
    (row,) = found(head, period_on=BEFORE)
    assert (row.quality.counts.everybody, row.quality.counts.target) == (60, 0)
    assert row.quality.exclusion_error.value is None
    assert row.quality.exclusion_error.reason
    assert row.quality.inclusion_error.value == 1


def test_recipients_are_those_of_the_quarters_last_day(head):
    recorded_on(dt.date(2026, 9, 30), "people_household")
    give_pkh_to_all()
    (row,) = found(head)
    assert row.recipients_on == dt.date(2026, 9, 30)
    assert (row.quality.counts.beneficiaries, row.quality.counts.everybody) == (6, 60)
    assert (row.quality.counts.both, row.later) == (5, 0)


def test_history_that_begins_after_the_quarter_leaves_the_recipients_of_today_and_says_so(head):
    recorded_on(dt.date(2026, 10, 1), "people_household")
    give_pkh_to_all()
    (row,) = found(head)
    assert (row.recipients_on, row.quality.counts.beneficiaries) == (AS_OF, 60)


def test_quarter_that_is_not_over_has_the_recipients_of_today(head):
    from umpak.registry.people.models import DesilRecord

    recorded_on(dt.date(2026, 9, 30), "people_household")
    DesilRecord.objects.filter(period_on=QUARTER).update(period_on=dt.date(2026, 10, 1))
    give_pkh_to_all()
    (row,) = found(head, period_on=dt.date(2026, 10, 1))
    assert (row.recipients_on, row.quality.counts.beneficiaries) == (AS_OF, 60)


def test_family_that_was_recorded_after_the_quarter_is_in_no_set_and_told(head):
    from umpak.registry.people.models import DesilRecord, Household

    recorded_on(dt.date(2026, 9, 30), "people_household")
    for has_desil in (True, False):
        late = Household.objects.create(
            village_id=VILLAGES[0], head_name="Baru", desil=1, desil_period_on=QUARTER, has_pkh=True
        )
        if has_desil:
            DesilRecord.objects.create(household=late, period_on=QUARTER, desil=1, source="uji")
    (row,) = found(head)
    assert (row.quality.counts.everybody, row.quality.counts.target) == (60, 15)
    assert (row.quality.counts.beneficiaries, row.later, row.unranked) == (6, 1, 0)


def give_pkh_to_all():
    from umpak.registry.people.models import Household

    Household.objects.update(has_pkh=True)


def test_levels_add_up(head):
    totals = [
        sum(row.quality.counts.both for row in found(head, level))
        for level in (Level.REGENCY, Level.DISTRICT, Level.VILLAGE)
    ]
    assert totals == [5, 5, 5]
    assert [row.code for row in found(head, Level.VILLAGE)] == VILLAGES
    assert found(head, Level.VILLAGE)[0].district_name == "Kecamatan 1"
    assert [row.code for row in found(head, Level.VILLAGE, within="99.01.02")] == VILLAGES[3:]


def test_family_without_a_decile_is_in_no_set_and_told_apart(head):
    from umpak.registry.people.models import DesilRecord

    DesilRecord.objects.filter(household__has_pkh=True, household__village_id=VILLAGES[0]).delete()
    (row,) = found(head)
    assert (row.quality.counts.everybody, row.quality.counts.beneficiaries) == (59, 5)
    assert row.unranked == 1


def test_restricted_family_is_in_no_set(head):
    from umpak.registry.people.models import Household

    Household.objects.filter(village_id=VILLAGES[5]).update(is_restricted=True)
    (row,) = found(head)
    assert row.quality.counts.everybody == 50


def test_every_programme_reads_its_own_flag(head):
    from umpak.registry.people.models import Household

    Household.objects.update(has_pkh=False, has_sembako=False, has_pbi=False, has_blt=False)
    flags = dict(zip(VILLAGES, ("pkh", "sembako", "pbi", "blt"), strict=False))
    for place, (village, code) in enumerate(flags.items(), start=1):
        keys = Household.objects.filter(village_id=village).values_list("pk")[:place]
        Household.objects.filter(pk__in=[key for (key,) in keys]).update(**{f"has_{code}": True})
    counts = [
        found(head, programme=one)[0].quality.counts.beneficiaries
        for one in programme_targets(AS_OF)
    ]
    assert counts == [1, 2, 3, 4]


def test_place_without_families_has_undefined_measures_not_zero(head):
    from umpak.registry.people.models import DesilRecord, Household

    DesilRecord.objects.filter(household__village_id=VILLAGES[0]).delete()
    Household.objects.filter(village_id=VILLAGES[0]).delete()
    row = found(head, Level.VILLAGE)[0]
    assert row.quality.counts.everybody == 0
    assert (row.quality.coverage.value, row.quality.cgh) == (None, None)


@pytest.fixture
def planner(head, make_user):
    """Reads the figures of the whole regency, and no family."""
    return make_user(Role.PLANNER)


def as_shown(row):
    counts = row.quality.counts
    return counts.everybody, counts.target, counts.beneficiaries, counts.both


def test_counts_are_rounded_for_who_may_not_see_the_families(head, planner):
    """In village 4 of ten families 3 are in desil 1, and one of these receives."""
    exact, shown = found(head, Level.VILLAGE)[3], found(planner, Level.VILLAGE)[3]
    assert (as_shown(exact), exact.is_rounded) == ((10, 3, 1, 1), False)
    assert (as_shown(shown), shown.is_rounded) == ((10, 5, 0, 0), True)
    assert shown.quality.coverage.value == 0
    assert shown.quality.inclusion_error.value is None


def test_same_places_are_shown_for_every_programme_target_and_level(head, planner):
    """One family less in one table would be found by subtraction from another."""
    from umpak.registry.people.models import Household

    for number, flag in enumerate(("has_sembako", "has_pbi", "has_blt"), start=1):
        few = Household.objects.filter(village_id=VILLAGES[number]).values_list("pk", flat=True)
        Household.objects.filter(pk__in=list(few[: number + 1])).update(**{flag: True})
    tables = [
        found(planner, level, programme=programme, most_desil=most)
        for programme in programme_targets(AS_OF)
        for most in (1, 2, 6)
        for level in (Level.VILLAGE, Level.DISTRICT, Level.REGENCY)
    ]
    assert not any(row.is_hidden for rows in tables for row in rows)
    assert all(count % 5 == 0 for rows in tables for row in rows for count in as_shown(row))
    targets = {
        (row.code, row.most_desil, row.quality.counts.target) for rows in tables for row in rows
    }
    assert len(targets) == len({(code, most) for code, most, _target in targets})


def test_place_of_few_families_is_hidden_in_every_table(head, planner):
    from umpak.registry.people.models import DesilRecord, Household

    few = Household.objects.filter(village_id=VILLAGES[0]).values_list("pk", flat=True)
    gone = DesilRecord.objects.filter(household__village_id=VILLAGES[0])
    gone.exclude(household__in=list(few[:4])).delete()
    for programme in programme_targets(AS_OF):
        for most in (1, 6):
            rows = found(planner, Level.VILLAGE, programme=programme, most_desil=most)
            assert [row.code for row in rows if row.is_hidden] == [VILLAGES[0]]
            assert rows[0].unranked is None
    assert not any(row.is_hidden for row in found(head, Level.VILLAGE))


def test_camat_counts_the_own_district_only(regency, make_user):
    camat = make_user(Role.DISTRICT_OFFICE, "99.01.02")
    assert found(camat, Level.REGENCY) == []
    (row,) = found(camat, Level.DISTRICT)
    assert (row.code, row.quality.counts.everybody) == ("99.01.02", 30)
    assert [row.code for row in found(camat, Level.VILLAGE, within="99.01.01")] == []


def test_role_without_insight_is_refused(regency, make_user):
    with pytest.raises(NotPermitted):
        found(make_user(Role.PKK, "99.01.02"))


def test_quarters_are_told_newest_first(head, make_user):
    from umpak.insight.targeting.accuracy import periods

    assert periods(head) == [QUARTER, BEFORE]
    assert periods(make_user()) == []


def test_it_costs_the_same_queries_for_six_villages_as_for_one_regency(
    head, django_assert_max_num_queries
):
    for level in (Level.REGENCY, Level.VILLAGE):
        found(head, level)
        with django_assert_max_num_queries(4):
            found(head, level)
