"""For every service a call that succeeds, and the small world in which it does."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from umpak.foundation.access.choices import Role, ScopeKind
from umpak.foundation.documents.choices import DocumentType
from umpak.foundation.documents.services import DocumentFacts
from umpak.insight.targeting.choices import PlanStatus, RunStatus
from umpak.insight.targeting.models import InsightPlan, InsightRun
from umpak.registry.bumdes.details import AssetDetails, BumdesDetails, UnitDetails, YearDetails
from umpak.registry.cooperatives.choices import ClosingReason, IdentifierKind, Post
from umpak.registry.cooperatives.services import (
    CooperativeFields,
    OfficerFields,
    YearFigures,
    fields_of,
)
from umpak.registry.enterprises.details import (
    BuyerDetails,
    EnterpriseDetails,
    PermitDetails,
    ProductDetails,
)
from umpak.registry.people.details import HouseholdDetails, PersonDetails
from umpak.rules.quarters import Quarter

VILLAGE, NEIGHBOUR = "99.01.01.2001", "99.01.01.2002"
DAY = dt.date(2025, 3, 4)
WHY = "Surat permintaan 12/2026"
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
BUSINESS = {
    "name": "Warung", "village_code": VILLAGE, "sector": "makanan_olahan", "owner_name": "Sri",
    "workers": 2, "capital": Decimal(5), "started_year": 2020,
}  # fmt: skip


@dataclass(kw_only=True)
class World:
    """Two people of the office and one record of each kind."""

    officer: Any
    head: Any
    clerk: Any
    made: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        return self.made[name]


def household(**changed: Any) -> HouseholdDetails:
    known = {"village_code": VILLAGE, "head_name": "Sutarjo", "size": 4, "adults": 2, "desil": 2,
             "desil_period": Quarter(year=2026, number=1),
             "expenditure_per_capita": Decimal(400000)}  # fmt: skip
    return HouseholdDetails(**(known | changed))


def run_of(regency_code: str) -> InsightRun:
    return InsightRun.objects.create(
        regency_code=regency_code, as_of=DAY, budget_year=2026, rule_version="a" * 16,
        parameter_version="b" * 16, code_version="1", status=RunStatus.QUEUED,
    )  # fmt: skip


def plan_of(world: World, status: PlanStatus) -> InsightPlan:
    proposed = status == PlanStatus.PROPOSED
    return InsightPlan.objects.create(
        run=run_of("99.01"), title="Rencana", drafted_by=world.officer, status=status,
        proposed_by=world.officer if proposed else None,
        proposed_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC) if proposed else None,
    )  # fmt: skip


GOOD: dict[str, Callable[[World], dict[str, Any]]] = {
    "access.services.add_user": lambda w: {
        "by": w.head, "username": "baru", "name": "Baru", "password": "rahasia-uji",
        "email": "baru@contoh.test",
    },
    "access.services.change_user": lambda w: {
        "by": w.head, "user": w.clerk, "name": "Lain", "email": "lain@contoh.test",
    },
    "access.services.set_password": lambda w: {
        "by": w.head, "user": w.clerk, "password": "rahasia-lain", "reason": WHY,
    },
    "access.services.close_user": lambda w: {"by": w.head, "user": w.clerk, "reason": WHY},
    "access.services.reopen_user": lambda w: {"by": w.head, "user": w.clerk, "reason": WHY},
    "access.services.grant_role": lambda w: {
        "by": w.head, "user": w.clerk, "role": Role.OFFICER, "scope_kind": ScopeKind.TERRITORY,
        "scope_key": "99.01.01", "from_on": DAY, "until_on": DAY, "legal_reference": "SK 1",
    },
    "access.services.revoke_role": lambda w: {"by": w.head, "grant": w.grant, "reason": WHY},
    "access.tokens.create_token": lambda w: {
        "by": w.officer, "name": "Mesin", "expires_on": w.tomorrow, "territory_code": "99.01",
    },
    "access.tokens.revoke_token": lambda w: {"by": w.officer, "token": w.token},
    "documents.services.add_document": lambda w: {
        "by": w.officer, "subject": w.village, "data": PDF,
        "facts": DocumentFacts(type=DocumentType.OTHER, title="Surat", number="1", issued_on=DAY,
                               valid_until=DAY),
    },
    "documents.services.replace_document": lambda w: {
        "by": w.officer, "subject": w.village, "document": w.document, "data": PDF + b"baru",
        "facts": DocumentFacts(type=DocumentType.OTHER, title="Surat"), "reason": WHY,
    },
    "documents.services.remove_document": lambda w: {
        "by": w.officer, "subject": w.village, "document": w.document, "reason": WHY,
    },
    "imports.services.upload_import": lambda w: {
        "by": w.officer, "kind_code": "households", "file_name": "a.csv", "content": b"a,b\n1,2\n",
        "sheet_name": "Satu", "territory_code": "99.01",
    },
    "personal_data.services.unmask": lambda w: {
        "by": w.officer, "record": w.household, "reason": WHY,
    },
    "territory.services.change_territory": lambda w: {
        "by": w.officer, "territory": w.village, "reason": WHY,
        "changes": {"population": 900, "area_km2": Decimal("1.5"), "regional_word": "Kalurahan",
                    "bps_code": "9901012001", "population_on": DAY, "valid_from": DAY},
    },
    "territory.services.rename_territory": lambda w: {
        "by": w.officer, "territory": w.village, "name": "Sumber Baru", "legal_reference": "UU 1",
    },
    "territory.services.add_alias": lambda w: {
        "by": w.officer, "territory": w.village, "name": "Soember", "source": "peta 1910",
    },
    "territory.services.remove_alias": lambda w: {"by": w.officer, "alias": w.alias},
    "territory.services.succeed_territory": lambda w: {
        "by": w.officer, "predecessor": w.village, "code": "99.01.01.2009", "name": "Baru",
        "on": DAY, "legal_reference": "UU 1",
    },
    "people.services.households.add_household": lambda w: {
        "by": w.officer, "details": household(address="Jl. 1", rt="1", rw="2", phone="",
                                              family_card=""),
    },
    "people.services.households.change_household": lambda w: {
        "by": w.officer, "household": w.household, "details": household(), "reason": WHY,
    },
    "people.services.households.move_household": lambda w: {
        "by": w.officer, "household": w.household, "village_code": NEIGHBOUR, "address": "Jl. 2",
        "rt": "1", "rw": "1", "reason": WHY,
    },
    "people.services.households.note_desil": lambda w: {
        "by": w.officer, "household": w.household, "desil": 3,
        "period": Quarter(year=2026, number=1), "source": "musdes",
    },
    "people.services.persons.add_person": lambda w: {
        "by": w.officer, "household": w.household,
        "details": PersonDetails(name="Rini", sex="female", relation="child", birth_on=DAY),
    },
    "people.services.persons.change_person": lambda w: {
        "by": w.officer, "person": w.person, "reason": WHY,
        "details": PersonDetails(name="Rina", sex="female", relation="child", birth_on=DAY),
    },
    "people.services.persons.move_person": lambda w: {
        "by": w.officer, "person": w.person, "household": w.other_household, "relation": "child",
        "reason": WHY,
    },
    "people.services.restriction.restrict": lambda w: {
        "by": w.officer, "record": w.household, "reason": WHY,
    },
    "people.services.restriction.lift_restriction": lambda w: {
        "by": w.officer, "record": w.household, "reason": WHY,
    },
    "cooperatives.services.cooperatives.add_cooperative": lambda w: {
        "by": w.officer, "registered_on": DAY,
        "fields": CooperativeFields(name="Koperasi Baru", kind="consumer", village_code=VILLAGE,
                                    address="Jl. 1", lat=Decimal(-7), lng=Decimal(111),
                                    founded_on=DAY, email="a@contoh.test"),
    },
    "cooperatives.services.cooperatives.change_cooperative": lambda w: {
        "by": w.officer, "cooperative": w.cooperative, "fields": fields_of(w.cooperative),
        "reason": WHY,
    },
    "cooperatives.services.cooperatives.close_cooperative": lambda w: {
        "by": w.officer, "cooperative": w.cooperative, "closed_on": DAY,
        "why": ClosingReason.values[0], "reason": WHY,
    },
    "cooperatives.services.cooperatives.reopen_cooperative": lambda w: {
        "by": w.officer, "cooperative": w.cooperative, "reason": WHY,
    },
    "cooperatives.services.duplicates.merge_cooperatives": lambda w: {
        "by": w.officer, "winner": w.cooperative, "loser": w.twin, "reason": WHY,
    },
    "cooperatives.services.duplicates.undo_merge": lambda w: {
        "by": w.officer, "merge": w.merge, "reason": WHY,
    },
    "cooperatives.services.duplicates.mark_not_duplicate": lambda w: {
        "by": w.officer, "one": w.cooperative, "other": w.twin, "reason": WHY,
    },
    "cooperatives.services.identifiers.set_identifier": lambda w: {
        "by": w.officer, "cooperative": w.cooperative, "kind": IdentifierKind.NIB,
        "typed": "0101259900002", "issued_by": "OSS", "issued_on": DAY,
    },
    "cooperatives.services.identifiers.remove_identifier": lambda w: {
        "by": w.officer, "identifier": w.identifier, "reason": WHY,
    },
    "cooperatives.services.identifiers.set_business_lines": lambda w: {
        "by": w.officer, "cooperative": w.cooperative, "lines": [],
    },
    "cooperatives.services.officers.add_officer": lambda w: {
        "by": w.officer, "cooperative": w.cooperative,
        "fields": OfficerFields(post=Post.SECRETARY, person_name="Dua", from_on=DAY, until_on=DAY,
                                term_number=1),
    },
    "cooperatives.services.officers.change_officer": lambda w: {
        "by": w.officer, "officer": w.chair,
        "fields": OfficerFields(post=Post.CHAIR, person_name="Satu", from_on=DAY, until_on=DAY),
    },
    "cooperatives.services.officers.end_officer": lambda w: {
        "by": w.officer, "officer": w.chair, "ended_on": DAY, "reason": WHY,
    },
    "cooperatives.services.officers.declare_kinships": lambda w: {
        "by": w.officer, "cooperative": w.cooperative, "declared_on": DAY, "ties": [],
    },
    "cooperatives.services.verifying.verify_identifier": lambda w: {
        "by": w.officer, "identifier": w.identifier, "seen": "",
    },
    "cooperatives.services.verifying.verify_year": lambda w: {
        "by": w.officer, "year": w.year, "seen": "",
    },
    "cooperatives.services.years.record_year": lambda w: {
        "by": w.officer, "cooperative": w.cooperative, "book_year": 2023,
        "figures": YearFigures(members=4, assets=Decimal(1), own_capital=Decimal(1),
                               loans=Decimal(1), turnover=Decimal(1), rat_on=dt.date(2024, 3, 1),
                               reported_on=DAY),
    },
    "enterprises.services.enterprises.add_enterprise": lambda w: {
        "by": w.officer, "details": EnterpriseDetails(**BUSINESS, address="Jl. 1"),
    },
    "enterprises.services.enterprises.change_enterprise": lambda w: {
        "by": w.officer, "enterprise": w.enterprise, "details": EnterpriseDetails(**BUSINESS),
        "reason": WHY,
    },
    "enterprises.services.enterprises.close_enterprise": lambda w: {
        "by": w.officer, "enterprise": w.enterprise, "closed_on": DAY, "reason": WHY,
    },
    "enterprises.services.enterprises.reopen_enterprise": lambda w: {
        "by": w.officer, "enterprise": w.enterprise, "reason": WHY,
    },
    "enterprises.services.parts.save_product": lambda w: {
        "by": w.officer, "enterprise": w.enterprise,
        "details": ProductDetails(name="Keripik", unit="kg", price=Decimal(1),
                                  monthly_capacity=Decimal(1)),
    },
    "enterprises.services.parts.save_permit": lambda w: {
        "by": w.officer, "enterprise": w.enterprise,
        "details": PermitDetails(kind="lainnya", number="12", issued_on=DAY, expires_on=DAY),
    },
    "enterprises.services.parts.save_buyer": lambda w: {
        "by": w.officer, "enterprise": w.enterprise,
        "details": BuyerDetails(name="Hotel", kind="hotel", since_year=2020),
    },
    "enterprises.services.parts.join_group": lambda w: {
        "by": w.officer, "enterprise": w.enterprise, "group_name": "Melati",
    },
    "enterprises.services.parts.remove_part": lambda w: {
        "by": w.officer, "enterprise": w.enterprise, "part": w.product,
    },
    "bumdes.services.add_bumdes": lambda w: {
        "by": w.officer,
        "details": BumdesDetails(name="Lain", village_code=VILLAGE, founded_on=DAY,
                                 founding_regulation="Perdes 1", ranking="maju", ranking_year=2023,
                                 director_name="A", reported_assets=Decimal(1)),
    },
    "bumdes.services.change_bumdes": lambda w: {
        "by": w.officer, "bumdes": w.bumdes, "reason": WHY,
        "details": BumdesDetails(name="Karya", village_code=VILLAGE),
    },
    "bumdes.services.save_unit": lambda w: {
        "by": w.officer, "bumdes": w.bumdes,
        "details": UnitDetails(name="Air", started_on=DAY, workers=2),
    },
    "bumdes.services.save_asset": lambda w: {
        "by": w.officer, "bumdes": w.bumdes,
        "details": AssetDetails(name="Tanah", category="tanah", value=Decimal(1),
                                acquired_year=2020),
    },
    "bumdes.services.save_year": lambda w: {
        "by": w.officer, "bumdes": w.bumdes,
        "details": YearDetails(year=2023, revenue=Decimal(1), profit=Decimal(1),
                               assets=Decimal(1), village_share=Decimal(1)),
    },
    "bumdes.services.remove_part": lambda w: {
        "by": w.officer, "bumdes": w.bumdes, "part": w.unit,
    },
    "targeting.services.plans.propose_plan": lambda w: {
        "by": w.officer, "plan": plan_of(w, PlanStatus.DRAFT),
    },
    "targeting.services.plans.approve_plan": lambda w: {
        "by": w.head, "plan": plan_of(w, PlanStatus.PROPOSED), "note": "Setuju",
    },
    "targeting.services.plans.reject_plan": lambda w: {
        "by": w.head, "plan": plan_of(w, PlanStatus.PROPOSED), "note": "Belum",
    },
    "targeting.services.runs.cancel_run": lambda w: {"by": w.officer, "run": run_of("99.01")},
}  # fmt: skip
