"""The page of a run: whether it can be rebuilt, what came of it, and how honest its day is."""

import pytest
from django.urls import reverse
from tests.web.targeting.conftest import head, office, places

from umpak.foundation import calendar
from umpak.foundation.access.choices import Role
from umpak.foundation.jobs import claimed
from umpak.insight.targeting.models import InsightReplay, InsightRun, KeptTexts
from umpak.insight.targeting.services.editions import keep_current
from umpak.parameters.intervention_rules import intervention_rules
from umpak.web.targeting.runs.page import waits_for

__all__ = ["head", "office", "places"]


def page_of(client, run) -> str:
    return client.get(reverse("insight_run", args=[run.public_id])).content.decode()


def note(run, **fields) -> InsightReplay:
    return InsightReplay.objects.create(
        run=run, code_version="9.9", data_fingerprint="a" * 64, result_sha256="b" * 64,
        **{"is_same": True} | fields,
    )  # fmt: skip


def test_run_never_replayed_says_so(office, run):
    assert "Belum pernah dihitung ulang." in page_of(office, run)


def test_replays_are_listed_with_verdict_and_person(office, head, run):
    note(run, replayed_by=head)
    note(
        run, is_same=False, changed=["data", "code"],
        differences={"lines": {"only_stored": 2, "only_new": 1, "changed": 0}},
    )  # fmt: skip
    page = page_of(office, run)
    assert f"Sama persis. Oleh {head.name}." in page
    assert (
        "Yang berubah: potret data, program (9.9). Yang berbeda: 3 baris rencana. Oleh terminal."
        in page
    )


def test_day_gone_by_says_which_tables_are_of_that_day(office, run):
    common = {"table": "x", "rows": 60, "first_on": "2026-08-01"}
    InsightRun.objects.update(
        datings=[
            common | {"name": "keluarga", "later": 60, "is_of_the_day": False},
            common | {"name": "koperasi", "later": 0, "is_of_the_day": True},
            common | {"name": "usaha", "later": 12, "is_of_the_day": True},
        ]
    )
    page = page_of(office, run)
    assert "Keadaan pada tanggal itu" in page
    assert "riwayatnya dimulai sesudah hari itu: dipakai keadaan hari ini (60)" in page
    assert "sebagaimana tercatat hari itu (60)" in page
    assert "12 dari 60 dicatat sesudahnya" in page


def test_run_of_its_own_day_speaks_of_no_history(office, run):
    assert "Keadaan pada tanggal itu" not in page_of(office, run)


def test_rule_on_a_column_without_a_source_names_what_is_missing(office, run):
    InsightRun.objects.update(unknown_counts={"FRM-05": 3, "KSP-05": 3, "KSP-01": 2})
    page = page_of(office, run)
    assert "sumbernya belum ada: gerai koperasi yang berjalan" in page
    assert "sumbernya belum ada: izin usaha simpan pinjam" in page
    assert "2 tempat" in page


def test_only_rules_on_pending_columns_wait():
    waiting = {rule.id for rule in intervention_rules(calendar.today()) if waits_for(rule)}
    assert waiting == {"FRM-05", "KSP-05"}


@pytest.mark.parametrize(("is_kept", "badge"), [(True, "dapat dihitung ulang"),
                                                (False, "naskah aturan tidak ada")])  # fmt: skip
def test_old_rules_can_be_replayed_as_long_as_their_texts_are_kept(
    office, run, settings, tmp_path, is_kept, badge
):
    settings.DATA_DIR = tmp_path
    for table in ("villages", "households", "cooperatives"):
        part = run.folder / "lake" / table / "regency_code=99.01" / "period=2026-11-22"
        part.mkdir(parents=True)
        (part / "part-0.parquet").write_bytes(b"")
    InsightRun.objects.update(rule_version="1" * 16)
    if is_kept:
        keep_current()
        KeptTexts.objects.create(kind="rules", version="1" * 16, texts={"x.toml": ""})
    assert badge in page_of(office, run).lower()
    assert badge in office.get(reverse("insight_runs")).content.decode().lower()


def test_registers_that_were_not_complete_lead_to_where_the_office_says_so(
    office, run, settings, tmp_path
):
    settings.DATA_DIR = tmp_path
    for table, file in (
        ("villages", "part-0.parquet"), ("households", "part-0.parquet"),
        ("cooperatives", "partial-0.parquet"), ("bumdes", "_not_kept"),
    ):  # fmt: skip
        part = run.folder / "lake" / table / "regency_code=99.01" / "period=2026-11-22"
        part.mkdir(parents=True)
        (part / file).write_bytes(b"")
    page = page_of(office, run)
    home = reverse("register_list")
    for register in ("cooperatives", "enterprises", "bumdes"):
        assert f"{home}#{register}" in page
    assert f"{home}#households" not in page
    assert page.count("sedang diisi: desa tanpa baris belum diketahui") == 1
    assert page.count("belum dikelola: tidak diketahui di desa mana pun") == 2


def test_pressing_the_button_notes_who_asked(client, head, run, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "umpak.web.targeting.runs.views.replay_run",
        lambda found, by: asked.append((found.pk, by.pk)) or note(found, replayed_by=by),
    )
    client.force_login(head)
    answer = client.post(reverse("insight_replay", args=[run.public_id]), follow=True)
    assert asked == [(run.pk, head.pk)]
    assert "hasilnya sama persis" in answer.content.decode()


def test_lost_snapshot_is_told_in_words(client, head, run, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    client.force_login(head)
    answer = client.post(reverse("insight_replay", args=[run.public_id]), follow=True)
    assert "Potret data perhitungan ini sudah tidak ada." in answer.content.decode()


def running(run, **fields):
    InsightRun.objects.update(
        status="running", finished_at=None, data_fingerprint="", result_sha256="", **fields
    )
    run.refresh_from_db()
    return run


def test_run_whose_process_died_says_what_will_become_of_it(office, run):
    running(run)
    words = "Proses yang menghitung berhenti mendadak."
    assert words in page_of(office, run)
    assert words in office.get(reverse("insight_progress", args=[run.public_id])).content.decode()
    with claimed(run.claim):
        assert words not in page_of(office, run)


def test_run_that_is_computed_anew_says_so_while_it_runs_and_afterwards(office, run):
    with claimed(running(run, retaken_at=calendar.now()).claim):
        assert "perhitungan diulang dari awal" in page_of(office, run)
    InsightRun.objects.update(
        status="failed", finished_at=calendar.now(), failure="Terputus dua kali"
    )
    page = page_of(office, run)
    assert "Diulang dari awal" in page
    assert "Terputus dua kali" in page


def test_silent_rules_name_the_file_that_wakes_them(as_user, run):
    InsightRun.objects.update(
        silent_rules={"FRM-01": ["cooperatives"], "KSP-01": ["ksp"], "DES-01": ["ike"]}
    )
    page = page_of(as_user(Role.OFFICER), run)
    assert "Berkas yang membangunkannya" in page
    assert f'<a href="{reverse("import_new")}?jenis=cooperatives">2 aturan menunggu' in page
    assert "?jenis=village-index" in page
    assert "?jenis=households" not in page


def test_who_may_not_bring_files_reads_their_names_without_a_link(as_user, run):
    InsightRun.objects.update(silent_rules={"FRM-01": ["cooperatives"]})
    page = page_of(as_user(Role.PLANNER), run)
    assert "1 aturan menunggu berkas ini" in page
    assert "?jenis=" not in page
