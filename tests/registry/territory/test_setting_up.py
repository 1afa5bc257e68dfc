import datetime as dt

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from tests.foundation.imports.conftest import THREE

from umpak.foundation.access.choices import Role
from umpak.foundation.access.errors import NotPermitted, OutOfScope
from umpak.registry.territory.errors import SetUpRefused, TerritoryRefused
from umpak.registry.territory.models import Installation, Territory
from umpak.registry.territory.selectors import ancestors, in_force
from umpak.registry.territory.services import (
    add_alias,
    change_territory,
    initialise,
    rename_territory,
    succeed_territory,
)

VILLAGE = "99.01.01.2001"


@pytest.fixture
def village(load):
    load(THREE)
    return Territory.objects.get(code=VILLAGE)


@pytest.mark.parametrize("code", ["35.21", "3521"])
def test_one_regency_of_the_official_list_is_set_up(db, code):
    if not (settings.NODE_MODULES_DIR / "idn-area-data").is_dir():
        pytest.skip("npm ci has not been run")
    call_command("init", "--regency", code, "--office-name", "Dinas Koperasi")
    call_command("init", "--regency", code)
    installation = Installation.objects.get()
    assert (installation.regency.name, installation.office_name) == (
        "Kabupaten Ngawi", "Dinas Koperasi",
    )  # fmt: skip
    assert in_force().filter(level="village").count() == 217
    assert [one.name for one in ancestors(installation.regency)] == ["Jawa Timur"]


def test_regency_is_set_up_from_a_csv(db, tmp_path):
    path = tmp_path / "wilayah.csv"
    path.write_bytes(THREE)
    installation, batch = initialise(regency_code="99.01", data=path, is_fictional=True)
    assert (batch.new_count, installation.is_fictional) == (3, True)


def test_second_regency_is_refused(db, tmp_path):
    path = tmp_path / "wilayah.csv"
    path.write_bytes(THREE)
    initialise(regency_code="99.01", data=path)
    with pytest.raises(SetUpRefused):
        initialise(regency_code="99.02", data=path)
    assert Installation.objects.get().regency_id == "99.01"


def test_unknown_regency_is_refused(db, tmp_path):
    path = tmp_path / "wilayah.csv"
    path.write_bytes(THREE)
    with pytest.raises(CommandError):
        call_command("init", "--regency", "99.77", "--data", str(path))
    assert not Installation.objects.exists()


def test_former_name_stays_findable_after_a_rename(village, make_user):
    officer = make_user(Role.OFFICER, "99.01")
    rename_territory(by=officer, territory=village, name="Sukamakmur", legal_reference="Perda 1")
    assert village.name == "Sukamakmur"
    assert [alias.name for alias in village.aliases.all()] == ["Sukamaju"]


def test_new_code_is_linked_with_the_old_which_ends_the_day_before(village):
    new = succeed_territory(
        by=None, predecessor=village, code="99.01.01.1001", name="Sukamaju",
        on=dt.date(2025, 7, 1), legal_reference="Perda 2",
    )  # fmt: skip
    village.refresh_from_db()
    assert village.valid_until == dt.date(2025, 6, 30)
    assert (new.kind, new.parent_id) == ("kelurahan", "99.01.01")
    assert list(new.predecessors.all()) == [village]
    assert in_force(dt.date(2025, 6, 30)).filter(level="village").get() == village
    assert in_force(dt.date(2025, 7, 1)).filter(level="village").get() == new


@pytest.mark.parametrize("code", ["99.01.02", "99.01.02.2001", VILLAGE, "kode"])
def test_successor_needs_a_code_of_the_same_level_under_a_known_parent(village, code):
    with pytest.raises(TerritoryRefused):
        succeed_territory(
            by=None, predecessor=village, code=code, name="X", on=dt.date(2025, 7, 1),
            legal_reference="Perda 2",
        )  # fmt: skip
    village.refresh_from_db()
    assert village.valid_until is None


def test_territory_is_changed_only_by_whoever_may_and_within_their_own(village, make_user):
    with pytest.raises(NotPermitted):
        change_territory(
            by=make_user(Role.VILLAGE_OFFICER, VILLAGE), territory=village,
            changes={"population": 5},
        )  # fmt: skip
    with pytest.raises(OutOfScope):
        change_territory(
            by=make_user(Role.OFFICER, "99.02"), territory=village, changes={"population": 5}
        )
    change_territory(by=make_user(Role.OFFICER), territory=village, changes={"population": 5})
    village.refresh_from_db()
    assert village.population == 5


def test_alias_like_the_official_name_is_refused(village):
    with pytest.raises(TerritoryRefused):
        add_alias(by=None, territory=village, name=" Sukamaju ")
    assert add_alias(by=None, territory=village, name="Suka Maju").name == "Suka Maju"
