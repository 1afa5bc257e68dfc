"""The districts and villages to choose from, read again only after the register has changed."""

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
