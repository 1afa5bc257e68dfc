"""Each register as its card shows it: how it stands, what that means, who said so."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umpak.registry.registers.choices import Register, State
from umpak.registry.registers.models import RegisterState
from umpak.registry.registers.selectors import RegisterNow, registers_now
from umpak.web import formats
from umpak.web.lists.columns import Badge
from umpak.web.parts import Fact

_BADGES: Mapping[State, tuple[str, str]] = {
    State.NOT_KEPT: ("secondary", "circle-dashed"),
    State.FILLING: ("yellow", "pencil"),
    State.COMPLETE: ("green", "circle-check"),
}
_MEANINGS: Mapping[State, str | Promise] = {
    State.NOT_KEPT: gettext_lazy(
        "Tidak diketahui apa pun di desa mana pun. Aturan yang memerlukannya diam."
    ),
    State.FILLING: gettext_lazy(
        "Yang tercatat dihitung. Desa tanpa baris belum diketahui: rencana tidak menyebutnya"
        " “tidak ada”."
    ),
    State.COMPLETE: gettext_lazy("Desa tanpa baris memang tidak punya: rencana menghitungnya nol."),
}


@dataclass(frozen=True, kw_only=True)
class Deed:
    """A button that leads to the form with this state chosen."""

    label: str
    url: str
    icon: str
    is_main: bool


@dataclass(frozen=True, kw_only=True)
class RegisterCard:
    """One register."""

    anchor: str
    title: str
    badge: Badge
    meaning: str | Promise
    warning: str
    facts: list[Fact]
    deeds: list[Deed]


def register_cards(regency_code: str, *, may_count: bool, may_declare: bool) -> list[RegisterCard]:
    """`may_count`: who sees only a part of the regency is not told how many rows the whole has."""
    return [
        _card(one, may_count=may_count, may_declare=may_declare)
        for one in registers_now(regency_code)
    ]


def state_badge(state: State) -> Badge:
    tone, icon = _BADGES[state]
    return Badge(text=str(state.label), tone=tone, icon=icon)  # type: ignore[arg-type]  # tones


def _badge(found: RegisterNow) -> Badge:
    if found.state == State.COMPLETE and not found.is_declared:
        return Badge(text=_("Dianggap lengkap"), tone="yellow", icon="circle-check")
    return state_badge(found.state)


def register_of_import(kind: str) -> Register | None:
    """Which register a sort of file fills: the codes are the same."""
    return Register(kind) if kind in Register.values else None


def _card(found: RegisterNow, *, may_count: bool, may_declare: bool) -> RegisterCard:
    return RegisterCard(
        anchor=found.register.value,
        title=str(found.register.label),
        badge=_badge(found),
        meaning=_MEANINGS[found.state],
        warning=_warning(found),
        facts=_facts(found, may_count=may_count),
        deeds=_deeds(found) if may_declare else [],
    )


def _warning(found: RegisterNow) -> str:
    if found.word is None:
        return (
            _(
                "Dinas belum menyatakan apa pun; karena berisi, register ini dianggap lengkap. Bila"
                " daftarnya belum seluruhnya masuk, nyatakan sedang diisi."
            )
            if found.rows
            else ""
        )
    if found.state == State.NOT_KEPT and found.word.state == State.COMPLETE:
        return _("Pernah dinyatakan lengkap, tetapi semua barisnya sudah tidak ada.")
    return ""


def _facts(found: RegisterNow, *, may_count: bool) -> list[Fact]:
    rows = [Fact(label=_("Baris"), text=formats.number(found.rows))] if may_count else []
    if found.word is None:
        return rows
    has_changed = may_count and found.word.row_count != found.rows
    return [*rows, *_word(found.word, has_changed=has_changed)]


def _word(word: RegisterState, *, has_changed: bool) -> list[Fact]:
    by = word.declared_by.name if word.declared_by else _("terminal")
    then = formats.number(word.row_count)
    facts = [
        Fact(
            label=_("Pernyataan dinas"),
            text=_("%(state)s per %(day)s") % {
                "state": word.get_state_display(), "day": formats.date_long(word.as_of),
            },
            help=_("%(rows)s baris saat itu") % {"rows": then} if has_changed else "",
        ),
        Fact(label=_("Dinyatakan"), text=f"{formats.instant(word.declared_at)} · {by}"),
    ]  # fmt: skip
    return [*facts, Fact(label=_("Dasar"), text=word.reason)] if word.reason else facts


def _deeds(found: RegisterNow) -> list[Deed]:
    here = f"{reverse('register_declare')}?register={found.register}"
    words = {
        State.COMPLETE: (
            _("Perbarui tanggal lengkap") if found.state == State.COMPLETE and found.is_declared
            else _("Nyatakan lengkap") if found.rows
            else _("Nyatakan lengkap: memang tidak ada")
        ),
        State.FILLING: _("Sedang diisi"),
        State.NOT_KEPT: _("Belum dikelola"),
    }  # fmt: skip
    wanted = [State.COMPLETE]
    if found.state != State.FILLING or not found.is_declared:
        wanted.append(State.FILLING)
    if not found.rows and found.state != State.NOT_KEPT:
        wanted.append(State.NOT_KEPT)
    return [
        Deed(
            label=words[state], url=f"{here}&keadaan={state}", icon=_BADGES[state][1],
            is_main=state == State.COMPLETE and not found.is_declared,
        )
        for state in wanted
    ]  # fmt: skip
