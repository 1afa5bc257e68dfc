"""`umpak insight` and `umpak snapshot` as the terminal sees them."""

import datetime as dt
import json
from dataclasses import dataclass
from io import StringIO

import pyarrow.parquet as pq
import pytest
from django.core.management import CommandError, call_command
from tests.insight.targeting.conftest import AS_OF, VILLAGES, regency
from tests.insight.written import write_run

from umpak.foundation import calendar
from umpak.foundation.access.choices import Role
from umpak.insight.targeting.models import InsightReplay, InsightRun
from umpak.insight.targeting.services import cancel_run, request_run

__all__ = ["regency"]
pytestmark = pytest.mark.django_db(transaction=True)

RUN_KEYS = {
    "run", "as_of", "status", "places", "lines", "rule_version", "parameter_version",
    "data_fingerprint", "result_sha256", "silent_rules", "robustness", "spatial", "datings",
    "unknown_counts",
}  # fmt: skip
TABLES = ("villages", "districts", "lines")


@dataclass(frozen=True)
class Told:
    status: int
    out: str
    error: str

    @property
    def json(self):
        return json.loads(self.out)


def umpak(*arguments: str) -> Told:
    out = StringIO()
    try:
        call_command(*arguments, stdout=out)
    except CommandError as error:
        return Told(status=error.returncode, out=out.getvalue(), error=str(error))
    return Told(status=0, out=out.getvalue(), error="")


def run(*more: str) -> Told:
    return umpak("insight", "run", "--as-of", AS_OF.isoformat(), *more)


def test_run_is_told_with_exactly_the_promised_keys(regency):
    told = run("--json").json
    assert set(told) == RUN_KEYS
    assert (told["status"], told["places"], told["as_of"]) == ("done", 6, "2026-11-22")
    assert len(told["data_fingerprint"]) == len(told["result_sha256"]) == 64


def test_day_without_parameters_is_refused_before_anything_is_noted(regency):
    told = umpak("insight", "run", "--as-of", "2015-01-01")
    assert (told.status, told.out) == (1, "")
    assert "Belum ada ambang dan parameter untuk 2015-01-01. Pilih tanggal" in told.error
    assert not InsightRun.objects.exists()


@pytest.mark.parametrize("words", [("insight", "run"), ("snapshot",)])
def test_day_that_has_not_come_is_refused(regency, words):
    told = umpak(*words, "--as-of", "2999-01-01")
    assert told.status == 1
    assert "2999-01-01 belum tiba" in told.error


def test_word_that_is_no_day_is_refused_with_what_to_write(regency):
    told = umpak("insight", "run", "--as-of", "besok")
    assert "“besok” bukan tanggal; tulis TTTT-BB-HH" in told.error


def test_people_read_the_first_lines_of_the_plan(regency):
    assert "KOP-01  Desa 6: " in run().out


def test_two_runs_on_the_same_inputs_write_the_same_bytes(regency, tmp_path):
    folders = [tmp_path / "satu", tmp_path / "dua"]
    first, second = (run("--json", "--out", str(folder)).json for folder in folders)
    assert first["result_sha256"] == second["result_sha256"]
    assert first["data_fingerprint"] == second["data_fingerprint"]
    for table in TABLES:
        one, other = ((folder / f"{table}.parquet").read_bytes() for folder in folders)
        assert one == other
        assert pq.ParquetFile(folders[0] / f"{table}.parquet").metadata.num_rows > 0


def test_other_data_give_other_bytes(regency):
    from umpak.registry.people.models import DesilRecord

    before = run("--json").json
    DesilRecord.objects.filter(household__village_id=VILLAGES[0]).update(desil=1)
    after = run("--json").json
    assert before["data_fingerprint"] != after["data_fingerprint"]
    assert before["result_sha256"] != after["result_sha256"]


def test_replay_answers_same_and_is_noted(regency):
    first = run("--json").json
    told = umpak("insight", "replay", first["run"], "--json")
    assert told.status == 0
    assert set(told.json) == {
        "run", "is_same", "stored_sha256", "result_sha256", "changed", "differences",
        "code_version", "replayed_at",
    }  # fmt: skip
    assert (told.json["is_same"], told.json["changed"]) == (True, [])
    assert told.json["stored_sha256"] == first["result_sha256"] == told.json["result_sha256"]
    assert InsightReplay.objects.get().is_same
    assert "Sama persis." in umpak("insight", "replay", first["run"]).out


def test_replay_of_a_changed_snapshot_ends_with_one_and_says_where(regency):
    key = run("--json").json["run"]
    lake = InsightRun.objects.get(public_id=key).folder / "lake"
    next((lake / "served_villages").rglob("*.parquet")).unlink()
    told = umpak("insight", "replay", key, "--json")
    assert (told.status, told.json["is_same"]) == (1, False)
    assert "data" in told.json["changed"]
    assert told.json["differences"]
    assert "berbeda" in told.error


