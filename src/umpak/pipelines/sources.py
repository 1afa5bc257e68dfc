"""The snapshot contract: which tables and columns insight may read, and nothing else.

Insight must know visits and programmes, which stand above it. It never imports them: each app
declares in its `snapshot.py` a query for one of these tables; the snapshot is written from those
queries, and every pipeline reads the snapshot. A table that nobody declares is absent, and so is
one whose register the regency does not keep: each measure that needs it is unavailable, and rules
on it stay silent. Of a register that is being filled the rows count where they stand, and a village
without any is unknown. Only of one that is complete is "none in this village" a fact.

Money is whole rupiah as an integer, so no engine is tempted to make it a float.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pyarrow as pa

from umpak.rules.problems import gettext_noop

TEXT, COUNT, SMALL, FLAG, DAY = pa.string(), pa.int64(), pa.int32(), pa.bool_(), pa.date32()
DEGREES = pa.float64()


@dataclass(frozen=True, kw_only=True)
class Source:
    """One table of the snapshot.

    Attributes:
        columns: Name and Arrow type; every row also has `regency_code`, which partitions the lake.
        nullable: Columns that may be empty; all others may not.
        is_required: Whether a lake without it is incomplete, unless the regency says that it does
            not keep such a register (`lake_writing.NOT_KEPT`).
        meaning: One line for `docs` and for whoever declares a query.
        pending: Columns that no wing gives yet, with the one that will; they are empty in every
            snapshot until then, and rules on them stay open.
    """

    name: str
    columns: Mapping[str, pa.DataType]
    nullable: frozenset[str]
    is_required: bool
    meaning: str
    pending: Mapping[str, str]

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema, with the partition column last."""
        fields = [
            pa.field(name, kind, nullable=name in self.nullable)
            for name, kind in self.columns.items()
        ]
        return pa.schema([*fields, pa.field("regency_code", TEXT, nullable=False)])


def _source(
    name: str,
    meaning: str,
    columns: Mapping[str, pa.DataType],
    *,
    nullable: tuple[str, ...] = (),
    is_required: bool = False,
    pending: Mapping[str, str] = MappingProxyType({}),
) -> Source:
    return Source(
        name=name,
        meaning=meaning,
        columns=MappingProxyType(dict(columns)),
        nullable=frozenset(nullable),
        is_required=is_required,
        pending=MappingProxyType(dict(pending)),
    )


# Indicators of the economy that a cooperative or an office for enterprises can move.
_SCORES = (
    "micro_industry_score",  # IKE01
    "shop_score",  # IKE04
    "logistics_score",  # IKE06
    "bank_score",  # IKE07
    "credit_score",  # IKE08
    "economic_institutions_score",  # IKE09
)

