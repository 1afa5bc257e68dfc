"""The file `bumdes`: one row a BUMDes or BUMDesma, with its owners, certificate, units, director.

A BUMDes is found again by village and name. Files call two things `status`: whether it runs, and
whether it is a legal body; the words tell them apart, and a certificate number says the second.
"""

from django.utils.translation import gettext_lazy as _

from umpak.foundation.access.choices import Permission
from umpak.foundation.imports.kinds import ImportKind, Target, Value, register
from umpak.registry.bumdes.imports.checks import CHECKS
from umpak.registry.bumdes.imports.columns import COLUMNS, DERIVED, MOST_UNITS
from umpak.registry.bumdes.imports.reading import after, inspect, prepare, transform
from umpak.registry.bumdes.models import Bumdes, BumdesUnit, BumdesVillage
from umpak.registry.bumdes.services import refresh_words_of

_BUMDES = Value(sql="(SELECT b.id FROM bumdes_bumdes b WHERE b.public_id = s.public_id)")


def _unit(number: int) -> Target:
    return Target(
        model=BumdesUnit,
        key=("bumdes", "name"),
        where=f"s.unit_{number} IS NOT NULL",
        values={"bumdes": _BUMDES, "name": Value(sql=f"s.unit_{number}")},
    )


BUMDES = ImportKind(
    code="bumdes",
    label=_("BUMDes"),
    description=_("BUMDes dengan badan hukum, unit usaha, aset dan direkturnya."),
    permissions=(Permission.BUMDES_CHANGE,),
    columns=COLUMNS,
    derived=DERIVED,
    unique=(("village_code", "name"), ("legal_number",)),
    checks=CHECKS,
    territory_column="village_code",
    transform=transform,
    prepare=prepare,
    inspect=inspect,
    after=after,
    undone=lambda undone: refresh_words_of(undone.rows(Bumdes)),
    targets=(
        Target(
            model=Bumdes,
            key=("public_id",),
            match='t."id" = s.bumdes_id',
            values={
                "public_id": Value(sql="s.public_id"),
                "name": "name",
                "village": "village_code",
                "kind": Value(sql="s.kind_value", columns=("kind", "owners")),
                "legal_status": Value(sql="s.legal_status"),
                "legal_number": "legal_number",
                "legal_on": "legal_on",
                "is_active": Value(sql="s.is_active"),
                "reported_assets": "reported_assets",
                "director_name": "director_name",
                "phone": "phone_sealed",
                "phone_hash": "phone_hash",
                "search_words": Value(sql="s.search_words::varchar[]", is_compared=False),
            },
        ),
        Target(
            model=BumdesVillage,
            key=("bumdes", "village"),
            values={"bumdes": _BUMDES, "village": "village_code"},
        ),
        *(_unit(number) for number in range(1, MOST_UNITS + 1)),
    ),
)


def register_kinds() -> None:
    """Called once from the app's `ready`."""
    register(BUMDES)
