"""No argument of a service ends in an error of the database: it is stored, or refused in words."""

import copy
import dataclasses
import datetime as dt
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.http import Http404

import umpak.foundation
import umpak.insight
import umpak.registry
from tests.registry.good_calls import DAY, GOOD, PDF, VILLAGE, WHY, World, household
from umpak.foundation.access.choices import Role, ScopeKind
from umpak.foundation.access.services import GrantRefused, grant_role
from umpak.foundation.access.tokens import TokenRefused, create_token
from umpak.foundation.calendar import today
from umpak.foundation.documents.choices import DocumentType
from umpak.foundation.documents.errors import DocumentRefused, ReasonMissing
from umpak.foundation.documents.services import DocumentFacts, add_document
from umpak.foundation.personal_data.services import ReasonTooShort
from umpak.insight.targeting.errors import PlanRefused
from umpak.registry.bumdes.details import BumdesDetails, UnitDetails
from umpak.registry.bumdes.services import add_bumdes, save_unit
from umpak.registry.cooperatives.choices import IdentifierKind, Post
from umpak.registry.cooperatives.errors import CooperativeRefused
from umpak.registry.cooperatives.services import (
    CooperativeFields,
    OfficerFields,
    YearFigures,
    add_cooperative,
    add_officer,
    merge_cooperatives,
    record_year,
    set_identifier,
)
from umpak.registry.enterprises.details import EnterpriseDetails, ProductDetails
from umpak.registry.enterprises.services.enterprises import add_enterprise
from umpak.registry.enterprises.services.parts import save_product
from umpak.registry.people.details import PersonDetails
from umpak.registry.people.services.households import add_household
from umpak.registry.people.services.persons import add_person
from umpak.registry.territory.errors import TerritoryRefused
from umpak.registry.territory.models import Territory
from umpak.registry.territory.services import add_alias

REFUSALS = (
    ValidationError, PermissionDenied, Http404, CooperativeRefused, DocumentRefused, GrantRefused,
    PlanRefused, ReasonMissing, ReasonTooShort, TerritoryRefused, TokenRefused,
)  # fmt: skip
BAD: dict[type, tuple[Any, ...]] = {
    str: ("", "   ", "x" * 3000, "a\x00b"),
    int: (-1, 0, 40_000, 2**31),
    Decimal: (Decimal(-1), Decimal(10) ** 17, Decimal("0.0000001")),
    dt.date: (dt.date.min, dt.date.max),
}
ELSEWHERE = {
    "audit.services.acting": "the frame of every service",
    "audit.services.record_read": "noted by pages, takes nothing that was typed",
    "audit.services.record_export": "noted by pages, takes nothing that was typed",
    "access.services.roles_to_move": "reads",
    "access.services.move_roles": "called by a merge with what it read",
    "access.services.require_right_over": "reads",
    "cooperatives.services.duplicates.roles_that_follow": "reads",
    "cooperatives.services.rights.require_change": "reads",
    "cooperatives.services.rights.require_office": "reads",
    "imports.services.choose_columns": "takes headers, told by the next check",
    "imports.services.preview_import": "takes a stored file: tests/foundation/imports",
    "imports.services.apply_import": "takes a stored file: tests/foundation/imports",
    "imports.services.undo_import": "takes a stored file: tests/foundation/imports",
    "imports.services.require_import": "reads",
    "registers.services.declare_register_state": "a day, one reason: tests/registry/registers",
    "village_index.services.choose_version": "one reason: as every other",
    "targeting.services.plans.draft_plan": "takes a finished run: tests/insight/targeting",
    "targeting.services.replay.replay_run": "takes a finished run: tests/insight/targeting",
    "targeting.services.runs.start_run": "takes a day: tests/insight/targeting",
    "targeting.services.runs.request_run": "takes a day: tests/insight/targeting",
}
# Names of code rather than of people: a wrong one is a slip of the program.
OF_THE_PROGRAM = {"kind_code", "period"}


