"""Official numbers and business classes: normalise, check, keep who verified."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from umpak.foundation import calendar
from umpak.foundation.access.models import User
from umpak.foundation.audit.services import acting
from umpak.foundation.refusals import require_fit
from umpak.registry.cooperatives.checks import checked_identifier, checked_kbli, date_problem
from umpak.registry.cooperatives.choices import LEGAL_NUMBERS, IdentifierKind, LegalStatus
from umpak.registry.cooperatives.errors import CooperativeRefused, refuse
from umpak.registry.cooperatives.models import (
    Cooperative,
    CooperativeBusinessLine,
    CooperativeIdentifier,
)
from umpak.registry.cooperatives.services.rights import require_change
from umpak.rules.problems import Problem, gettext_noop


@dataclass(frozen=True, kw_only=True)
class BusinessLine:
    """A KBLI code as given, with the year of its classification."""

    code: str
    classification_year: int | None
    title: str = ""


def set_identifier(
    *,
    by: User | None,
    cooperative: Cooperative,
    kind: str,
    typed: str,
    issued_by: str = "",
    issued_on: dt.date | None = None,
) -> CooperativeIdentifier:
    """Enter or correct a number. Refuses a wrong form and a number that another one holds.

    A changed number must be verified anew. A legal number makes the cooperative a legal body.
    """
    require_change(by, cooperative)
    if kind not in IdentifierKind.values:
        raise CooperativeRefused({"kind": _unknown_kind()})
    today = calendar.today()
    value = checked_identifier(kind, typed, today)
    if isinstance(value, Problem):
        raise CooperativeRefused({kind: value})
    late = date_problem(issued_on, today)
    refuse({"issued_on": late} if late else {})
    _refuse_taken(cooperative, kind, value)
    with acting(by=by, verb="cooperative.set_identifier") as act:
        identifier = _write(cooperative, kind, value, typed, issued_by.strip(), issued_on)
        if kind in LEGAL_NUMBERS and cooperative.legal_status != LegalStatus.LEGAL:
            cooperative.legal_status = LegalStatus.LEGAL
            cooperative.save(update_fields=["legal_status"])
        act.on(cooperative, territory_code=cooperative.village_id, kind=kind, value=value)
    return identifier


def remove_identifier(*, by: User, identifier: CooperativeIdentifier, reason: str) -> None:
    """Take a number off that never belonged to this cooperative; history keeps it."""
    cooperative = identifier.cooperative
    require_change(by, cooperative)
    with acting(by=by, verb="cooperative.remove_identifier", reason=reason) as act:
        act.on(
            cooperative,
            territory_code=cooperative.village_id,
            kind=identifier.kind,
            value=identifier.value,
        )
        identifier.delete()


def set_business_lines(
    *, by: User | None, cooperative: Cooperative, lines: Sequence[BusinessLine]
) -> list[CooperativeBusinessLine]:
    """Replace the business classes; the first is the main one. Refuses unknown codes or years."""
    require_change(by, cooperative)
    checked = []
    for line in lines:
        found = checked_kbli(line.code, line.classification_year, calendar.today())
        if isinstance(found, Problem):
            raise CooperativeRefused({"kbli": found})
        checked.append((*found, line.title.strip()))
    with acting(by=by, verb="cooperative.set_business_lines") as act:
        written = _write_lines(cooperative, checked)
        act.on(
            cooperative,
            territory_code=cooperative.village_id,
            codes=[f"{line.code}/{line.classification_year}" for line in written],
        )
    return written


def holder_of(kind: str, value: str) -> Cooperative | None:
    """The cooperative that holds a number; a merged record's numbers lead to the one it became."""
    found = (
        CooperativeIdentifier.objects.filter(kind=kind, value=value)
        .select_related("cooperative")
        .first()
    )
    return found.cooperative if found else None


def taken_problem(holder: Cooperative, value: str) -> Problem:
    """The number is another cooperative's already."""
    return Problem(
        code="taken",
        message=gettext_noop("Nomor %(value)s sudah dipakai %(holder)s."),
        mend=gettext_noop(
            "Periksa dokumen aslinya; bila keduanya koperasi yang sama, gabungkan catatannya."
        ),
        figures={"value": value, "holder": holder.name},
    )


def _unknown_kind() -> Problem:
    return Problem(
        code="unknown_kind",
        message=gettext_noop("Jenis nomor ini tidak dikenal."),
        mend=gettext_noop("Pilih salah satu jenis nomor dari daftar."),
    )


def _refuse_taken(cooperative: Cooperative, kind: str, value: str) -> None:
    holder = holder_of(kind, value)
    if holder is not None and holder.pk != cooperative.pk:
        raise CooperativeRefused({kind: taken_problem(holder, value)})


def _write(
    cooperative: Cooperative,
    kind: str,
    value: str,
    typed: str,
    issued_by: str,
    issued_on: dt.date | None,
) -> CooperativeIdentifier:
    known = cooperative.identifiers.select_for_update()  # who verifies one now ends first
    alias = known.filter(kind=kind, value=value, is_alias=True)
    held = known.filter(kind=kind, is_alias=False).first()
    if held is None or (alias.exists() and held.value != value):
        if held is not None:
            held.is_alias = True
            held.save(update_fields=["is_alias"])
        held = alias.first() or CooperativeIdentifier(cooperative=cooperative, kind=kind)
    if held.value != value:
        held.verified_by, held.verified_at = None, None
    held.value, held.as_typed, held.is_alias = value, " ".join(typed.split()), False
    held.issued_by, held.issued_on = issued_by, issued_on
    require_fit(held)
    held.save()
    return held


def _write_lines(
    cooperative: Cooperative, lines: Sequence[tuple[str, int, str]]
) -> list[CooperativeBusinessLine]:
    """Lines that stay keep their row, so that history shows only what changed."""
    wanted = {(code, year): title for code, year, title in lines}
    main = next(iter(wanted), None)
    held = {
        (line.code, line.classification_year): line for line in cooperative.business_lines.all()
    }
    for key in held.keys() - wanted.keys():
        held[key].delete()
    cooperative.business_lines.filter(is_main=True).exclude(
        code=main[0] if main else "", classification_year=main[1] if main else 0
    ).update(is_main=False)
    for (code, year), title in wanted.items():
        line, _made = CooperativeBusinessLine.objects.get_or_create(
            cooperative=cooperative, code=code, classification_year=year
        )
        if (line.title, line.is_main) != (title or line.title, (code, year) == main):
            line.title, line.is_main = title or line.title, (code, year) == main
            require_fit(line, called={"title": "kbli"})
            line.save(update_fields=["title", "is_main"])
    return list(cooperative.business_lines.all())
