import datetime as dt

import pghistory
import pytest
from django.db import DatabaseError, transaction

from umpak.foundation.access.choices import Role
from umpak.foundation.access.models import User
from umpak.foundation.access.services import change_user, close_user, reopen_user
from umpak.foundation.audit.models import AuditEntry
from umpak.foundation.audit.selectors import timeline
from umpak.foundation.audit.services import acting

pytestmark = pytest.mark.both_servers


def test_timeline_tells_who_changed_what_and_why(make_user):
    officer, subject = make_user(Role.OFFICER), make_user()
    with acting(by=officer, verb="user.change", reason="Salah ketik") as act:
        subject.name = "Nama Baru"
        subject.save()
        act.on(subject)
    newest = timeline(subject)[0]
    assert (newest.by, newest.reason) == (officer.name, "Salah ketik")
    assert [(c.before, c.after) for c in newest.changes] == [("Tanpa peran", "Nama Baru")]


def test_timeline_writes_dates_links_and_figures_as_people_do(make_user):
    subject, granter = make_user(Role.OFFICER), make_user(Role.HEAD)
    grant = subject.grants.get()
    grant.revoked_at = dt.datetime(2026, 3, 1, 17, 30, tzinfo=dt.UTC)
    grant.revoked_by, grant.until_on = granter, dt.date(2030, 3, 2)
    grant.save()
    shown = {change.field: change.after for change in timeline(grant)[0].changes}
    assert shown["dicabut pada"] == "2 Maret 2026, 00.30 WIB"
    assert shown["sampai"] == "2 Maret 2030"
    assert shown["dicabut oleh"] == granter.name


def test_bulk_update_is_in_the_history_too(make_user):
    subject = make_user()
    User.objects.filter(pk=subject.pk).update(name="Massal")
    assert subject.history.filter(pgh_label="update", name="Massal").count() == 1


def test_failed_use_case_leaves_neither_change_nor_audit_row(make_user):
    subject = make_user()
    before = AuditEntry.objects.count()

    def fail() -> None:
        with acting(by=None, verb="user.change") as act:
            User.objects.filter(pk=subject.pk).update(name="Gagal")
            act.on(subject)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    subject.refresh_from_db()
    assert subject.name == "Tanpa peran"
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("change", ["update", "delete"])
def test_audit_rows_cannot_be_changed_or_removed(make_user, change):
    make_user()
    entries = AuditEntry.objects.all()
    with pytest.raises(DatabaseError), transaction.atomic():
        entries.update(verb="x") if change == "update" else entries.delete()
    assert AuditEntry.objects.filter(verb="user.add").exists()


def test_services_of_one_request_keep_their_own_verb_and_reason(make_user):
    head, user = make_user(Role.HEAD), make_user(Role.OFFICER)
    with pghistory.context(request_id="one request", user=head.pk):
        close_user(by=head, user=user, reason="Cuti panjang")
        reopen_user(by=head, user=user, reason="Kembali bekerja")
        change_user(by=head, user=user, name="Nama Baru", email="")
    told = [(item.by, item.reason) for item in timeline(user)[:3]]
    assert told == [(head.name, ""), (head.name, "Kembali bekerja"), (head.name, "Cuti panjang")]
    contexts = [event.pgh_context for event in user.history.order_by("-pgh_id")[:3]]
    assert [one.metadata["verb"] for one in contexts] == [
        "user.change",
        "user.reopen",
        "user.close",
    ]
    assert {one.metadata["request_id"] for one in contexts} == {"one request"}


def test_service_within_a_service_leaves_the_outer_verb_alone(make_user):
    head, user = make_user(Role.HEAD), make_user(Role.OFFICER)
    with acting(by=head, verb="outer.verb", reason="luar") as act:
        user.name = "Pertama"
        user.save(update_fields=["name"])
        close_user(by=head, user=user, reason="dalam")
        user.name = "Kedua"
        user.save(update_fields=["name"])
        act.on(user)
    assert [item.reason for item in timeline(user)[:3]] == ["luar", "dalam", "luar"]
    assert {event.pgh_context_id for event in user.history.order_by("-pgh_id")[:3:2]} == {
        act.history_context
    }
