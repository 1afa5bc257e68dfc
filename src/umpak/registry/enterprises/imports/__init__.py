"""The file `enterprises`: one row a business, with its owner, permits, products and buyers.

A business is found again by village, name and owner. The owner is a person by NIK, else a family by
card, else a name alone; a person whom the register does not know yet is added where the file gives
the name too.
"""

from django.utils.translation import gettext_lazy as _

from umpak.foundation.access.choices import Permission
from umpak.foundation.imports.kinds import ImportKind, register
from umpak.foundation.imports.undo import Undone
from umpak.registry.enterprises.imports.checks import CHECKS
from umpak.registry.enterprises.imports.columns import COLUMNS, DERIVED
from umpak.registry.enterprises.imports.matching import after, inspect, prepare
from umpak.registry.enterprises.imports.reading import transform
from umpak.registry.enterprises.imports.targets import TARGETS
from umpak.registry.enterprises.models import Enterprise
from umpak.registry.enterprises.services.enterprises import refresh_words_of
from umpak.registry.people.imports.families import find_by_former_names


def _undone(undone: Undone) -> None:
    """Businesses are found under their former owners, families without those who came with it."""
    find_by_former_names(undone)
    refresh_words_of(undone.rows(Enterprise))


ENTERPRISES = ImportKind(
    code="enterprises",
    label=_("Usaha (UMKM)"),
    description=_("Usaha dengan pemilik, modal, omzet, produk, izin, pembeli dan kelompoknya."),
    permissions=(Permission.ENTERPRISE_CHANGE, Permission.PEOPLE_CHANGE),
    columns=COLUMNS,
    derived=DERIVED,
    checks=CHECKS,
    territory_column="village_code",
    transform=transform,
    prepare=prepare,
    inspect=inspect,
    targets=TARGETS,
    after=after,
    undone=_undone,
)


def register_kinds() -> None:
    """Called once from the app's `ready`."""
    register(ENTERPRISES)
