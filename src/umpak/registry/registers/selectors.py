"""How each register stands: what the office said, and what stands in it today."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Model

from umpak.registry.bumdes.models import Bumdes
from umpak.registry.cooperatives.models import Cooperative
from umpak.registry.enterprises.models import Enterprise
from umpak.registry.people.models import Household
from umpak.registry.registers.choices import Register, State
from umpak.registry.registers.models import RegisterState

_MODELS: Mapping[Register, type[Model]] = {
    Register.HOUSEHOLDS: Household,
    Register.COOPERATIVES: Cooperative,
    Register.ENTERPRISES: Enterprise,
    Register.BUMDES: Bumdes,
}


@dataclass(frozen=True, kw_only=True)
class RegisterNow:
    """A register today.

    Attributes:
        state: As runs take it. A register of which nothing was said is not kept while it is empty,
            and taken for complete once a row stands in it; whose rows went is not kept, whatever
            was said of them.
        word: What the office said last, whether it still holds or not.
    """

    register: Register
    state: State
    rows: int
    word: RegisterState | None

    @property
    def is_declared(self) -> bool:
        """Whether the state is the office's word, not our reading of the rows."""
        return self.word is not None and self.word.state == self.state


def registers_now(regency_code: str) -> list[RegisterNow]:
    """All registers of the regency, in their order."""
    return [register_now(register, regency_code) for register in Register]


def register_now(register: Register, regency_code: str) -> RegisterNow:
    rows, word = row_count(register, regency_code), newest_word(register, regency_code)
    return RegisterNow(register=register, state=_state(word, rows), rows=rows, word=word)


def row_count(register: Register, regency_code: str) -> int:
    """All rows in the regency, of whatever state: closed and restricted ones too."""
    rows = _MODELS[register]._base_manager.filter(village__code__startswith=f"{regency_code}.")
    return rows.count()


def newest_word(register: Register, regency_code: str) -> RegisterState | None:
    """What the office said last of this register."""
    words = RegisterState.objects.filter(regency__code=regency_code, register=register)
    return words.select_related("declared_by").first()


def _state(word: RegisterState | None, rows: int) -> State:
    if word is None:
        return State.COMPLETE if rows else State.NOT_KEPT
    if word.state == State.COMPLETE:
        has_gone = word.row_count > 0 and rows == 0
        return State.NOT_KEPT if has_gone else State.COMPLETE
    return State.FILLING if rows else State(word.state)
