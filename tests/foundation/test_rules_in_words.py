"""A rule of the database that no service asks for is told in words, and nothing is written."""

import datetime as dt

import pytest
from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import connection, models
from django.utils.functional import Promise

from umpak.foundation.access.choices import Role
from umpak.foundation.access.models import RoleGrant, User
from umpak.foundation.audit.models import AuditEntry
from umpak.foundation.audit.services import acting
from umpak.foundation.refusals import RuleBroken
from umpak.registry.people.models import PlaceTotal

pytestmark = pytest.mark.both_servers


@pytest.fixture
def write(make_user):
    """Write what no service has looked at: `write(model, column=value)` changes every row."""
    subject = make_user(Role.OFFICER)

    def write_(model, **values):
        with acting(by=None, verb="user.change") as act:
            act.on(subject)
            model.objects.update(**values)

    return write_


def told(refused):
    return refused.value.message_dict


def test_broken_rule_of_one_field_is_told_beside_it_and_nothing_is_written(write):
    before = AuditEntry.objects.count()
    with pytest.raises(RuleBroken) as refused:
        write(User, username="HURUF BESAR")
    assert told(refused) == {"username": ["Nama pengguna hanya memakai huruf kecil."]}
    assert User.objects.get().username == "u0"
    assert AuditEntry.objects.count() == before


def test_broken_rule_of_two_fields_is_told_for_the_whole(write):
    with pytest.raises(RuleBroken) as refused:
        write(RoleGrant, until_on=dt.date(2001, 1, 1))
    assert told(refused) == {
        NON_FIELD_ERRORS: ["Peran tidak boleh berakhir sebelum mulai berlaku."]
    }


def test_column_left_empty_is_told_at_its_field(write):
    with pytest.raises(RuleBroken) as refused:
        write(User, name=None)
    assert told(refused) == {"name": ["Wajib diisi."]}


@acting(by=None, verb="place_total.set")
def keep(total):
    total.save()


def test_figure_below_zero_is_told_at_its_field(db):
    total = PlaceTotal(
        village_id="99.01.01.2001", counted_on=dt.date(2026, 1, 1), source="Pendataan",
        families=5, poor_families=2, receives_pkh=-1,
    )  # fmt: skip
    with pytest.raises(RuleBroken) as refused:
        keep(total)
    assert told(refused) == {"receives_pkh": ["Di luar jangkauan"]}


def test_rule_that_no_model_declares_is_named(write):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE access_user ADD CONSTRAINT aturan_baru CHECK (name <> 'X')")
    with pytest.raises(RuleBroken) as refused:
        write(User, name="X")
    assert "aturan_baru" in told(refused)[NON_FIELD_ERRORS][0]


CHECKS = [
    constraint
    for model in apps.get_models(include_auto_created=True)
    if model.__module__.startswith("umpak.")
    for constraint in model._meta.constraints
    if not isinstance(constraint, models.UniqueConstraint)
]


@pytest.mark.parametrize("constraint", CHECKS, ids=lambda one: one.name)
def test_every_rule_says_in_a_sentence_what_to_mend(constraint):
    assert constraint.violation_error_message != constraint.default_violation_error_message
    words = constraint.get_violation_error_message()
    assert words.endswith(".")
    assert constraint.name not in words


def test_rules_speak_the_language_of_whoever_reads():
    """What is no lazy text would stay Indonesian on every page."""
    assert all(isinstance(one.violation_error_message, Promise) for one in CHECKS)
