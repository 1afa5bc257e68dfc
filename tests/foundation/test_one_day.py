import datetime as dt

from django.utils import timezone

from umpak.foundation import calendar


def test_midnight_of_the_office_falls_into_no_test(monkeypatch):
    began_on, instant = calendar.today(), timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: instant + dt.timedelta(days=1))
    assert calendar.today() == began_on
    monkeypatch.setattr(timezone, "now", lambda: instant)
    assert calendar.now() == instant
