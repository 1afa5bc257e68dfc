"""What belongs to a business: products, permits, buyers, groups. The owner may write them too."""

from typing import TypeVar

from django.utils.translation import gettext as _

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.audit.services import acting
from umpak.foundation.refusals import require_fit
from umpak.registry.enterprises.checks import (
    Columns,
    buyer_columns,
    permit_columns,
    product_columns,
)
from umpak.registry.enterprises.details import BuyerDetails, PermitDetails, ProductDetails
from umpak.registry.enterprises.errors import EnterpriseRefused
from umpak.registry.enterprises.models import (
    Buyer,
    Enterprise,
    EnterpriseGroup,
    GroupMember,
    Permit,
    Product,
)
from umpak.rules.cooperative_names import tidy

Part = Product | Permit | Buyer | GroupMember
P = TypeVar("P", Product, Permit, Buyer)


def save_product(
    *, by: User, enterprise: Enterprise, details: ProductDetails, product: Product | None = None
) -> Product:
    """Add or change a product. Refuses one of the same name."""
    part = product or Product(enterprise=enterprise)
    return _save(by, enterprise, part, product_columns(details))


def save_permit(
    *, by: User, enterprise: Enterprise, details: PermitDetails, permit: Permit | None = None
) -> Permit:
    """Add or change a permit. Refuses a number of the wrong form, and the same one twice."""
    part = permit or Permit(enterprise=enterprise)
    return _save(by, enterprise, part, permit_columns(details))


def save_buyer(
    *, by: User, enterprise: Enterprise, details: BuyerDetails, buyer: Buyer | None = None
) -> Buyer:
    """Add or change a buyer. Refuses one of the same name."""
    part = buyer or Buyer(enterprise=enterprise)
    return _save(by, enterprise, part, buyer_columns(details))


def join_group(*, by: User, enterprise: Enterprise, group_name: str) -> GroupMember:
    """Put a business into the group of this name in its village; the group is made when new."""
    scope.require(by, Permission.ENTERPRISE_CHANGE, enterprise)
    name = tidy(group_name)
    if not name:
        raise EnterpriseRefused({"name": _("Nama wajib diisi.")})
    require_fit(EnterpriseGroup(village=enterprise.village, name=name))
    with acting(by=by, verb="enterprise.join_group") as act:
        group, _made = EnterpriseGroup.objects.get_or_create(village=enterprise.village, name=name)
        member, _made = GroupMember.objects.get_or_create(group=group, enterprise=enterprise)
        act.on(enterprise, territory_code=enterprise.village_id, group=name)
    return member


def remove_part(*, by: User, enterprise: Enterprise, part: Part) -> None:
    """Take a product, permit, buyer or membership away; the history keeps it."""
    scope.require(by, Permission.ENTERPRISE_CHANGE, enterprise)
    with acting(by=by, verb=f"enterprise.remove_{part._meta.model_name}") as act:
        act.on(enterprise, territory_code=enterprise.village_id, removed=str(part)[:200])
        part.delete()


def _save(by: User, enterprise: Enterprise, part: P, columns: Columns) -> P:
    scope.require(by, Permission.ENTERPRISE_CHANGE, enterprise)
    verb = f"enterprise.save_{part._meta.model_name}"
    with acting(by=by, verb=verb) as act:
        for column, value in columns.items():
            setattr(part, column, value)
        require_fit(part)
        part.save()
        act.on(enterprise, territory_code=enterprise.village_id, part=str(part)[:200])
    return part
