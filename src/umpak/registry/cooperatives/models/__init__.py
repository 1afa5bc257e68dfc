"""Cooperatives with their official numbers, officers and yearly figures."""

from umpak.registry.cooperatives.models.cooperative import (
    Cooperative,
    CooperativeQuerySet,
    ServedVillage,
)
from umpak.registry.cooperatives.models.duplicates import CooperativeMerge, NotDuplicate
from umpak.registry.cooperatives.models.identifiers import (
    CooperativeBusinessLine,
    CooperativeIdentifier,
)
from umpak.registry.cooperatives.models.officers import CooperativeOfficer, OfficerKinship
from umpak.registry.cooperatives.models.years import CooperativeYear

__all__ = [
    "Cooperative",
    "CooperativeBusinessLine",
    "CooperativeIdentifier",
    "CooperativeMerge",
    "CooperativeOfficer",
    "CooperativeQuerySet",
    "CooperativeYear",
    "NotDuplicate",
    "OfficerKinship",
    "ServedVillage",
]
