"""The office's word on a register."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.audit.services import acting
from umpak.registry.registers.choices import Register, State
from umpak.registry.registers.errors import StateRefused
from umpak.registry.registers.models import RegisterState
from umpak.registry.registers.selectors import newest_word, row_count
from umpak.registry.territory.models import Installation


def declare_register_state(
    *,
    by: User | None,
    register: Register,
    state: State,
    as_of: dt.date | None = None,
    reason: str = "",
) -> RegisterState:
    """Say from which day on a register is complete, being filled, or not kept.

    `by=None` is the terminal. Said twice it is noted once. Refuses without the right to say so in
    the whole regency, before `umpak init`, a day that has not come, and that a register with rows
    is not kept.
    """
    as_of, reason = as_of or calendar.today(), " ".join(reason.split())
    with transaction.atomic():
        regency_code = _locked_regency(by)
        rows = row_count(register, regency_code)
        _require_sense(state, as_of, rows)
        word = newest_word(register, regency_code)
        if word is not None and _says_so(word, state, as_of, reason, rows):
            return word
        with acting(by=by, verb="register.declare", reason=reason) as act:
            word = RegisterState.objects.create(
                regency_id=regency_code, register=register, state=state, as_of=as_of,
                row_count=rows, reason=reason, declared_by=by,
            )  # fmt: skip
            act.on(word, territory_code=regency_code, as_of=as_of.isoformat(), rows=rows)
    return word


def _locked_regency(by: User | None) -> str:
    """One speaks at a time, so that of two equal words the second finds the first."""
    found = Installation.objects.select_for_update().first()
    if found is None:
        raise StateRefused(_("Pemasangan ini belum punya wilayah: jalankan umpak init dahulu."))
    if by is not None:
        scope.require_in_territory(by, Permission.REGISTER_DECLARE, found.regency_id)
    return found.regency_id


def _require_sense(state: State, as_of: dt.date, rows: int) -> None:
    if as_of > calendar.today():
        raise StateRefused(_("Tanggal itu belum tiba."))
    if state == State.NOT_KEPT and rows:
        raise StateRefused(
            _("Register ini berisi %(rows)d baris; nyatakan sedang diisi, atau lengkap.")
            % {"rows": rows}
        )


def _says_so(word: RegisterState, state: State, as_of: dt.date, reason: str, rows: int) -> bool:
    same = (word.state, word.as_of, word.reason) == (state, as_of, reason)
    return same and (word.row_count == 0) == (rows == 0)
