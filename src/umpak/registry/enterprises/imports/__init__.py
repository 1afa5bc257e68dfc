"""The file `enterprises`: one row a business, with its owner, permits, products and buyers.

A business is found again by village, name and owner. The owner is a person by NIK, else a family by
card, else a name alone; a person whom the register does not know yet is added where the file gives
the name too.
"""

from django.utils.translation import gettext_lazy as _

from umpak.foundation.access.choices import Permission
from umpak.foundation.imports.kinds import ImportKind, register
from umpak.registry.enterprises.imports.checks import CHECKS
from umpak.registry.enterprises.imports.columns import COLUMNS, DERIVED
from umpak.registry.enterprises.imports.matching import prepare
from umpak.registry.enterprises.imports.reading import transform
from umpak.registry.enterprises.imports.targets import TARGETS

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
    targets=TARGETS,
)


def register_kinds() -> None:
    """Called once from the app's `ready`."""
    register(ENTERPRISES)
