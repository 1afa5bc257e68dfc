"""Lists in pieces: `limit` and `offset` in, the rows with the total out."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Schema
from ninja.pagination import PaginationBase

LARGEST_PAGE = 200
_USUAL_PAGE = 50
_FARTHEST = 2_147_483_647


class Pages(PaginationBase):
    """Two queries whatever the size: the count and the rows."""

    class Input(Schema):
        limit: int = Field(
            _USUAL_PAGE, ge=1, le=LARGEST_PAGE, description="Banyaknya baris, paling banyak 200"
        )
        offset: int = Field(0, ge=0, le=_FARTHEST, description="Banyaknya baris yang dilewati")

    class Output(Schema):
        items: list[Any]
        total: int = Field(description="Banyaknya baris seluruhnya")
        limit: int
        offset: int

    def paginate_queryset(
        self, queryset: QuerySet[Any], pagination: Input, request: HttpRequest, **_: Any
    ) -> dict[str, Any]:
        start, size = pagination.offset, pagination.limit
        return {
            "items": list(queryset[start : start + size]),
            "total": queryset.order_by().values("pk").count(),
            "limit": size,
            "offset": start,
        }
