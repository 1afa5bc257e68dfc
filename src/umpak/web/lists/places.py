"""The register of territories in memory, read again only after it has changed.

For the districts and villages to choose from, and for the names that stand in nearly every list.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import ForeignKey, QuerySet
from django.db.models.query import ModelIterable
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.registry.territory.choices import Level
from umpak.registry.territory.models import Territory
from umpak.registry.territory.selectors import register_version

Places = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]

MOST_HELD = 200  # one for each territory that officers have and each language
_held: dict[tuple[object, ...], tuple[tuple[int, int], Places]] = {}
_held_register: dict[tuple[int, int], dict[str, Territory]] = {}


def places_of(user: AnyUser, permission: Permission) -> Places:
    """The villages in the user's reach under their districts, as options of a choice."""
    key = (scope.reach(user, permission), get_language())
    version = register_version()
    found = _held.get(key)
    if found is not None and found[0] == version:
        return found[1]
    if len(_held) >= MOST_HELD:
        _held.clear()
    places = _read(user, permission)
    _held[key] = (version, places)
    return places


def without_places(rows: QuerySet[Any]) -> tuple[QuerySet[Any], list[ForeignKey[Any, Any]]]:
    """The rows without the join of their territories, and the columns that `put_places` fills."""
    joined = rows.query.select_related
    is_of_records = issubclass(rows._iterable_class, ModelIterable)
    if not isinstance(joined, dict) or not is_of_records or _names_other_tables(rows):
        return rows, []
    fields = [rows.model._meta.get_field(name) for name in joined]
    places = [f for f in fields if isinstance(f, ForeignKey) and f.related_model is Territory]
    kept = {name: part for name, part in joined.items() if name not in {f.name for f in places}}
    if places:
        rows = rows.all()
        rows.query.select_related = kept or False
    return rows, places


def put_places(rows: Sequence[Any], places: Sequence[ForeignKey[Any, Any]]) -> None:
    """What the join would have brought: each row's territories, with all above them."""
    if not places:
        return
    known = _register()
    for row in rows:
        for place in places:
            territory = known.get(getattr(row, place.attname))
            if territory is not None:
                place.set_cached_value(row, territory)


def _names_other_tables(rows: QuerySet[Any]) -> bool:
    """With `only("village__name")` the join is asked for by name."""
    names, _is_deferred = rows.query.deferred_loading
    return any("__" in name for name in names)


def _register() -> dict[str, Territory]:
    """Every territory under its code, its parent with it. Shared by all pages: never changed."""
    version = register_version()
    known = _held_register.get(version)
    if known is None:
        known = {each.code: each for each in Territory.objects.all()}
        _put_parents(known)
        _held_register.clear()
        _held_register[version] = known
    return known


def _put_parents(known: dict[str, Territory]) -> None:
    parent = Territory._meta.get_field("parent")
    assert isinstance(parent, ForeignKey)
    for each in known.values():
        if each.parent_id in known:
            parent.set_cached_value(each, known[each.parent_id])


def _read(user: AnyUser, permission: Permission) -> Places:
    places = scope.narrow(Territory.objects.all(), user, permission)
    places = places.filter(level__in=[Level.DISTRICT, Level.VILLAGE], valid_until__isnull=True)
    groups: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    for code, name, level in places.order_by("code").values_list("code", "name", "level"):
        if level == Level.DISTRICT:
            whole = _("Seluruh %(place)s") % {"place": name}
            groups[code] = (name, [(code, whole)])
        else:
            groups.setdefault(code[:8], ("", []))[1].append((code, name))
    return tuple((label, tuple(options)) for label, options in groups.values())