_ALL = (
    _source(
        "villages",
        "one row a village in force: where it lies and how many people it has",
        {
            "village_code": TEXT,
            "district_code": TEXT,
            "name": TEXT,
            "district_name": TEXT,
            "kind": TEXT,
            "population": COUNT,
            "lat": DEGREES,
            "lng": DEGREES,
        },
        nullable=("population", "lat", "lng"),
        is_required=True,
    ),
    _source(
        "households",
        "one row a family: welfare decile, programme flags, spending per head in rupiah",
        {
            "village_code": TEXT,
            "size": SMALL,
            "adults": SMALL,
            "desil": SMALL,
            "desil_period": TEXT,
            "previous_desil": SMALL,
            "has_business": FLAG,
            "is_cooperative_member": FLAG,
            "in_programme": FLAG,
            "spending_rupiah": COUNT,
        },
        nullable=("size", "adults", "desil", "desil_period", "previous_desil", "spending_rupiah"),
        is_required=True,
    ),
    _source(
        "place_totals",
        "one row a village: the newest count of families and of poor ones; used where no family is"
        " registered. `covers_all`: of all families, else of those on some list only",
        {
            "village_code": TEXT,
            "source": TEXT,
            "counted_on": TEXT,
            "families": COUNT,
            "poor_families": COUNT,
            "covers_all": FLAG,
            "least_criteria": SMALL,
            "people": COUNT,
        },
        nullable=("least_criteria", "people"),
    ),
    _source(
        "poverty_lines",
        "one row a regency: the newest poverty line, rupiah per head and month",
        {"year": SMALL, "line_rupiah": COUNT, "source": TEXT},
    ),
    _source(
        "cooperatives",
        "one row a cooperative with its seat; `is_ksp`: savings and loan (KSP, KSPPS, USP)",
        {
            "cooperative_id": TEXT,
            "village_code": TEXT,
            "is_ksp": FLAG,
            "is_village_cooperative": FLAG,
            "is_legal": FLAG,
            "activity_state": TEXT,
            "is_rat_overdue": FLAG,
            "has_officer_block": FLAG,
            "has_woman_on_board": FLAG,
            "has_nib": FLAG,
            "has_nik_koperasi": FLAG,
            "has_savings_permit": FLAG,
            "active_units": SMALL,
            "health_state": TEXT,
            "health_year": SMALL,
            "members": COUNT,
            "founded_on": DAY,
            "legal_on": DAY,
            "lat": DEGREES,
            "lng": DEGREES,
        },
        nullable=(
            "is_rat_overdue",
            "has_officer_block",
            "has_woman_on_board",
            "has_savings_permit",
            "active_units",
            "health_state",
            "health_year",
            "members",
            "founded_on",
            "legal_on",
            "lat",
            "lng",
        ),
        is_required=True,
        pending={
            "has_savings_permit": gettext_noop("izin usaha simpan pinjam"),
            "active_units": gettext_noop("gerai koperasi yang berjalan"),
        },
    ),
    _source(
        "served_villages",
        "which villages a cooperative serves; its seat is always among them",
        {"cooperative_id": TEXT, "village_code": TEXT},
    ),
    _source(
        "enterprises",
        "one row an enterprise that is open; the permit date is the next one to come",
        {
            "enterprise_id": TEXT,
            "village_code": TEXT,
            "owner_desil": SMALL,
            "size_class": TEXT,
            "is_food": FLAG,
            "has_nib": FLAG,
            "has_halal": FLAG,
            "has_buyer": FLAG,
            "permit_expires_on": DAY,
        },
        nullable=("owner_desil", "size_class", "permit_expires_on"),
    ),
    _source(
        "bumdes",
        "one row a village-owned enterprise",
        {"bumdes_id": TEXT, "village_code": TEXT, "is_legal": FLAG},
    ),
    _source(
        "village_index",
        "one row a village, instrument (idm, indeks_desa) and year; `points`: N of 6300 or of 635",
        {
            "village_code": TEXT,
            "instrument": TEXT,
            "year": SMALL,
            "iks": DEGREES,
            "ike": DEGREES,
            "ikl": DEGREES,
            "composite": DEGREES,
            "status": TEXT,
            "points": SMALL,
            **dict.fromkeys(_SCORES, SMALL),
        },
        nullable=(
            "iks",
            "ike",
            "ikl",
            "composite",
            "points",
            *_SCORES,
        ),
    ),
    _source(
        "boundaries",
        "one row a village with a polygon (GeoJSON geometry): who borders on whom",
        {"village_code": TEXT, "geometry": TEXT},
    ),
    _source(
        "visits",
        "one row a visit to a village by somebody of the office (from the outreach wing)",
        {"village_code": TEXT, "visited_on": DAY},
    ),
    _source(
        "requests",
        "one row an official request of a village (from the outreach wing)",
        {"village_code": TEXT, "received_on": DAY, "answered_on": DAY},
        nullable=("answered_on",),
    ),
    _source(
        "trainings",
        "one row a person trained: village and decile (from the programmes wing)",
        {"village_code": TEXT, "held_on": DAY, "desil": SMALL},
        nullable=("desil",),
    ),
    _source(
        "sharing_agreements",
        "one row an agreement in force between a BUMDes and a cooperative (formation wing)",
        {"bumdes_id": TEXT, "cooperative_id": TEXT, "village_code": TEXT},
    ),
)

PENDING: Mapping[str, str] = MappingProxyType(
    {f"{source.name}.{column}": text for source in _ALL for column, text in source.pending.items()}
)
"""Every column that waits for its wing, as `table.column`, with what is missing in words."""

SOURCES: Mapping[str, Source] = MappingProxyType({source.name: source for source in _ALL})

REQUIRED = tuple(name for name, source in SOURCES.items() if source.is_required)
"""Without these, or the word that a regency does not keep them, nothing is computed."""
