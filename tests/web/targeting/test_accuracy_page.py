"""The page Ketepatan sasaran: filters, table, chart, files, scope and hidden small numbers."""

import csv
import dataclasses
import datetime as dt
import io

import pytest
from python_calamine import CalamineWorkbook
from tests.foundation.snapshot.test_past import recorded_on
from tests.web.targeting.conftest import VILLAGES, head, office, places, url

from umpak.foundation import calendar
from umpak.foundation.access import roles
from umpak.foundation.access.choices import Permission, Role
from umpak.foundation.audit.models import AuditEntry
from umpak.registry.people.models import DesilRecord, Household
from umpak.web import formats

__all__ = ["head", "office", "places"]
QUARTER = dt.date(2026, 7, 1)
PKH = {"program": "pkh", "desil": "2", "tingkat": "village"}


@pytest.fixture
def families(installation):
    """In each village 10, 20 and 30 families; a third of them in desil 1, every fifth with PKH."""
    for place, village in enumerate(VILLAGES, start=1):
        for number in range(place * 10):
            desil = 1 if number % 3 == 0 else 7
            family = Household.objects.create(
                village_id=village, head_name=f"Keluarga {number}", desil=desil,
                desil_period_on=QUARTER, has_pkh=number % 5 == 0,
            )  # fmt: skip
            DesilRecord.objects.create(
                household=family, period_on=QUARTER, desil=desil, source="uji"
            )


@pytest.fixture
def blind(monkeypatch):
    """Planners may look at figures, but at no family."""
    spec = roles.ROLES[Role.PLANNER]
    less = dataclasses.replace(spec, permissions=spec.permissions - {Permission.PEOPLE_VIEW})
    monkeypatch.setattr("umpak.foundation.access.scope.ROLES", {**roles.ROLES, Role.PLANNER: less})


def page(client, **query) -> str:
    return client.get(url("targeting_accuracy", **query)).content.decode()


def rows_of(client, **query) -> list[dict[str, str]]:
    answer = client.get(url("targeting_accuracy", **query | {"unduh": "csv"}))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_without_deciles_the_page_says_what_to_do(office, installation):
    assert "Belum ada desil keluarga" in page(office)


def test_page_says_as_of_which_day_the_recipients_are(office, families):
    today = formats.date_long(calendar.today())
    shown = page(office, **PKH)
    assert f"Penerima sebagaimana tercatat pada {today}." in shown
    assert "riwayat keluarga baru dimulai sesudah triwulan berakhir" in shown
    recorded_on(dt.date(2026, 9, 1), "people_household")
    Household.objects.create(village_id=VILLAGES[0], head_name="Baru").desil_records.create(
        period_on=QUARTER, desil=1, source="uji"
    )
    shown = page(office, **PKH)
    assert "Penerima sebagaimana tercatat pada 30 September 2026." in shown
    assert "1 keluarga baru tercatat sesudahnya dan tidak dihitung." in shown
    assert "riwayat keluarga baru dimulai" not in shown


def test_regency_stands_above_with_its_counts(office, families):
    """21 of 60 in desil 1, 12 receive, 5 of them are in desil 1: families 0 and 15."""
    shown = page(office, **PKH)
    assert "PKH terhadap desil 1–2, desil TW III 2026" in shown
    assert "16 dari 21 keluarga" in shown
    assert "7 dari 12 keluarga" in shown


def test_form_shows_what_the_table_answers(office, families):
    assert '<option value="district" selected>' in page(office)
    assert '<option value="village" selected>' in page(office, tingkat="village")


def test_file_has_the_rows_and_figures_of_the_page(office, families):
    rows = rows_of(office, **PKH, urut="code")
    assert [row["Keluarga berdesil"] for row in rows] == ["10", "20", "30"]
    assert [row["Sasaran"] for row in rows] == ["4", "7", "10"]
    assert [row["Penerima"] for row in rows] == ["2", "4", "6"]
    assert [row["Sasaran yang menerima"] for row in rows] == ["1", "2", "2"]
    assert [row["Terlewat (%)"] for row in rows] == ["75.00", "71.43", "80.00"]
    assert rows[0]["Kode"] == VILLAGES[0]


