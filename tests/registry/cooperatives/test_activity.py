import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from umpak.registry.cooperatives.choices import IdentifierKind, LegalStatus
from umpak.registry.cooperatives.models import (
    Cooperative,
    CooperativeIdentifier,
    CooperativeYear,
)
from umpak.registry.cooperatives.selectors.activity import activity_of, with_activity
from umpak.registry.cooperatives.selectors.register import activity_of_line, with_summary
from umpak.registry.cooperatives.services import YearFigures, record_year

AS_OF = dt.date(2026, 11, 22)
days = st.dates(min_value=dt.date(2018, 1, 1), max_value=dt.date(2027, 12, 31))
histories = st.fixed_dictionaries(
    {
        "founded_on": st.none() | days,
        "decreed_on": st.none() | days,
        "is_legal": st.booleans(),
        "serves_members": st.none() | st.booleans(),
        "held": st.sets(st.integers(2019, 2027)),
        "not_held": st.sets(st.integers(2019, 2027)),
    }
)


@pytest.mark.parametrize(
    ("held", "founded_on", "state"),
    [
        ({2023, 2024, 2025}, dt.date(2010, 1, 1), "aktif"),
        ({2023, 2025}, dt.date(2010, 1, 1), "kurang_tertib"),
        (set(), dt.date(2010, 1, 1), "tidak_aktif"),
        ({2025}, dt.date(2025, 6, 12), "belum_dapat_dinilai"),
    ],
)
def test_state_follows_the_history_of_annual_meetings(make_cooperative, held, founded_on, state):
    cooperative = make_cooperative(founded_on=founded_on, legal_status=LegalStatus.LEGAL)
    for year in held:
        figures = YearFigures(is_rat_held=True)
        record_year(by=None, cooperative=cooperative, book_year=year, figures=figures)
    assert activity_of(cooperative, AS_OF).state == state
    assert with_activity(Cooperative.objects.all(), AS_OF).get().activity_state == state


def test_cooperative_in_formation_is_not_called_inactive(make_cooperative):
    cooperative = make_cooperative(founded_on=dt.date(2010, 1, 1))
    assert activity_of(cooperative, AS_OF).state == "belum_dapat_dinilai"


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(batch=st.lists(histories, min_size=1, max_size=12), as_of=days)
def test_set_in_sql_agrees_with_the_rule_row_by_row(villages, batch, as_of):
    CooperativeYear.objects.all().delete()
    CooperativeIdentifier.objects.all().delete()
    Cooperative.objects.all().delete()
    for number, history in enumerate(batch):
        _write(number, history)
    rows = with_activity(Cooperative.objects.all(), as_of)
    assert [row.activity_state for row in rows] == [activity_of(row, as_of).state for row in rows]
    lines = with_summary(Cooperative.objects.all())
    assert [activity_of_line(line, as_of) for line in lines] == [
        activity_of(row, as_of) for row in rows
    ]
    assert [row.rat_count for row in rows] == [len(activity_of(row, as_of).held) for row in rows]


def _write(number, history):
    cooperative = Cooperative.objects.create(
        name=f"Koperasi {number}",
        name_key=str(number),
        kind="consumer",
        village_id="99.01.01.2001",
        registered_on=dt.date(2020, 1, 1),
        founded_on=history["founded_on"],
        legal_status=LegalStatus.LEGAL if history["is_legal"] else LegalStatus.IN_FORMATION,
        serves_members=history["serves_members"],
    )
    CooperativeYear.objects.bulk_create(
        CooperativeYear(
            cooperative=cooperative, book_year=year, is_rat_held=year in history["held"]
        )
        for year in history["held"] | history["not_held"]
    )
    if history["decreed_on"]:
        CooperativeIdentifier.objects.create(
            cooperative=cooperative,
            kind=IdentifierKind.AHU,
            value=f"AHU-009900{number}.AH.01.29.TAHUN 2020",
            as_typed="x",
            issued_on=history["decreed_on"],
        )
