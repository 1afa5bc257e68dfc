"""What a page asks twice is asked once; whatever writes asks anew."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission, Role
from umpak.foundation.remembering import RememberingMiddleware, once, remembering
from umpak.registry.territory.models import Territory


def asked_twice(method: str) -> list[int]:
    """What a view gets that asks for the next number twice under one key."""
    numbers, found = iter(range(10)), []

    def view(request):
        found.extend(once("number", lambda: next(numbers)) for _ in range(2))
        return HttpResponse()

    RememberingMiddleware(view)(getattr(RequestFactory(), method)("/"))
    return found


def test_reading_asks_once_and_writing_asks_anew():
    assert asked_twice("get") == [0, 0]
    assert asked_twice("post") == [0, 1]


def test_memory_ends_with_the_request_also_where_it_breaks():
    def broken(request):
        once("number", lambda: 1)
        raise LookupError("broken")

    with pytest.raises(LookupError, match="broken"):
        RememberingMiddleware(broken)(RequestFactory().get("/"))
    assert once("number", lambda: 2) == 2


def test_nothing_is_an_answer_too():
    with remembering():
        assert once("nobody", lambda: None) is None
        assert once("nobody", lambda: 1) is None


@pytest.mark.django_db
def test_rights_are_remembered_for_each_reach_apart(make_user, django_assert_num_queries):
    here = Territory.objects.create(code="99", level="province", kind="provinsi", name="Nusa")
    near, far = make_user(Role.OFFICER, "99"), make_user(Role.OFFICER, "98")
    both = (Permission.TERRITORY_VIEW, Permission.TERRITORY_CHANGE)
    for user in (near, far):
        scope.active_grants(user)
    with remembering(), django_assert_num_queries(2):
        assert [scope.may(near, verb, here) for verb in both] == [True, True]
        assert [scope.may(far, verb, here) for verb in both] == [False, False]
