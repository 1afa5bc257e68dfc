"""Setting an installation up for one regency, and changing what is known of a territory."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.audit.services import acting
from umpak.foundation.imports.choices import Status
from umpak.foundation.imports.errors import ValueRefused
from umpak.foundation.imports.models import ImportBatch
from umpak.foundation.imports.services import apply_import, upload_import
from umpak.foundation.refusals import require_fit, require_short
from umpak.registry.territory.choices import Level
from umpak.registry.territory.codes import kind_of_code, level_of_code, parent_of_code
from umpak.registry.territory.errors import SetUpRefused, TerritoryRefused
from umpak.registry.territory.models import Installation, Territory, TerritoryAlias
from umpak.registry.territory.official import official_csv, official_folder

_LONGEST_NAME = 100
CHANGEABLE = frozenset(
    {
        "regional_word", "bps_code", "population", "population_on", "area_km2", "lat", "lng",
        "valid_from", "valid_until",
    }
)  # fmt: skip


def initialise(
    *,
    regency_code: str,
    office_name: str = "",
    data: Path | None = None,
    is_fictional: bool = False,
) -> tuple[Installation, ImportBatch]:
    """Load one regency's territories and make this installation its own; may be repeated.

    `data` is a CSV of the territory import or a folder like idn-area-data's; without it the
    official list is used. Refuses an unknown regency, and another one than is set up already.
    """
    existing = Installation.objects.first()
    if existing is not None and existing.regency_id != regency_code:
        raise SetUpRefused(
            _("Pemasangan ini sudah untuk %(code)s.") % {"code": existing.regency_id}
        )
    name, content = _territory_file(regency_code, data)
    batch = apply_import(
        by=None,
        batch=upload_import(
            by=None, kind_code="territory", file_name=name, content=content,
            territory_code=regency_code,
        ),
    )  # fmt: skip
    if batch.status != Status.APPLIED:
        raise SetUpRefused(
            _("Daftar wilayah ditolak."), list(batch.problems.filter(is_warning=False))
        )
    regency = Territory.objects.filter(code=regency_code, level=Level.REGENCY).first()
    if regency is None:
        raise SetUpRefused(_("Kabupaten/kota %(code)s tidak ada.") % {"code": regency_code})
    return _install(regency, office_name, is_fictional=is_fictional), batch


def change_territory(
    *, by: User | None, territory: Territory, changes: Mapping[str, Any], reason: str = ""
) -> Territory:
    """Change figures and dates (`CHANGEABLE`); names and codes have services of their own."""
    _require(by, territory)
    assert set(changes) <= CHANGEABLE, set(changes) - CHANGEABLE
    starts = changes.get("valid_from", territory.valid_from)
    ends = changes.get("valid_until", territory.valid_until)
    if starts and ends and ends < starts:
        raise TerritoryRefused(_("Berakhir sebelum mulai."))
    if (changes.get("lat", territory.lat) is None) != (changes.get("lng", territory.lng) is None):
        raise TerritoryRefused(_("Lintang dan bujur diisi keduanya, atau tidak sama sekali."))
    with acting(by=by, verb="territory.change", reason=reason) as act:
        for field, value in changes.items():
            setattr(territory, field, value)
        require_fit(territory)
        territory.save(update_fields=list(changes))
        act.on(territory, territory_code=territory.code)
    return territory


def rename_territory(
    *, by: User | None, territory: Territory, name: str, legal_reference: str
) -> Territory:
    """Give the official new name; the former one stays findable as an alias."""
    _require(by, territory)
    name = " ".join(name.split())
    if not name:
        raise TerritoryRefused(_("Nama tidak boleh kosong."))
    if name == territory.name:
        return territory
    require_fit(TerritoryAlias(territory=territory, name=territory.name, source=legal_reference))
    with acting(by=by, verb="territory.rename", reason=legal_reference) as act:
        TerritoryAlias.objects.get_or_create(
            territory=territory, name=territory.name, defaults={"source": legal_reference}
        )
        territory.name = name
        require_fit(territory)
        territory.save(update_fields=["name"])
        act.on(territory, territory_code=territory.code)
    return territory


def add_alias(
    *, by: User | None, territory: Territory, name: str, source: str = ""
) -> TerritoryAlias:
    """Note another name in use. Noting it twice changes nothing."""
    _require(by, territory)
    name = " ".join(name.split())
    if not name or name == territory.name:
        raise TerritoryRefused(_("Tulis nama yang berbeda dari nama resmi."))
    require_fit(TerritoryAlias(territory=territory, name=name, source=source))
    existing = TerritoryAlias.objects.filter(territory=territory, name=name).first()
    if existing is not None:
        return existing
    with acting(by=by, verb="territory.alias", reason=source) as act:
        alias = TerritoryAlias.objects.create(territory=territory, name=name, source=source)
        act.on(territory, territory_code=territory.code, alias=name)
    return alias


def remove_alias(*, by: User | None, alias: TerritoryAlias) -> None:
    """Take a wrong alias back."""
    territory = alias.territory
    _require(by, territory)
    with acting(by=by, verb="territory.alias_remove") as act:
        alias.delete()
        act.on(territory, territory_code=territory.code, alias=alias.name)


def succeed_territory(
    *, by: User | None, predecessor: Territory, code: str, name: str, on: dt.date,
    legal_reference: str,
) -> Territory:  # fmt: skip
    """From a day on, a territory bears a new code (a split, a new district): both stay linked.

    Refuses a code of another level, one whose parent is unknown, and a day before the old began.
    Calling it for several predecessors of one code joins them.
    """
    _require(by, predecessor)
    if by is not None:
        scope.require_in_territory(by, Permission.TERRITORY_CHANGE, code)
    _check_successor(predecessor, code, on)
    require_short("name", name, _LONGEST_NAME)
    if not name.strip():
        raise TerritoryRefused(_("Nama tidak boleh kosong."))
    with acting(by=by, verb="territory.succeed", reason=legal_reference) as act:
        successor, _created = Territory.objects.get_or_create(
            code=code,
            defaults={
                "name": " ".join(name.split()),
                "level": level_of_code(code),
                "kind": kind_of_code(code),
                "parent_id": parent_of_code(code),
                "regional_word": predecessor.regional_word,
                "valid_from": on,
            },
        )
        successor.predecessors.add(predecessor)
        predecessor.valid_until = on - dt.timedelta(days=1)
        predecessor.save(update_fields=["valid_until"])
        act.on(successor, territory_code=code, predecessor=predecessor.code)
    return successor


def _check_successor(predecessor: Territory, code: str, on: dt.date) -> None:
    try:
        level = level_of_code(code)
    except ValueRefused as refusal:
        raise TerritoryRefused(f"{refusal.problem}. {refusal.mend}") from refusal
    if code == predecessor.code or level != predecessor.level:
        raise TerritoryRefused(_("Tulis kode baru dari tingkat yang sama."))
    if not Territory.objects.filter(code=parent_of_code(code)).exists():
        raise TerritoryRefused(_("Wilayah induk kode ini belum ada dalam daftar."))
    if on == dt.date.min:
        raise TerritoryRefused(_("Tanggal ini tidak mungkin."))
    if predecessor.valid_from is not None and on <= predecessor.valid_from:
        raise TerritoryRefused(_("Kode baru berlaku setelah kode lama mulai berlaku."))


def _install(regency: Territory, office_name: str, *, is_fictional: bool) -> Installation:
    with acting(by=None, verb="installation.set_up") as act:
        installation = Installation.objects.filter(regency=regency).first() or Installation(
            regency=regency, office_name=_("Dinas Koperasi dan UMKM %(name)s")
            % {"name": regency.name}, is_fictional=is_fictional,
        )  # fmt: skip
        installation.office_name = office_name or installation.office_name
        installation.save()
        act.on(installation, territory_code=regency.code)
    return installation


def _territory_file(regency_code: str, data: Path | None) -> tuple[str, bytes]:
    if data is not None and data.is_file():
        return data.name, data.read_bytes()
    folder = data or official_folder()
    if not (folder / "villages.csv").is_file():
        raise SetUpRefused(
            _("Daftar resmi wilayah tidak ada di %(folder)s. Jalankan npm ci, atau beri --data.")
            % {"folder": folder}
        )
    return f"idn-area-data-{regency_code}.csv", official_csv(regency_code, folder)


def _require(by: User | None, territory: Territory) -> None:
    if by is not None:
        scope.require(by, Permission.TERRITORY_CHANGE, territory)
