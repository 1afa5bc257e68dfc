"""The register of cooperatives: one row a cooperative, with its papers, posts and meetings.

A row finds its cooperative by the NIK koperasi, else by the number of the legal decree, else by
name, kind and village. What was verified on paper is never overwritten by a file.
"""

from django.utils.translation import gettext_lazy as _

from umpak.foundation.access.choices import Permission
from umpak.foundation.imports.kinds import ImportKind, Target, Value
from umpak.registry.cooperatives.choices import LEGAL_NUMBERS, IdentifierKind, Post
from umpak.registry.cooperatives.imports.checks import CHECKS
from umpak.registry.cooperatives.imports.columns import COLUMNS, MEETING_YEARS
from umpak.registry.cooperatives.imports.hooks import (
    after,
    inspect,
    prepare,
    remake,
    transform,
)
from umpak.registry.cooperatives.models import (
    Cooperative,
    CooperativeBusinessLine,
    CooperativeIdentifier,
    CooperativeOfficer,
    CooperativeYear,
    ServedVillage,
)

OWN = "JOIN cooperatives_cooperative c ON c.public_id = s.public_id"


_ALIAS = "SELECT 1 FROM cooperatives_cooperativeidentifier a WHERE a.is_alias"
_SERVING = (
    "SELECT 1 FROM cooperatives_cooperativeofficer o WHERE o.cooperative_id = c.id"
    " AND o.ended_on IS NULL"
)


def _identifier(kind: str, value: str, columns: tuple[str, ...], issued: str = "NULL") -> Target:
    """One kind of number: the one in force is corrected, an alias of the same value left alone."""
    return Target(
        model=CooperativeIdentifier,
        key=("cooperative", "kind"),
        join=OWN,
        match=f"t.cooperative_id = c.id AND t.kind = {kind} AND NOT t.is_alias",
        where=f"{value} IS NOT NULL AND NOT EXISTS ({_ALIAS} AND a.kind = {kind}"
        f" AND a.value = {value})",
        values={
            "cooperative": Value(sql="c.id"),
            "kind": Value(sql=kind),
            "value": Value(sql=value, columns=columns),
            "as_typed": Value(sql=f"s.{columns[0]}", columns=columns),
            "issued_on": Value(sql=issued, columns=columns),
        },
    )


def _post(column: str, post: Post) -> Target:
    """A name on a post that is vacant, or held by the same person already."""
    serving = f"{_SERVING} AND o.post = '{post.value}'"
    return Target(
        model=CooperativeOfficer,
        key=("cooperative", "post", "person_key"),
        join=OWN,
        match=f"t.cooperative_id = c.id AND t.post = '{post.value}' AND t.ended_on IS NULL"
        f" AND t.person_key = s.{column}_key",
        where=f"s.{column}_key IS NOT NULL AND (NOT EXISTS ({serving}) OR EXISTS ({serving}"
        f" AND o.person_key = s.{column}_key))",
        values={
            "cooperative": Value(sql="c.id"),
            "board": Value(sql="'pengurus'"),
            "post": Value(sql=f"'{post.value}'"),
            "person_key": Value(sql=f"s.{column}_key", columns=(column,)),
            "person_name": Value(sql=f"s.{column}", columns=(column,)),
        },
    )


def _meeting(year: int) -> Target:
    cell = f"s.rat_{year}"
    return Target(
        model=CooperativeYear,
        key=("cooperative", "book_year"),
        join=OWN,
        where=f"{cell} IS NOT NULL",
        values={
            "cooperative": Value(sql="c.id"),
            "book_year": Value(sql=str(year)),
            "is_rat_held": Value(sql=f"{cell} <> 'false'", columns=(f"rat_{year}",)),
            "rat_on": Value(
                sql=f"CASE WHEN {cell} ~ '^[0-9]' THEN {cell}::date END", columns=(f"rat_{year}",)
            ),
            "source": Value(sql="'import'", is_compared=False),
        },
    )