def test_xlsx_holds_numbers_and_the_trail_knows_of_it(office, families):
    answer = office.get(url("targeting_accuracy", **PKH, unduh="xlsx", lain="3201"))
    assert answer["Cache-Control"] == "private, no-store"
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    lines = book.get_sheet_by_index(0).to_python()
    assert len(lines) == 4
    assert [line[3] for line in lines] == ["Keluarga berdesil", 30, 10, 20]
    entry = AuditEntry.objects.get(verb="list.export")
    assert entry.details["query"]["program"] == "pkh"
    assert "lain" not in entry.details["query"]


def test_worst_place_comes_first_and_headings_turn_the_order(office, families):
    exclusion = [row["Terlewat (%)"] for row in rows_of(office, **PKH)]
    assert exclusion == ["80.00", "75.00", "71.43"]
    turned = [row["Terlewat (%)"] for row in rows_of(office, **PKH, urut="exclusion")]
    assert turned == exclusion[::-1]
    assert 'aria-sort="descending"' in page(office, **PKH)


def test_district_and_target_narrow_the_question(office, families):
    rows = rows_of(office, **PKH | {"wilayah": "99.01.02"})
    assert [row["Kode"] for row in rows] == VILLAGES[2:]
    assert {row["Sasaran"] for row in rows_of(office, **PKH | {"desil": "7"})} == {"10", "20", "30"}


@pytest.mark.parametrize("wrong", [
    {"program": "x"}, {"desil": "11"}, {"desil": "x"}, {"periode": "2020"}, {"tingkat": "dunia"},
    {"wilayah": "11.11.11"}, {"urut": "rahasia"}, {"unduh": "exe"},
])  # fmt: skip
def test_unknown_words_in_the_address_have_the_usual_answer(office, families, wrong):
    assert office.get(url("targeting_accuracy", **wrong)).status_code == 200


def test_chart_has_its_figures_beside_the_table(office, families):
    shown = page(office, **PKH, tampil="grafik")
    assert "data-chart" in shown
    assert "Sasaran yang terlewat" in shown
    assert "data-chart" not in page(office, **PKH)


def test_counts_are_rounded_on_the_page_and_in_the_file(as_user, families, blind):
    """Of 10, 20 and 30 families 4, 7 and 10 are in desil 1."""
    planner = as_user(Role.PLANNER)
    shown = page(planner, **PKH)
    assert "setiap jumlah dibulatkan ke kelipatan 5 terdekat" in shown
    rows = sorted(rows_of(planner, **PKH), key=lambda row: row["Kode"])
    assert [row["Sasaran"] for row in rows] == ["5", "5", "10"]
    answer = planner.get(url("targeting_accuracy", **PKH, unduh="csv"))
    assert "dibulatkan" in answer["Content-Disposition"]


def test_place_of_few_families_says_that_it_is_hidden(as_user, families, blind):
    few = DesilRecord.objects.filter(household__village_id=VILLAGES[0])
    few.exclude(pk__in=list(few.values_list("pk", flat=True)[:4])).delete()
    planner = as_user(Role.PLANNER)
    assert "&lt; 5" in page(planner, **PKH)
    hidden = [row for row in rows_of(planner, **PKH) if row["Kode"] == VILLAGES[0]]
    assert [row["Sasaran"] for row in hidden] == [""]


def test_camat_sees_the_own_district_only(as_user, families):
    camat = as_user(Role.DISTRICT_OFFICE, "99.01.02")
    assert [row["Kode"] for row in rows_of(camat, **PKH)] == VILLAGES[2:]
    assert "Embun" not in page(camat, **PKH)


def test_role_without_export_reads_and_takes_nothing_away(as_user, families):
    facilitator = as_user(Role.FACILITATOR, VILLAGES[0])
    assert "unduh=xlsx" not in page(facilitator, **PKH)
    answer = facilitator.get(url("targeting_accuracy", **PKH, unduh="xlsx"))
    assert answer.status_code == 403


def test_room_stands_in_the_navigation(office, families):
    assert 'href="/ketepatan-sasaran/"' in page(office)
