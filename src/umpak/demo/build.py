"""Builds the demo: writes the fictional regency's files and runs the product's imports on them.

Each import is idempotent and stands in a transaction of its own, so a build that broke off is
finished by running it again. The installation's row is written last: it says that all is there.
"""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from django.db import transaction

from umpak.demo.accounts import Account, Places, accounts_for, ensure_account
from umpak.demo.fiction import Manifest, Scale, write_fiction
from umpak.demo.fiction.scale import REGENCY_CODE
from umpak.demo.insight import ensure_insight, has_insight
from umpak.foundation.imports.services import apply_import, upload_import
from umpak.registry.cooperatives.models import Cooperative
from umpak.registry.enterprises.models import Enterprise
from umpak.registry.registers.choices import Register, State
from umpak.registry.registers.services import declare_register_state
from umpak.registry.territory.choices import Level
from umpak.registry.territory.models import Installation, Territory
from umpak.rules.wording import number

Progress = Callable[[str], None]

# The order in which an office would load its files: each stands on the ones before it.
IMPORTS: tuple[tuple[str, str], ...] = (
    ("territory", "territory.csv"),
    ("boundaries", "villages.geojson"),
    ("boundaries", "districts.geojson"),
    ("boundaries", "regency.geojson"),
    ("households", "households.csv"),
    ("persons", "people.csv"),
    ("desil", "desil_history.csv"),
    ("poverty-lines", "poverty_lines.csv"),
    ("cooperatives", "cooperatives.xlsx"),
    ("cooperative-years", "cooperative_figures.csv"),
    ("cooperative-officers", "cooperative_officers.csv"),
    ("enterprises", "enterprises.csv"),
    ("bumdes", "bumdes.csv"),
    ("village-index", "idm2023.csv"),
    ("village-index", "idm2024.csv"),
    ("village-index", "indeks_desa_2025.csv"),
    ("village-index", "idm_rumusan_2024.csv"),  # last, so that the scores are the current version
)
OFFICE_NAME = "Dinas Koperasi dan Usaha Mikro (rekaan)"


class RealDataRefusedError(Exception):
    """The database serves a real regency: no invented person or figure may enter it."""


class ImportRefusedError(Exception):
    """A file of the fictional regency was refused: a fault of the program, not of the user."""


def is_built() -> bool:
    """Whether the demo stands; refuses where a real installation does."""
    installation = Installation.objects.first()
    if installation is not None and not installation.is_fictional:
        raise RealDataRefusedError(installation.office_name)
    return installation is not None


def build(*, seed: int, scale: Scale, progress: Progress) -> list[Account]:
    """Build what is missing; returns the accounts that can sign in."""
    if not is_built():
        with tempfile.TemporaryDirectory(prefix="umpak-demo-") as folder:
            progress("Menulis berkas kabupaten rekaan …")
            manifest = write_fiction(Path(folder), seed=seed, scale=scale)
            for kind, name in IMPORTS:
                _import(kind, manifest, name, progress)
        _set_up()
    accounts = accounts_for(_places())
    users = {account.username: ensure_account(account) for account in accounts}
    if not has_insight():
        progress("Menghitung peta sasaran dan rencana intervensi …")
        ensure_insight(proposer=users["staf"])
    return accounts


def _import(kind: str, manifest: Manifest, name: str, progress: Progress) -> None:
    path = manifest.path(name)
    batch = upload_import(
        by=None,
        kind_code=kind,
        file_name=path.name,
        content=path.read_bytes(),
        options=_OPTIONS.get(name),
        territory_code=REGENCY_CODE,
    )
    batch = apply_import(by=None, batch=batch)
    problem = batch.problems.filter(is_warning=False).first()
    if problem is not None:
        raise ImportRefusedError(f"{name} {problem.row} {problem.column}: {problem.problem}")
    told = f"  {name}: {number(batch.row_count)} baris, {number(batch.new_count)} baru"
    changed = f", {number(batch.changed_count)} dilengkapi" if batch.changed_count else ""
    progress(told + changed)


_OPTIONS: Mapping[str, Mapping[str, str]] = {"indeks_desa_2025.csv": {"year": "2025"}}


@transaction.atomic
def _set_up() -> None:
    """The invented lists are whole, and the invented office says so."""
    regency = Territory.objects.get(level=Level.REGENCY)
    Installation.objects.create(regency=regency, office_name=OFFICE_NAME, is_fictional=True)
    for register in Register:
        declare_register_state(
            by=None, register=register, state=State.COMPLETE, reason="kabupaten rekaan"
        )


def _places() -> Places:
    by_level = {
        level: list(
            Territory.objects.filter(level=level).order_by("code").values_list("code", "name")
        )
        for level in (Level.REGENCY, Level.DISTRICT, Level.VILLAGE)
    }
    cooperative = Cooperative.objects.order_by("village", "pk").first()
    enterprise = Enterprise.objects.order_by("village", "pk").first()
    assert cooperative is not None
    assert enterprise is not None
    return Places(
        regency=by_level[Level.REGENCY][0],
        districts=by_level[Level.DISTRICT],
        villages=by_level[Level.VILLAGE],
        cooperative=(str(cooperative.public_id), cooperative.name),
        enterprise=(str(enterprise.public_id), enterprise.name),
    )
