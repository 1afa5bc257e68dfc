"""The snapshot of a day gone by: dated facts of that day, undated ones from the history."""

import datetime as dt

import pyarrow.parquet as pq
import pytest
from django.db import connection
from tests.insight.targeting.conftest import VILLAGES, regency

from umpak.foundation import calendar
from umpak.foundation.snapshot import take_snapshot
from umpak.pipelines.lake import Lake
from umpak.pipelines.sources import PENDING, SOURCES

__all__ = ["regency"]
pytestmark = pytest.mark.django_db(transaction=True)

DAY = dt.date(2026, 9, 1)
LAST_PLACE = VILLAGES[5]


@pytest.fixture
def taken(regency, tmp_path):
    """`taken(day)`: the snapshot, and `rows(table)` of it."""

    def take(day=DAY):
        lake = Lake(folder=tmp_path / "lake" / str(day))
        lake.remove()
        snapshot = take_snapshot(lake, as_of=day, regency_code="99.01")
        return snapshot, lambda name: pq.ParquetFile(lake.files(name)[0]).read().to_pylist()

    return take


def recorded_on(day: dt.date, table: str) -> None:
    """Let all that the history of a table knows so far have happened on a day."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table}event DISABLE TRIGGER USER")
        cursor.execute(f"UPDATE {table}event SET pgh_created_at = %s", [day])  # noqa: S608  # our own table
        cursor.execute(f"ALTER TABLE {table}event ENABLE TRIGGER USER")


def businesses(rows) -> int:
    return sum(row["has_business"] for row in rows("households"))


def dating_of(snapshot, table):
    return next(found for found in snapshot.datings if found.table == table)


def test_undated_fact_is_read_as_it_was_recorded_on_the_day(taken):
    from umpak.registry.people.models import Household

    recorded_on(dt.date(2026, 8, 1), "people_household")
    Household.objects.update(has_business=False)
    snapshot, rows = taken()
    assert businesses(rows) == 30
    dating = dating_of(snapshot, "people_household")
    assert (dating.rows, dating.later, dating.first_on) == (60, 0, "2026-08-01")
    assert businesses(taken(calendar.today())[1]) == 0


def test_change_on_the_day_itself_counts_and_on_the_next_does_not(taken):
    from umpak.registry.people.models import Household

    recorded_on(dt.date(2026, 8, 1), "people_household")
    Household.objects.update(has_business=True)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE people_householdevent DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE people_householdevent SET pgh_created_at = %s WHERE pgh_label = 'update'",
            [dt.datetime(2026, 9, 1, 23, 59, tzinfo=calendar.zone())],
        )
        cursor.execute("ALTER TABLE people_householdevent ENABLE TRIGGER USER")
    assert businesses(taken(dt.date(2026, 9, 1))[1]) == 60
    assert businesses(taken(dt.date(2026, 8, 31))[1]) == 30


def test_table_whose_history_begins_later_is_wholly_of_today_and_says_so(taken):
    from umpak.registry.people.models import Household

    Household.objects.filter(village_id=LAST_PLACE).update(has_business=False)
    snapshot, rows = taken()
    assert businesses(rows) == 25
    dating = dating_of(snapshot, "people_household")
    assert (dating.rows, dating.later, dating.is_of_the_day) == (60, 60, False)


def test_record_written_after_the_day_is_left_out_where_the_history_reaches_back(taken):
    from umpak.registry.cooperatives.models import Cooperative

    recorded_on(dt.date(2026, 8, 1), "cooperatives_cooperative")
    Cooperative.objects.create(
        name="Baru Dicatat", name_key="baru", kind="consumer", village_id=LAST_PLACE,
        founded_on=dt.date(2010, 1, 1), registered_on=dt.date(2010, 1, 1),
    )  # fmt: skip
    snapshot, _rows = taken()
    dating = dating_of(snapshot, "cooperatives_cooperative")
    assert snapshot.rows["cooperatives"] == 2
    assert (dating.rows, dating.later, dating.is_of_the_day) == (3, 1, True)
    assert taken(calendar.today())[0].rows["cooperatives"] == 3


def test_newer_version_of_an_index_never_stands_beside_the_one_of_the_day(taken):
    from umpak.insight.village_index.models import IndexRecord

    fields = {"village_id": LAST_PLACE, "instrument": "idm", "year": 2024, "form": "composite",
              "composite": "0.7", "status": "BERKEMBANG", "computed_status": "BERKEMBANG",
              "weakest": "IKE"}  # fmt: skip
    IndexRecord.objects.create(version="pertama", is_current=True, **fields)
    recorded_on(dt.date(2026, 8, 1), "village_index_indexrecord")
    IndexRecord.objects.update(is_current=None)
    IndexRecord.objects.create(version="kedua", is_current=True, **fields | {"composite": "0.8"})
    composites = [taken(day)[1]("village_index") for day in (DAY, calendar.today())]
    assert [[row["composite"] for row in rows] for rows in composites] == [[0.7], [0.8]]


def test_decile_is_the_one_of_the_day_and_its_quarter(taken):
    last = [row for row in taken(dt.date(2026, 6, 30))[1]("households")
            if row["village_code"] == LAST_PLACE]  # fmt: skip
    assert {(row["desil"], row["desil_period"]) for row in last} == {(6, "2026-Q2")}


def test_family_without_a_decile_counts_from_its_record_on(taken):
    from umpak.registry.people.models import DesilRecord, Household

    family = Household.objects.filter(village_id=LAST_PLACE).first()
    DesilRecord.objects.filter(household=family).delete()
    Household.objects.filter(pk=family.pk).update(desil=None, desil_period_on=None)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE people_desilrecordevent DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM people_desilrecordevent WHERE household_id = %s", [family.pk])
        cursor.execute("ALTER TABLE people_desilrecordevent ENABLE TRIGGER USER")
    assert taken()[0].rows["households"] == 59
    assert taken(calendar.today())[0].rows["households"] == 60
    recorded_on(dt.date(2026, 8, 1), "people_household")
    assert taken()[0].rows["households"] == 60


def test_family_restricted_today_stays_out_of_every_past(taken):
    from umpak.registry.people.models import Household

    recorded_on(dt.date(2026, 8, 1), "people_household")
    Household.objects.filter(village_id=LAST_PLACE).update(is_restricted=True)
    assert taken()[0].rows["households"] == 50


def test_record_deleted_later_is_there_on_the_day_and_gone_today(taken):
    from umpak.registry.cooperatives.models import Cooperative, CooperativeYear

    for table in ("cooperatives_cooperative", "cooperatives_cooperativeyear"):
        recorded_on(dt.date(2026, 8, 1), table)
    CooperativeYear.objects.filter(cooperative__name="Lelap").delete()
    Cooperative.objects.filter(name="Lelap").delete()
    past, rows = taken()
    assert past.rows["cooperatives"] == 2
    assert {row["activity_state"] for row in rows("cooperatives")} == {"aktif", "tidak_aktif"}
    assert taken(calendar.today())[0].rows["cooperatives"] == 1


def test_cooperative_stands_by_its_own_dates(taken):
    from umpak.registry.cooperatives.models import (
        Cooperative,
        CooperativeIdentifier,
        CooperativeYear,
    )

    healthy = Cooperative.objects.get(name="Sehat Bersama")
    for kind, value in (("ahu", "AHU-0099001.AH.01.29.TAHUN 2026"), ("nib", "1234567890123")):
        CooperativeIdentifier.objects.create(
            cooperative=healthy, kind=kind, value=value, as_typed=value,
            issued_on=dt.date(2026, 9, 2),
        )  # fmt: skip
    CooperativeYear.objects.filter(cooperative=healthy, book_year=2025).update(
        rat_on=dt.date(2026, 9, 2), reported_on=dt.date(2026, 9, 2), members=99
    )
    Cooperative.objects.filter(name="Lelap").update(
        founded_on=dt.date(2026, 9, 2), registered_on=dt.date(2026, 9, 2)
    )
    for table in ("cooperative", "cooperativeyear", "cooperativeidentifier"):
        recorded_on(dt.date(2026, 8, 1), f"cooperatives_{table}")
    facts = ("is_legal", "has_nib", "members")
    (before,) = taken(dt.date(2026, 9, 1))[1]("cooperatives")
    after, _sleeping = taken(dt.date(2026, 9, 2))[1]("cooperatives")
    assert [before[fact] for fact in facts] == [False, False, 40]
    assert [after[fact] for fact in facts] == [True, True, 99]


def test_annual_meeting_held_after_the_day_does_not_count_on_it(taken):
    from umpak.registry.cooperatives.models import CooperativeYear

    CooperativeYear.objects.filter(cooperative__name="Sehat Bersama", book_year=2025).update(
        rat_on=dt.date(2026, 9, 2)
    )
    recorded_on(dt.date(2026, 8, 1), "cooperatives_cooperativeyear")
    states = []
    for day in (dt.date(2026, 9, 1), dt.date(2026, 9, 2)):
        (row,) = [row for row in taken(day)[1]("cooperatives") if row["is_ksp"]]
        states.append((row["activity_state"], row["is_rat_overdue"]))
    assert states == [("kurang_tertib", True), ("aktif", False)]


def test_enterprise_has_the_decile_and_permits_of_the_day(taken):
    from umpak.registry.enterprises.models import Enterprise, Permit
    from umpak.registry.people.models import Household

    family = Household.objects.filter(village_id=LAST_PLACE, desil=1).first()
    enterprise = Enterprise.objects.create(
        name="Keripik", owner_kind="perorangan", household=family,
        village_id=LAST_PLACE, sector="makanan_olahan", started_on=dt.date(2026, 6, 1),
        started_year=2026,
    )  # fmt: skip
    Permit.objects.create(
        enterprise=enterprise, kind="nib", number="1234567890123", issued_on=dt.date(2026, 9, 2)
    )
    assert taken(dt.date(2026, 5, 31))[0].rows["enterprises"] == 0
    found = [taken(day)[1]("enterprises")[0]
             for day in (dt.date(2026, 6, 30), dt.date(2026, 9, 2))]  # fmt: skip
    assert [(row["owner_desil"], row["has_nib"]) for row in found] == [(6, False), (1, True)]


def test_today_needs_no_history(taken):
    assert taken(calendar.today())[0].datings == ()


def test_columns_that_wait_for_a_wing_are_empty_and_no_others_are_declared_so(taken):
    rows = taken(calendar.today())[1]
    assert sorted(PENDING) == ["cooperatives.active_units", "cooperatives.has_savings_permit"]
    for named in PENDING:
        table, column = named.split(".")
        assert column in SOURCES[table].nullable
        assert {row[column] for row in rows(table)} == {None}


def test_officers_on_record_are_judged_and_silence_stays_unknown(taken):
    from umpak.registry.cooperatives.models import Cooperative, CooperativeOfficer

    healthy = Cooperative.objects.get(name="Sehat Bersama")
    CooperativeOfficer.objects.create(
        cooperative=healthy, board="pengurus", post="ketua", person_name="A", person_key="a",
        is_member=False,
    )  # fmt: skip
    blocks = [row["has_officer_block"] for row in taken(calendar.today())[1]("cooperatives")]
    assert sorted(blocks, key=str) == [None, True]


def test_first_entry_is_dated_by_the_day_of_the_office_and_not_of_greenwich(taken):
    recorded_on(dt.datetime(2026, 8, 1, 1, 30, tzinfo=calendar.zone()), "people_household")
    assert dating_of(taken()[0], "people_household").first_on == "2026-08-01"


def test_business_of_a_restricted_family_is_counted_nowhere(taken):
    from umpak.registry.enterprises.models import Enterprise
    from umpak.registry.people.models import Household

    family = Household.objects.first()
    for name, household in (("Satu", family), ("Dua", None)):
        Enterprise.objects.create(
            name=name, village_id=family.village_id, sector="lainnya", household=household,
            owner_name="" if household else "Contoh",
        )  # fmt: skip
    today = calendar.today()
    assert len(taken(today)[1]("enterprises")) == 2
    Household.objects.filter(pk=family.pk).update(is_restricted=True)
    assert len(taken(today)[1]("enterprises")) == Enterprise.objects.count() == 1


def call(state: str, day: dt.date, *, said_at: dt.datetime | None = None) -> None:
    from umpak.registry.registers.models import RegisterState

    RegisterState.objects.create(
        regency_id="99.01", register="cooperatives", state=state, as_of=day, row_count=2,
        declared_at=said_at or calendar.now(),
    )  # fmt: skip


def test_list_that_is_being_filled_now_was_not_called_so_on_a_day_before_anybody_said_it(taken):
    recorded_on(dt.date(2026, 8, 1), "cooperatives_cooperative")
    call("filling", calendar.today())
    assert "cooperatives" not in taken()[0].partial
    assert {"cooperatives", "served_villages"} <= set(taken(calendar.today())[0].partial)


@pytest.mark.parametrize(
    ("day", "is_partial"), [(dt.date(2026, 8, 9), False), (dt.date(2026, 8, 10), True)]
)
def test_list_is_being_filled_from_the_day_that_the_word_names(taken, day, is_partial):
    recorded_on(dt.date(2026, 8, 1), "cooperatives_cooperative")
    said_at = dt.datetime(2026, 8, 5, 12, tzinfo=calendar.zone())
    call("filling", dt.date(2026, 8, 10), said_at=said_at)
    assert ("cooperatives" in taken(day)[0].partial) is is_partial


def test_word_is_read_of_the_same_day_as_the_table_that_it_is_about(taken):
    """Where the history of the table begins later, both are of today."""
    recorded_on(dt.date(2026, 10, 1), "cooperatives_cooperative")
    call("filling", calendar.today())
    assert "cooperatives" in taken()[0].partial
    call("complete", calendar.today())
    assert "cooperatives" not in taken()[0].partial
