"""`umpak register-state` and `umpak import … --complete` as the terminal sees them."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from tests.registry.registers.conftest import bumdes, officer, regency

from umpak.foundation.access.choices import Role
from umpak.registry.bumdes.models import Bumdes
from umpak.registry.registers.models import RegisterState

__all__ = ["bumdes", "officer", "regency"]

LIST = b"nama,kode_desa\nBUMDes Karya,99.01.01.2001\n"


def umpak(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def states() -> dict[str, str]:
    return {one["register"]: one["state"] for one in json.loads(umpak("register-state", "--json"))}


def test_states_are_told_and_set(bumdes):
    assert states() == {
        "households": "not_kept", "cooperatives": "not_kept", "enterprises": "not_kept",
        "bumdes": "complete",
    }  # fmt: skip
    told = umpak(
        "register-state", "bumdes", "complete", "--as-of", "2026-10-31", "--reason", "DPMD"
    )
    assert "Lengkap (per 2026-10-31)" in told
    assert states()["bumdes"] == "complete"


@pytest.mark.parametrize(
    ("words", "told"),
    [(("bumdes",), "Sebut pula keadaannya"), (("bumdes", "not_kept"), "1 baris"),
     (("bumdes", "complete", "--as-of", "2026-11-23"), "belum tiba"),
     (("bumdes", "complete", "--reason", "x" * 501), "500")],
)  # fmt: skip
def test_slip_is_refused_in_words(bumdes, words, told):
    with pytest.raises(CommandError, match=told):
        umpak("register-state", *words)
    assert not RegisterState.objects.exists()


def test_somebody_without_the_right_is_refused(bumdes, make_user):
    planner = make_user(Role.PLANNER)
    with pytest.raises(CommandError, match="Tidak diizinkan"):
        umpak("register-state", "bumdes", "complete", "--as", planner.username)
    assert not RegisterState.objects.exists()


@pytest.fixture
def import_list(tmp_path, stored_files):
    def run(kind: str = "bumdes", content: bytes = LIST, *more: str) -> int:
        path = tmp_path / "daftar.csv"
        path.write_bytes(content)
        try:
            call_command("import", kind, str(path), *more)
        except SystemExit as ended:
            return int(ended.code or 0)
        except CommandError as error:
            return error.returncode
        return 0

    return run


def test_file_that_is_the_whole_list_makes_its_register_complete(regency, import_list):
    assert import_list("bumdes", LIST, "--complete") == 0
    word = RegisterState.objects.get()
    assert (word.register, word.state, word.row_count) == ("bumdes", "complete", 1)
    assert word.reason == "daftar.csv"


@pytest.mark.parametrize(
    ("kind", "content", "more", "status"),
    [("bumdes", LIST, [], 0), ("bumdes", LIST, ["--complete", "--dry-run"], 0),
     ("bumdes", LIST.replace(b"2001", b"2099"), ["--complete"], 1),
     ("poverty-lines", LIST, ["--complete"], 2)],
)  # fmt: skip
def test_nothing_is_said_of_a_list_that_was_not_written_or_not_called_whole(
    regency, import_list, kind, content, more, status
):
    assert import_list(kind, content, *more) == status
    assert not RegisterState.objects.exists()


def test_whole_list_is_not_written_for_somebody_who_may_not_call_it_so(
    regency, import_list, make_user
):
    user = make_user(Role.OFFICER, "99.01.01")
    assert import_list("bumdes", LIST, "--complete", "--as", user.username) == 2
    assert not Bumdes.objects.exists()