def services() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Whatever somebody does to the records: public functions that are told `by` whom."""
    for package in (umpak.foundation, umpak.registry, umpak.insight):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not {"services", "tokens"} & set(module.name.split(".")):
                continue
            for name, one in inspect.getmembers(importlib.import_module(module.name)):
                is_own = getattr(one, "__module__", "") == module.name and not name.startswith("_")
                if inspect.isfunction(one) and is_own and "by" in inspect.signature(one).parameters:
                    yield f"{module.name.split('.', 2)[2]}.{name}", one


SERVICES = dict(services())


def test_every_service_is_called_with_bad_arguments_or_says_why_not():
    assert SERVICES.keys() == GOOD.keys() | ELSEWHERE.keys()


@pytest.fixture
def world(make_user: Callable[..., Any], stored_files: object) -> World:
    rows = [("99", None, "province", "provinsi"), ("99.01", "99", "regency", "kabupaten"),
            ("99.01.01", "99.01", "district", "kecamatan"),
            (VILLAGE, "99.01.01", "village", "desa"),
            ("99.01.01.2002", "99.01.01", "village", "desa")]  # fmt: skip
    for code, parent, level, kind in rows:
        Territory.objects.create(code=code, parent_id=parent, level=level, kind=kind, name="Tempat")
    officer, head, clerk = make_user(Role.OFFICER), make_user(Role.HEAD), make_user()
    made = World(officer=officer, head=head, clerk=clerk, made={})
    made.made |= _people_and_papers(made)
    made.made |= _cooperatives(made)
    business = {"village_code": VILLAGE, "sector": "makanan_olahan", "owner_name": "Sri"}
    made.made["enterprise"] = add_enterprise(
        by=officer, details=EnterpriseDetails(name="Warung Lama", **business)
    )
    made.made["product"] = save_product(
        by=officer, enterprise=made.enterprise, details=ProductDetails(name="Tape")
    )
    details = BumdesDetails(name="Karya", village_code=VILLAGE)
    made.made["bumdes"] = add_bumdes(by=officer, details=details)
    made.made["unit"] = save_unit(by=officer, bumdes=made.bumdes, details=UnitDetails(name="Toko"))
    return made


def _people_and_papers(world: World) -> dict[str, Any]:
    officer, tomorrow = world.officer, today() + dt.timedelta(1)
    family = add_household(by=officer, details=household())
    village = Territory.objects.get(code=VILLAGE)
    return {
        "tomorrow": tomorrow,
        "village": village,
        "household": family,
        "other_household": add_household(by=officer, details=household(head_name="Lain")),
        "person": add_person(by=officer, household=family, details=PersonDetails(name="Rini")),
        "alias": add_alias(by=officer, territory=village, name="Lama"),
        "token": create_token(by=officer, name="Kunci", expires_on=tomorrow)[0],
        "grant": grant_role(
            by=world.head, user=world.clerk, role=Role.PKK, scope_kind=ScopeKind.TERRITORY,
            scope_key="99.01.01",
        ),
        "document": add_document(
            by=officer, subject=village, data=PDF + b"lama",
            facts=DocumentFacts(type=DocumentType.OTHER, title="Lama"),
        ),
    }  # fmt: skip


def _cooperatives(world: World) -> dict[str, Any]:
    officer = world.officer
    one, twin, lost = (
        add_cooperative(
            by=officer,
            fields=CooperativeFields(name=name, kind="consumer", village_code=VILLAGE),
        )
        for name in ("Koperasi Satu", "Koperasi Dua", "Koperasi Tiga")
    )
    chair = OfficerFields(post=Post.CHAIR, person_name="Satu", from_on=DAY)
    nib = {"kind": IdentifierKind.NIB, "typed": "0101259900001"}
    return {
        "cooperative": one,
        "twin": twin,
        "merge": merge_cooperatives(by=officer, winner=twin, loser=lost, reason=WHY),
        "chair": add_officer(by=officer, cooperative=one, fields=chair),
        "identifier": set_identifier(by=officer, cooperative=one, **nib),
        "year": record_year(by=officer, cooperative=one, book_year=2022, figures=YearFigures()),
    }


@pytest.mark.parametrize("name", GOOD)
def test_bad_argument_is_stored_or_refused_in_words(world, name):
    service = SERVICES[name]
    _tried(service, copy.deepcopy(GOOD[name](world)), must_succeed=True)
    good = GOOD[name](world)
    for place, bad in _bad_values(service, good):
        kwargs = copy.deepcopy(GOOD[name](world))
        _put(kwargs, place, bad)
        try:
            _tried(service, kwargs, must_succeed=False)
        except Exception as error:
            error.add_note(f"{name}: {'.'.join(place)} = {str(bad)[:20]!r}")
            raise


def _tried(service: Callable[..., Any], kwargs: dict[str, Any], *, must_succeed: bool) -> None:
    """Call it, check what is checked at the end of a transaction, and take all back."""
    refused = None
    with transaction.atomic():
        try:
            with transaction.atomic():
                service(**kwargs)
                connection.check_constraints()
        except REFUSALS as refusal:
            refused = refusal
        transaction.set_rollback(True)
    assert refused is None or (str(refused).strip() and not must_succeed), refused


def _bad_values(
    service: Callable[..., Any], good: dict[str, Any]
) -> Iterator[tuple[tuple[str, ...], Any]]:
    hints = get_type_hints(service)
    for argument, value in good.items():
        if argument in OF_THE_PROGRAM:
            continue
        if dataclasses.is_dataclass(value):
            for field, kind in get_type_hints(type(value)).items():
                yield from (((argument, field), bad) for bad in _bad_of(kind))
        elif isinstance(value, dict):
            for key, held in value.items():
                yield from (((argument, key), bad) for bad in _bad_of(type(held)))
        else:
            yield from (((argument,), bad) for bad in _bad_of(hints[argument]))


def _bad_of(kind: Any) -> tuple[Any, ...]:
    if get_origin(kind) is tuple:
        return tuple((bad,) for bad in _bad_of(get_args(kind)[0]))
    kinds = get_args(kind) or (kind,)
    return tuple(bad for one in kinds for bad in BAD.get(one, ()))


def _put(kwargs: dict[str, Any], place: tuple[str, ...], bad: Any) -> None:
    argument, *rest = place
    held = kwargs[argument]
    if not rest:
        kwargs[argument] = bad
    elif isinstance(held, dict):
        held[rest[0]] = bad
    else:
        kwargs[argument] = dataclasses.replace(held, **{rest[0]: bad})