@pytest.mark.parametrize("key", ["x", "00000000-0000-4000-8000-000000000000"])
def test_unknown_run_is_refused_by_name(regency, key):
    told = umpak("insight", "replay", key)
    assert told.status == 1
    assert key in told.error


def test_compare_tells_who_left_and_why(regency):
    from umpak.registry.people.models import DesilRecord

    before = run("--json").json["run"]
    DesilRecord.objects.filter(household__village_id=VILLAGES[5]).update(desil=6)
    after = run("--json").json["run"]
    told = umpak("insight", "compare", before, after, "--json").json
    assert set(told) == {"entered", "left", "moved", "unchanged"}
    change = next(one for one in told["left"] if one["rule_code"] == "KOP-01")
    (crossing,) = change["crossings"]
    assert (crossing["measure"], crossing["before"], crossing["after"]) == ("low_share", 0.5, 0.0)
    shown = umpak("insight", "compare", before, after).out
    assert f"keluar    {len(told['left'])}" in shown
    line = next(line for line in shown.splitlines() if "KOP-01" in line and "→ –" in line)
    assert f"{change['place_name']}: low_share 0,5 → 0 (>= 0,2)" in line


def test_run_that_did_not_finish_is_not_compared(regency, make_user):
    done = run("--json").json["run"]
    stopped = request_run(by=None, as_of=AS_OF)
    cancel_run(by=make_user(Role.HEAD), run=stopped)
    told = umpak("insight", "compare", done, str(stopped.public_id))
    assert (told.status, told.out) == (1, "")
    assert "bandingkan yang selesai" in told.error


def test_engine_without_a_folder_is_refused_and_not_passed_over(regency):
    told = run("--engine", "spark")
    assert (told.status, told.out) == (1, "")
    assert "--lake" in told.error
    assert not InsightRun.objects.exists()


def test_list_shows_the_newest_first(regency):
    keys = [run("--json").json["run"] for _ in range(2)]
    assert [one["run"] for one in umpak("insight", "list", "--json").json] == keys[::-1]


def test_long_list_tells_how_many_more_there_are_and_json_names_them_all():
    for _ in range(22):
        write_run(lines=1)
    told = umpak("insight", "list").out.splitlines()
    assert (len(told), told[-1]) == (21, "… dan 2 lagi (--json: semuanya)")
    assert len(umpak("insight", "list", "--json").json) == 22


def test_run_for_a_day_gone_by_tells_what_it_could_not_know(regency):
    told = umpak("insight", "run", "--as-of", "2026-09-01", "--json").json
    later = {one["table"]: (one["later"], one["rows"]) for one in told["datings"]}
    assert later["people_household"] == (60, 60)
    shown = umpak("insight", "run", "--as-of", "2026-09-01").out
    assert "riwayatnya dimulai sesudah 2026-09-01; dipakai keadaan hari ini (60)" in shown


def test_run_without_a_territory_says_what_to_do(transactional_db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    told = run()
    assert (told.status, told.error) == (
        1, "Belum ada wilayah: jalankan umpak init atau umpak demo."
    )  # fmt: skip


def test_snapshot_tells_rows_and_the_same_fingerprint_twice(regency, tmp_path):
    lakes = [tmp_path / "satu", tmp_path / "dua"]
    day = calendar.today().isoformat()
    first, second = (
        umpak("snapshot", "--lake", str(lake), "--as-of", day, "--json").json for lake in lakes
    )
    assert first == second
    assert set(first) == {"rows", "unkept", "partial", "fingerprint", "datings"}
    assert (first["rows"]["households"], first["rows"]["cooperatives"]) == (60, 2)
    assert first["datings"] == []


def test_run_over_a_written_lake_equals_the_stored_run(regency, tmp_path):
    lake = tmp_path / "danau"
    umpak("snapshot", "--lake", str(lake), "--as-of", AS_OF.isoformat())
    over_lake = run("--json", "--lake", str(lake)).json
    stored = run("--json").json
    for figure in ("result_sha256", "data_fingerprint", "lines", "places"):
        assert over_lake[figure] == stored[figure]


def test_folder_that_is_no_lake_and_file_that_is_no_folder_are_refused(tmp_path):
    file = tmp_path / "keluarga.csv"
    file.write_text("desil\n1\n", encoding="utf-8")
    for path in (tmp_path, file):
        told = umpak("insight", "run", "--lake", str(path), "--as-of", str(dt.date(2026, 11, 22)))
        assert told.status == 1
        assert "Tabel wajib tidak ada" in told.error
        assert "villages" in told.error


def test_run_tells_which_registers_the_office_does_not_call_complete(regency):
    umpak("register-state", "cooperatives", "filling")
    told = run().out
    assert "cooperatives (Sedang diisi)" in told
    assert "bumdes (Belum dikelola)" in told
    for register in ("households", "cooperatives", "enterprises", "bumdes"):
        umpak("register-state", register, "complete")
    assert "belum lengkap" not in run().out
