from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EnterprisesConfig(AppConfig):
    name = "umpak.registry.enterprises"
    label = "enterprises"
    verbose_name = _("Usaha")

    def ready(self) -> None:
        from umpak.foundation.access.choices import Permission  # noqa: PLC0415
        from umpak.foundation.access.scope import ScopePaths, register_scope  # noqa: PLC0415
        from umpak.foundation.documents.subjects import register_subject  # noqa: PLC0415
        from umpak.foundation.personal_data.processing import declare  # noqa: PLC0415
        from umpak.registry.enterprises import models, processing  # noqa: PLC0415
        from umpak.registry.enterprises.imports import register_kinds  # noqa: PLC0415

        register_scope(
            models.Enterprise, ScopePaths(territory=("village__code",), enterprise="public_id")
        )
        part = ScopePaths(
            territory=("enterprise__village__code",), enterprise="enterprise__public_id"
        )
        for model in (models.Product, models.Permit, models.Buyer, models.GroupMember):
            register_scope(model, part)
        register_scope(models.EnterpriseGroup, ScopePaths(territory=("village__code",)))
        register_subject(models.Enterprise, view=Permission.ENTERPRISE_VIEW)
        declare(models.Enterprise, processing.ENTERPRISES)
        register_kinds()
