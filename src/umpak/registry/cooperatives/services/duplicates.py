"""Two records of one cooperative become one, or are declared two. Nothing is ever lost."""

from typing import Any

from django.db import transaction

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission, ScopeKind
from umpak.foundation.access.models import RoleGrant, User
from umpak.foundation.access.services import move_roles, roles_to_move
from umpak.foundation.audit.services import acting
from umpak.registry.cooperatives.choices import POSTS_HELD_BY_ONE
from umpak.registry.cooperatives.errors import CooperativeRefused, require_reason
from umpak.registry.cooperatives.models import (
    Cooperative,
    CooperativeBusinessLine,
    CooperativeIdentifier,
    CooperativeMerge,
    CooperativeOfficer,
    CooperativeYear,
    NotDuplicate,
    ServedVillage,
)
from umpak.registry.cooperatives.services.rights import already_merged
from umpak.rules.problems import Problem, gettext_noop

Moved = dict[str, list[Any]]


def merge_cooperatives(
    *, by: User, winner: Cooperative, loser: Cooperative, reason: str
) -> CooperativeMerge:
    """Let the winner take over what the loser has.

    Numbers of a kind that the winner has already become aliases; years and posts that collide stay
    with the loser, whose record remains and points to the winner. Roles held on the loser follow,
    but for those of whoever merges. Refuses closed chains, and to do so without a reason.
    """
    reason = require_reason(reason)
    scope.require(by, Permission.COOPERATIVE_MERGE, winner)
    scope.require(by, Permission.COOPERATIVE_MERGE, loser)
    with transaction.atomic():
        _hold(winner, loser)
        _refuse_unmergeable(winner, loser)
        roles = _move_roles(by, winner, loser, reason)
        return _merge(by, winner, loser, reason, roles)


def _merge(
    by: User, winner: Cooperative, loser: Cooperative, reason: str, roles: list[Any]
) -> CooperativeMerge:
    with acting(by=by, verb="cooperative.merge", reason=reason) as act:
        moved = {
            "identifiers": _move_identifiers(winner, loser),
            "business_lines": _move_business_lines(winner, loser),
            "officers": _move_officers(winner, loser),
            "years": _move_years(winner, loser),
            "served": _copy_served(winner, loser),
            "merged_records": _move_merged_records(winner, loser),
            "roles": roles,
        }
        loser.merged_into = winner
        loser.save(update_fields=["merged_into"])
        merge = CooperativeMerge.objects.create(
            winner=winner, loser=loser, reason=reason, moved=moved,
            merged_by=by, merged_at=calendar.now(),
        )  # fmt: skip
        act.on(
            winner,
            territory_code=winner.village_id,
            loser=str(loser.public_id),
            loser_name=loser.name,
            moved={name: len(rows) for name, rows in moved.items()},
        )
    return merge


def undo_merge(*, by: User, merge: CooperativeMerge, reason: str) -> Cooperative:
    """Give everything back to the record that was merged.

    Refuses a second time, and while the winner is itself merged into another: what it took over
    lies there.
    """
    winner, loser = merge.winner, merge.loser
    scope.require(by, Permission.COOPERATIVE_MERGE, winner)
    scope.require(by, Permission.COOPERATIVE_MERGE, loser)
    with transaction.atomic():
        _hold(winner, loser)
        merge.refresh_from_db(fields=["undone_at"])
        if merge.undone_at is not None:
            raise CooperativeRefused({"merge": _already_undone()})
        if winner.merged_into_id is not None:
            raise CooperativeRefused({"merge": _merged_on(winner)})
        _give_roles_back(by, merge, reason)
        with acting(by=by, verb="cooperative.undo_merge", reason=reason) as act:
            _give_back(winner, loser, merge.moved)
            loser.merged_into = None
            loser.save(update_fields=["merged_into"])
            merge.undone_by, merge.undone_at = by, calendar.now()
            merge.save(update_fields=["undone_by", "undone_at"])
            act.on(winner, territory_code=winner.village_id, loser=str(loser.public_id))
    return loser


def mark_not_duplicate(
    *, by: User, one: Cooperative, other: Cooperative, reason: str
) -> NotDuplicate:
    """Declare that these are two cooperatives; the pair is not asked about again."""
    reason = require_reason(reason)
    scope.require(by, Permission.COOPERATIVE_MERGE, one)
    scope.require(by, Permission.COOPERATIVE_MERGE, other)
    first, second = sorted((one, other), key=lambda cooperative: cooperative.pk)
    with acting(by=by, verb="cooperative.not_duplicate", reason=reason) as act:
        decision, _made = NotDuplicate.objects.update_or_create(
            first=first,
            second=second,
            defaults={"reason": reason, "decided_by": by, "decided_at": calendar.now()},
        )
        act.on(first, territory_code=first.village_id, other=str(second.public_id))
    return decision


def _hold(*records: Cooperative) -> None:
    """Whoever merges one of these ends first; then it is known what has become of each."""
    held = Cooperative.objects.select_for_update().filter(pk__in=[one.pk for one in records])
    merged_into = dict(held.order_by("pk").values_list("pk", "merged_into_id"))
    for record in records:
        record.merged_into_id = merged_into[record.pk]


def _refuse_unmergeable(winner: Cooperative, loser: Cooperative) -> None:
    if winner.pk == loser.pk:
        raise CooperativeRefused({"loser": _same_record()})
    for role, record in (("winner", winner), ("loser", loser)):
        if record.merged_into_id is not None:
            raise CooperativeRefused({role: already_merged(record)})


