"""Refusals. Out of scope is answered as 404, so that nobody learns what exists elsewhere."""

from django.core.exceptions import PermissionDenied
from django.http import Http404


class NotPermitted(PermissionDenied):
    """The user's roles do not allow this verb at all: answered with 403."""


class OutOfScope(Http404):
    """The verb is allowed, but not on this record: answered with 404."""


class SamePersonRefused(PermissionDenied):
    """Whoever proposes a list, plan or disbursement does not approve it."""
