"""Into which tables a row goes: the person, the business, then all that belongs to it."""

from umpak.foundation.imports.kinds import Target, Value
from umpak.registry.enterprises.choices import PermitKind
from umpak.registry.enterprises.imports.columns import MOST_BUYERS, MOST_PRODUCTS
from umpak.registry.enterprises.models import (
    Buyer,
    Enterprise,
    EnterpriseGroup,
    GroupMember,
    Permit,
    Product,
)
from umpak.registry.people.models import Person

_ENTERPRISE = Value(
    sql="(SELECT e.id FROM enterprises_enterprise e WHERE e.public_id = s.public_id)"
)
_GROUP = Value(
    sql="(SELECT g.id FROM enterprises_enterprisegroup g"
    " WHERE g.village_code = s.village_code AND g.name = s.group_name)"
)
# Nobody is added to a family whose processing is restricted: it would stand in every list.
_NEW_PERSON = (
    "s.owner_id IS NULL AND s.owner_nik_hash IS NOT NULL AND s.owner_name IS NOT NULL"
    " AND NOT EXISTS (SELECT FROM people_household r"
    " WHERE r.id = s.household_id AND r.is_restricted)"
)

_PERSON = Target(
    model=Person,
    key=("nik_hash",),
    where=_NEW_PERSON,
    is_distinct=True,
    values={
        "nik": "owner_nik_sealed",
        "nik_hash": "owner_nik_hash",
        "name": "owner_name",
        "village": "village_code",
        "household": Value(sql="s.household_id", is_compared=False),
    },
)
_BUSINESS = Target(
    model=Enterprise,
    key=("public_id",),
    match='t."id" = s.enterprise_id',
    values={
        "public_id": Value(sql="s.public_id"),
        "name": "name",
        "village": "village_code",
        "owner": Value(
            sql="coalesce(s.owner_id,"
            " (SELECT p.id FROM people_person p WHERE p.nik_hash = s.owner_nik_hash))"
        ),
        "household": Value(sql="s.household_id"),
        "owner_name": Value(
            sql="CASE WHEN s.owner_id IS NULL AND s.owner_nik_hash IS NULL THEN s.owner_name END",
            columns=("owner_name",),
        ),
        "sector": "sector",
        "kbli": "kbli",
        "kbli_year": Value(sql="s.kbli_year", columns=("kbli",)),
        "capital": "capital",
        "yearly_sales": "yearly_sales",
        "started_year": "started_year",
        "workers": "workers",
        "phone": "phone_sealed",
        "phone_hash": "phone_hash",
        "size_by_capital": Value(sql="s.size_by_capital"),
        "size_by_sales": Value(sql="s.size_by_sales"),
        "size": Value(sql="s.size"),
        "size_decided_by": Value(sql="s.size_decided_by"),
        "search_words": Value(sql="s.search_words::varchar[]", is_compared=False),
    },
)
_GROUPS = (
    Target(
        model=EnterpriseGroup,
        key=("village", "name"),
        where="s.group_name IS NOT NULL",
        is_distinct=True,
        values={"village": "village_code", "name": "group_name"},
    ),
    Target(
        model=GroupMember,
        key=("group", "enterprise"),
        where="s.group_name IS NOT NULL",
        values={"group": _GROUP, "enterprise": _ENTERPRISE},
    ),
)


def _permit(kind: PermitKind, number: str, expires: str | None) -> Target:
    ends = {"expires_on": expires} if expires else {}
    return Target(
        model=Permit,
        key=("enterprise", "kind", "number"),
        where=f"s.{number} IS NOT NULL",
        values={
            "enterprise": _ENTERPRISE,
            "kind": Value(sql=f"'{kind.value}'"),
            "number": number,
            **ends,
        },
    )


def _product(number: int) -> Target:
    return Target(
        model=Product,
        key=("enterprise", "name"),
        where=f"s.product_{number} IS NOT NULL",
        values={"enterprise": _ENTERPRISE, "name": Value(sql=f"s.product_{number}")},
    )


def _buyer(number: int) -> Target:
    return Target(
        model=Buyer,
        key=("enterprise", "name"),
        where=f"s.buyer_{number} IS NOT NULL",
        values={
            "enterprise": _ENTERPRISE,
            "name": Value(sql=f"s.buyer_{number}"),
            "kind": Value(sql=f"s.buyer_{number}_kind", is_compared=False),
        },
    )


TARGETS = (
    _PERSON,
    _BUSINESS,
    *_GROUPS,
    _permit(PermitKind.NIB, "nib", None),
    _permit(PermitKind.PIRT, "pirt", "pirt_expires"),
    _permit(PermitKind.HALAL, "halal", "halal_expires"),
    *(_product(number) for number in range(1, MOST_PRODUCTS + 1)),
    *(_buyer(number) for number in range(1, MOST_BUYERS + 1)),
)