def _move_identifiers(winner: Cooperative, loser: Cooperative) -> list[Any]:
    held = set(winner.identifiers.filter(is_alias=False).values_list("kind", flat=True))
    moved = []
    for identifier in loser.identifiers.all():
        moved.append([identifier.pk, identifier.is_alias])
        identifier.is_alias = identifier.is_alias or identifier.kind in held
        identifier.cooperative = winner
        identifier.save(update_fields=["cooperative", "is_alias"])
    return moved


def _move_business_lines(winner: Cooperative, loser: Cooperative) -> list[Any]:
    held = {(line.code, line.classification_year) for line in winner.business_lines.all()}
    has_main = winner.business_lines.filter(is_main=True).exists()
    moved = []
    for line in loser.business_lines.all():
        if (line.code, line.classification_year) in held:
            continue
        moved.append([line.pk, line.is_main])
        line.cooperative, line.is_main = winner, line.is_main and not has_main
        line.save(update_fields=["cooperative", "is_main"])
    return moved


def _move_officers(winner: Cooperative, loser: Cooperative) -> list[Any]:
    """The same person on the same post is not doubled; nor is a chair that both have."""
    serving = winner.officers.filter(ended_on__isnull=True)
    held = set(serving.values_list("post", "person_key"))
    single = {post for post, _person in held if post in POSTS_HELD_BY_ONE}
    moving = [
        officer.pk
        for officer in loser.officers.all()
        if officer.ended_on is not None
        or ((officer.post, officer.person_key) not in held and officer.post not in single)
    ]
    CooperativeOfficer.objects.filter(pk__in=moving).update(cooperative=winner)
    return moving


def _move_years(winner: Cooperative, loser: Cooperative) -> list[Any]:
    held = winner.years.values_list("book_year", flat=True)
    moving = list(loser.years.exclude(book_year__in=held).values_list("pk", flat=True))
    CooperativeYear.objects.filter(pk__in=moving).update(cooperative=winner)
    return moving


def _copy_served(winner: Cooperative, loser: Cooperative) -> list[Any]:
    held = set(winner.served.values_list("village_id", flat=True))
    codes = sorted(set(loser.served.values_list("village_id", flat=True)) - held)
    ServedVillage.objects.bulk_create(
        ServedVillage(cooperative=winner, village_id=code) for code in codes
    )
    return codes


def _move_merged_records(winner: Cooperative, loser: Cooperative) -> list[Any]:
    """Who was merged into the loser now belongs to the winner: no chain to follow."""
    moving = list(loser.merged_records.values_list("pk", flat=True))
    Cooperative.objects.filter(pk__in=moving).update(merged_into=winner)
    return moving


def roles_that_follow(by: User, winner: Cooperative, loser: Cooperative) -> list[RoleGrant]:
    """What a merge by this user would take along."""
    return roles_to_move(
        by=by, kind=ScopeKind.COOPERATIVE, key=str(loser.public_id), to_key=str(winner.public_id)
    )


def _move_roles(by: User, winner: Cooperative, loser: Cooperative, reason: str) -> list[Any]:
    return move_roles(
        by=by, grants=roles_that_follow(by, winner, loser), to_key=str(winner.public_id),
        reason=reason, territory_code=winner.village_id,
    )  # fmt: skip


def _give_roles_back(by: User, merge: CooperativeMerge, reason: str) -> None:
    """Those that the merge took along and that nobody has moved or ended since."""
    taken = set(merge.moved.get("roles", []))  # merges from before roles followed have none
    following = roles_that_follow(by, merge.loser, merge.winner)
    move_roles(
        by=by, grants=[grant for grant in following if grant.pk in taken],
        to_key=str(merge.loser.public_id), reason=reason, territory_code=merge.loser.village_id,
    )  # fmt: skip


def _give_back(winner: Cooperative, loser: Cooperative, moved: Moved) -> None:
    for pk, is_alias in moved["identifiers"]:
        CooperativeIdentifier.objects.filter(pk=pk, cooperative=winner).update(
            cooperative=loser, is_alias=is_alias
        )
    for pk, is_main in moved["business_lines"]:
        CooperativeBusinessLine.objects.filter(pk=pk, cooperative=winner).update(
            cooperative=loser, is_main=is_main
        )
    CooperativeOfficer.objects.filter(pk__in=moved["officers"], cooperative=winner).update(
        cooperative=loser
    )
    CooperativeYear.objects.filter(pk__in=moved["years"], cooperative=winner).update(
        cooperative=loser
    )
    winner.served.filter(village__in=moved["served"]).exclude(
        village__code=winner.village_id
    ).delete()
    Cooperative.objects.filter(pk__in=moved["merged_records"], merged_into=winner).update(
        merged_into=loser
    )


def _same_record() -> Problem:
    return Problem(
        code="same_record",
        message=gettext_noop("Kedua catatan adalah catatan yang sama."),
        mend=gettext_noop("Pilih dua catatan yang berbeda."),
    )


def _merged_on(winner: Cooperative) -> Problem:
    return Problem(
        code="merged_on",
        message=gettext_noop("Catatan %(name)s sudah digabung lagi ke catatan lain."),
        mend=gettext_noop("Batalkan penggabungan yang terakhir lebih dahulu."),
        figures={"name": winner.name},
    )


def _already_undone() -> Problem:
    return Problem(
        code="already_undone",
        message=gettext_noop("Penggabungan ini sudah dibatalkan."),
        mend=gettext_noop("Muat ulang halaman."),
    )
