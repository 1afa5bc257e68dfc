import pytest
from django.urls import reverse
from django.utils.text import capfirst

from umpak.foundation import calendar
from umpak.foundation.access.choices import Role
from umpak.foundation.audit.models import AuditEntry, PersonalDataRead
from umpak.foundation.audit.services import acting
from umpak.foundation.personal_data.processing import activities


def rows(response):
    return response.context["table"].rows


@pytest.fixture
def reads(make_user):
    """One masked and one unmasked read, in two villages."""
    by = make_user(Role.OFFICER)
    for code, is_unmasked, reason in (
        ("99.01.01.2001", False, ""),
        ("99.01.02.2001", True, "Cek ganda keluarga"),
    ):
        PersonalDataRead.objects.create(
            by=by, purpose="page", subject_kind="access.user", subject_key="k",
            territory_code=code, is_unmasked=is_unmasked, reason=reason,
        )  # fmt: skip


def test_data_protection_officer_finds_the_unmasked_reads(client, make_user, reads):
    client.force_login(make_user(Role.DATA_PROTECTION_OFFICER))
    assert len(rows(client.get(reverse("access_log")))) == 2
    [row] = rows(client.get(reverse("access_log"), {"dibuka": "ya"}))
    assert "Cek ganda keluarga" in {cell.text for cell in row}
    day = calendar.today().isoformat()
    assert len(rows(client.get(reverse("access_log"), {"waktu_dari": day, "oleh": "Staf"}))) == 2
    assert client.get(reverse("unmasking_log")).status_code == 200


@pytest.mark.parametrize("role", [Role.HEAD, Role.OFFICER, Role.VILLAGE_OFFICER])
def test_access_log_is_closed_to_those_whom_it_watches(client, make_user, role):
    client.force_login(make_user(role))
    assert client.get(reverse("access_log")).status_code == 403
    assert client.get(reverse("unmasking_log")).status_code == 403


def test_trail_is_narrowed_to_the_viewers_territory(client, make_user):
    officer = make_user(Role.OFFICER)
    for code in ("99.01.01.2001", "99.01.02.2001", ""):
        with acting(by=officer, verb="user.change", reason=f"percobaan {code}") as act:
            act.on(officer, territory_code=code)
    client.force_login(make_user(Role.VILLAGE_OFFICER, "99.01.01.2001"))
    [row] = rows(client.get(reverse("audit_list"), {"q": "percobaan"}))
    assert "percobaan 99.01.01.2001" in {cell.text for cell in row}
    client.force_login(make_user(Role.AUDITOR))
    response = client.get(reverse("audit_list"), {"q": "percobaan"})
    assert AuditEntry.objects.filter(reason__startswith="percobaan").count() == 3
    assert len(rows(response)) == 3


def test_record_of_processing_names_every_declared_kind_with_its_purpose(as_user, places):
    page = as_user(Role.DATA_PROTECTION_OFFICER).get(reverse("processing_record"))
    told = page.content.decode()
    for model, activity in activities().items():
        assert capfirst(str(model._meta.verbose_name_plural)) in told
        assert str(activity.purpose) in told
        assert activity.legal_reference in told


def test_record_of_processing_is_not_for_everybody(as_user, places):
    assert as_user(Role.OFFICER).get(reverse("processing_record")).status_code == 403
