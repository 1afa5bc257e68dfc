"""Refusals of this app; each says what to do about it."""

import datetime as dt
from collections.abc import Collection

from django.utils.translation import gettext as _

from umpak.pipelines.lake_faults import LakeError


def lake_fault(error: LakeError) -> str:
    """What is wrong with the snapshot and how to mend it."""
    problem = error.problem
    return f"{_(problem.message)} {_(problem.mend)}" % problem.figures


class RunCancelled(Exception):
    """Somebody asked to stop: raised inside the computation, answered with a status."""


class PlanRefused(ValueError):
    """The plan cannot take this step."""


class RunRefused(ValueError):
    """There is nothing to compute, or nothing to compute by on that day."""


class ReplayImpossible(Exception):
    """The run never finished, or what it was computed from is gone or unreadable."""


def without_parameters(day: dt.date) -> RunRefused:
    return RunRefused(
        _(
            "Belum ada ambang dan parameter untuk %(day)s. Pilih tanggal yang lebih baru, atau"
            " tambahkan parameter yang berlaku pada hari itu."
        )
        % {"day": day.isoformat()}
    )


def not_yet(day: dt.date) -> RunRefused:
    return RunRefused(
        _("%(day)s belum tiba; data hari itu belum ada. Pilih hari ini atau hari yang sudah lewat.")
        % {"day": day.isoformat()}
    )


def without_territory() -> RunRefused:
    return RunRefused(_("Belum ada wilayah: jalankan umpak init atau umpak demo."))


def interrupted() -> str:
    """Why a run failed whose process died and that nobody will take up."""
    return _(
        "Terputus: proses yang menghitungnya berhenti mendadak (dimatikan, kehabisan memori,"
        " listrik padam, atau putus dari basis data). Berkasnya sudah dibersihkan. Mulailah"
        " perhitungan baru."
    )


def interrupted_twice() -> str:
    """The same, where it had been begun anew."""
    return _(
        "Terputus dua kali: proses yang menghitungnya berhenti mendadak, juga ketika diulang dari"
        " awal. Periksa memori dan catatan pekerja (umpak work), lalu mulailah perhitungan baru."
    )


def not_done() -> PlanRefused:
    return PlanRefused(_("Rencana hanya dapat disusun dari perhitungan yang selesai."))


def no_lines() -> PlanRefused:
    return PlanRefused(_("Pilih sedikitnya satu baris rencana."))


def unknown_lines(ranks: Collection[int]) -> PlanRefused:
    return PlanRefused(
        _("Baris %(ranks)s tidak ada pada perhitungan ini. Buka lagi rencananya, lalu pilih.")
        % {"ranks": ", ".join(map(str, sorted(ranks)))}
    )


def no_note() -> PlanRefused:
    return PlanRefused(_("Tulis alasan penolakan, agar pengusul tahu apa yang perlu diperbaiki."))


def wrong_status(status: object) -> PlanRefused:
    return PlanRefused(
        _("Langkah ini tidak dapat dilakukan pada rencana berstatus %(status)s.")
        % {"status": status}
    )


def never_finished() -> ReplayImpossible:
    return ReplayImpossible(_("Perhitungan ini tidak pernah selesai, jadi tidak ada hasilnya."))


def unreadable_snapshot(error: LakeError) -> ReplayImpossible:
    if error.problem.code == "missing_tables":
        return ReplayImpossible(_("Potret data perhitungan ini sudah tidak ada."))
    return ReplayImpossible(lake_fault(error))


def unreadable_texts(error: Exception) -> ReplayImpossible:
    return ReplayImpossible(
        _("Naskah aturan perhitungan ini tidak dapat dibaca versi program ini: %(error)s.")
        % {"error": error}
    )
