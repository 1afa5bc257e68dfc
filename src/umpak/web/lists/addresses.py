"""The address of each row's page, without resolving it for every row."""

from functools import cache
from uuid import UUID

from django.urls import reverse

_ANY = UUID(int=0)


def page_address(url_name: str, public_id: UUID) -> str:
    """What `reverse(url_name, args=[public_id])` answers, a hundred times as fast."""
    before, after = _around(url_name)
    return f"{before}{public_id}{after}"


@cache
def _around(url_name: str) -> tuple[str, str]:
    before, after = reverse(url_name, args=[_ANY]).split(str(_ANY))
    return before, after
