"""How far each register can be relied on, and the office's word on it."""

import datetime as dt
from typing import Annotated

from django.utils.translation import gettext_noop as _
from ninja import Field, Router, Schema

from umpak.api.security import ApiRequest
from umpak.api.shapes import Sent, one_of
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.registry.registers.choices import Register, State
from umpak.registry.registers.selectors import RegisterNow, register_now, registers_now
from umpak.registry.registers.services import declare_register_state
from umpak.registry.territory.selectors import installed_code

router = Router(tags=["registers"])
RegisterValue = Annotated[Register, one_of(Register)]
StateValue = Annotated[State, one_of(State)]


class RegisterShape(Schema):
    code: RegisterValue = Field(description="Register: daftar apa")
    state: StateValue = Field(
        description="Sebagaimana dipakai perhitungan; hanya dari yang complete disimpulkan tidak"
        " ada di suatu desa"
    )
    is_declared: bool = Field(description="Keadaan ini pernyataan dinas, bukan bacaan dari isinya")
    rows: int | None = Field(
        description="Baris yang tercatat sekarang; kosong bagi yang tidak melihat seluruh wilayah"
    )
    declared_state: StateValue | None = Field(description="Pernyataan dinas yang terbaru")
    as_of: dt.date | None = Field(description="Berlaku per tanggal ini")
    declared_at: dt.datetime | None
    reason: str

    @classmethod
    def of(cls, found: RegisterNow, *, may_count: bool = True) -> "RegisterShape":
        word = found.word
        return cls(
            code=found.register, state=found.state, is_declared=found.is_declared,
            rows=found.rows if may_count else None,
            declared_state=State(word.state) if word else None,
            as_of=word.as_of if word else None, declared_at=word.declared_at if word else None,
            reason=word.reason if word else "",
        )  # fmt: skip


class RegisterStateIn(Sent):
    state: StateValue
    as_of: dt.date | None = Field(None, description="Kosong: hari ini")
    reason: str = Field("", max_length=500, description="Dasar pernyataan, untuk catatan audit")


@router.get("/", response=list[RegisterShape], summary=_("Kelengkapan register"))
def registers(request: ApiRequest) -> list[RegisterShape]:
    scope.require(request.auth, Permission.INSIGHT_VIEW)
    regency = installed_code()
    may_count = scope.may_in_territory(request.auth, Permission.INSIGHT_VIEW, regency)
    return [RegisterShape.of(found, may_count=may_count) for found in registers_now(regency)]


@router.put("/{code}", response=RegisterShape, summary=_("Nyatakan kelengkapan satu register"))
def declare_register(
    request: ApiRequest, code: RegisterValue, data: RegisterStateIn
) -> RegisterShape:
    declare_register_state(
        by=request.auth, register=code, state=data.state, as_of=data.as_of, reason=data.reason
    )
    return RegisterShape.of(register_now(code, installed_code()))
