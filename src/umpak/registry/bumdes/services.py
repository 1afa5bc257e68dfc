"""Add and change a BUMDes, its units, assets and yearly figures."""

from typing import TypeVar

from django.db.models import QuerySet

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.audit.services import acting
from umpak.foundation.refusals import require_fit
from umpak.foundation.search.fields import words_of
from umpak.foundation.search.services import rewrite_words
from umpak.registry.bumdes.checks import (
    Columns,
    asset_columns,
    bumdes_columns,
    unit_columns,
    year_columns,
)
from umpak.registry.bumdes.choices import BumdesKind
from umpak.registry.bumdes.details import AssetDetails, BumdesDetails, UnitDetails, YearDetails
from umpak.registry.bumdes.models import (
    Bumdes,
    BumdesAsset,
    BumdesUnit,
    BumdesVillage,
    BumdesYear,
)

Part = BumdesUnit | BumdesAsset | BumdesYear
P = TypeVar("P", BumdesUnit, BumdesAsset, BumdesYear)


def add_bumdes(*, by: User, details: BumdesDetails) -> Bumdes:
    """Add a BUMDes. Refuses faults, a name or certificate that stands already, other places."""
    scope.require(by, Permission.BUMDES_CHANGE)
    columns = bumdes_columns(details)
    scope.require_in_territory(by, Permission.BUMDES_CHANGE, details.village_code)
    with acting(by=by, verb="bumdes.add") as act:
        bumdes = Bumdes(**columns)
        _write(bumdes)
        _set_villages(bumdes, details)
        act.on(bumdes, territory_code=bumdes.village_id)
    return bumdes


def change_bumdes(*, by: User, bumdes: Bumdes, details: BumdesDetails, reason: str = "") -> Bumdes:
    """Change a BUMDes. Moving its seat asks the right over the new village too."""
    scope.require(by, Permission.BUMDES_CHANGE, bumdes)
    columns = bumdes_columns(details)
    if details.village_code != bumdes.village_id:
        scope.require_in_territory(by, Permission.BUMDES_CHANGE, details.village_code)
    with acting(by=by, verb="bumdes.change", reason=reason) as act:
        for column, value in columns.items():
            setattr(bumdes, column, value)
        _write(bumdes)
        _set_villages(bumdes, details)
        act.on(bumdes, territory_code=bumdes.village_id)
    return bumdes


def save_unit(
    *, by: User, bumdes: Bumdes, details: UnitDetails, unit: BumdesUnit | None = None
) -> BumdesUnit:
    """Add or change a business unit. Refuses one of the same name."""
    return _save(by, bumdes, unit or BumdesUnit(bumdes=bumdes), unit_columns(details))


def save_asset(
    *, by: User, bumdes: Bumdes, details: AssetDetails, asset: BumdesAsset | None = None
) -> BumdesAsset:
    """Add or change an asset."""
    return _save(by, bumdes, asset or BumdesAsset(bumdes=bumdes), asset_columns(details))


def save_year(
    *, by: User, bumdes: Bumdes, details: YearDetails, year: BumdesYear | None = None
) -> BumdesYear:
    """Add or change the figures of a book year. Refuses a year that stands already."""
    return _save(by, bumdes, year or BumdesYear(bumdes=bumdes), year_columns(details))


def remove_part(*, by: User, bumdes: Bumdes, part: Part) -> None:
    """Take a unit, asset or year away; the history keeps it."""
    scope.require(by, Permission.BUMDES_CHANGE, bumdes)
    with acting(by=by, verb=f"bumdes.remove_{part._meta.model_name}") as act:
        act.on(bumdes, territory_code=bumdes.village_id, removed=str(part)[:200])
        part.delete()


def refresh_words_of(rows: QuerySet[Bumdes]) -> None:
    """Find each under its own and its director's name, whatever wrote them."""
    rewrite_words(rows, _names)


def _names(bumdes: Bumdes) -> tuple[str, str]:
    return bumdes.name, bumdes.director_name


def _write(bumdes: Bumdes) -> None:
    require_fit(bumdes)
    bumdes.search_words = words_of(*_names(bumdes))
    bumdes.save()


def _set_villages(bumdes: Bumdes, details: BumdesDetails) -> None:
    """The seat is a member; a BUMDesma has others beside it."""
    wanted = {details.village_code}
    if details.kind == BumdesKind.BUMDESMA:
        wanted |= set(details.member_village_codes)
    bumdes.member_villages.exclude(village__code__in=wanted).delete()
    known = set(bumdes.member_villages.values_list("village_id", flat=True))
    BumdesVillage.objects.bulk_create(
        BumdesVillage(bumdes=bumdes, village_id=code) for code in sorted(wanted - known)
    )


def _save(by: User, bumdes: Bumdes, part: P, columns: Columns) -> P:
    scope.require(by, Permission.BUMDES_CHANGE, bumdes)
    with acting(by=by, verb=f"bumdes.save_{part._meta.model_name}") as act:
        for column, value in columns.items():
            setattr(part, column, value)
        require_fit(part)
        part.save()
        act.on(bumdes, territory_code=bumdes.village_id, part=str(part)[:200])
    return part