_COOPERATIVE = Target(
    model=Cooperative,
    key=("public_id",),
    values={
        "public_id": Value(sql="s.public_id"),
        "name": "name",
        "name_key": Value(sql="s.name_key", columns=("name",)),
        "search_words": Value(sql="s.search_words", columns=("name",), is_compared=False),
        "kind": Value(sql="s.kind_value", columns=("kind",)),
        "has_savings_loan_unit": Value(sql="s.has_unit", columns=("kind", "savings_loan_unit")),
        "pattern": Value(sql="s.pattern_value", columns=("pattern", "kind")),
        "form": Value(sql="split_part(s.form, '/', 1)", columns=("form",)),
        "membership_area": Value(sql="nullif(split_part(s.form, '/', 2), '')", columns=("form",)),
        "village": Value(sql="s.village_code", columns=("village_code", "village_name")),
        "address": "address",
        "lat": "lat",
        "lng": "lng",
        "coordinate_check": Value(
            sql="s.coordinate_check",
            columns=("lat", "village_code", "village_name"),
            is_compared=False,
            is_remade=True,
        ),
        "phone": "phone_sealed",
        "phone_hash": "phone_hash",
        "legal_status": Value(sql="s.status_value", columns=("status", "legal_number")),
        "founded_on": "founded_on",
        "registered_on": Value(sql="s.registered_on", is_compared=False),
    },
)

_REST = (
    Target(
        model=ServedVillage,
        key=("cooperative", "village"),
        join=OWN,
        values={"cooperative": Value(sql="c.id"), "village": Value(sql="c.village_code")},
    ),
    _identifier("s.legal_kind", "s.legal_value", ("legal_number",), "s.decree_on"),
    *(
        _identifier(f"'{kind.value}'", f"s.{kind.value}", (kind.value,))
        for kind in IdentifierKind
        if kind not in {*LEGAL_NUMBERS, IdentifierKind.KOP_ID_DOMAIN}
    ),
    Target(
        model=CooperativeBusinessLine,
        key=("cooperative", "code", "classification_year"),
        join=OWN,
        where="s.kbli IS NOT NULL",
        values={
            "cooperative": Value(sql="c.id"),
            "code": "kbli",
            "classification_year": "kbli_year",
            "is_main": Value(
                sql="NOT EXISTS (SELECT 1 FROM cooperatives_cooperativebusinessline m"
                " WHERE m.cooperative_id = c.id AND m.is_main)",
                is_compared=False,
            ),
        },
    ),
    _post("chair", Post.CHAIR),
    _post("secretary", Post.SECRETARY),
    _post("treasurer", Post.TREASURER),
    *(_meeting(year) for year in MEETING_YEARS),
    Target(
        model=CooperativeYear,
        key=("cooperative", "book_year"),
        join=OWN,
        where="s.members IS NOT NULL OR s.assets IS NOT NULL",
        values={
            "cooperative": Value(sql="c.id"),
            "book_year": Value(sql="s.figures_year"),
            "members": "members",
            "assets": "assets",
            "source": Value(sql="'import'", is_compared=False),
        },
    ),
)

COOPERATIVES = ImportKind(
    code="cooperatives",
    label=_("Koperasi"),
    description=_("Satu baris satu koperasi: identitas, surat, pengurus inti, anggota, dan RAT."),
    permissions=(Permission.COOPERATIVE_CHANGE,),
    columns=COLUMNS,
    targets=(_COOPERATIVE, *_REST),
    checks=CHECKS,
    derived={
        "public_id": "uuid",
        "cooperative_id": "bigint",
        "name_key": "text",
        "search_words": "text[]",
        "kind_value": "text",
        "has_unit": "boolean",
        "pattern_value": "text",
        "status_value": "text",
        "legal_kind": "text",
        "legal_value": "text",
        "coordinate_check": "text",
        "registered_on": "date",
        "figures_year": "integer",
        "chair_key": "text",
        "secretary_key": "text",
        "treasurer_key": "text",
    },
    territory_column="village_code",
    transform=transform,
    prepare=prepare,
    inspect=inspect,
    after=after,
    undone=remake,
)
