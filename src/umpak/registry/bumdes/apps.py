from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BumdesConfig(AppConfig):
    name = "umpak.registry.bumdes"
    label = "bumdes"
    verbose_name = _("BUMDes")

    def ready(self) -> None:
        from umpak.foundation.access.choices import Permission  # noqa: PLC0415
        from umpak.foundation.access.scope import ScopePaths, register_scope  # noqa: PLC0415
        from umpak.foundation.documents.subjects import register_subject  # noqa: PLC0415
        from umpak.foundation.personal_data.processing import declare  # noqa: PLC0415
        from umpak.registry.bumdes import models, processing  # noqa: PLC0415
        from umpak.registry.bumdes.imports import register_kinds  # noqa: PLC0415

        declare(models.Bumdes, processing.CONTACTS)

        own = ScopePaths(
            territory=("village__code",), territory_many=("member_villages__village__code",)
        )
        part = ScopePaths(
            territory=("bumdes__village__code",),
            territory_many=("bumdes__member_villages__village__code",),
        )
        register_scope(models.Bumdes, own)
        for model in (
            models.BumdesVillage, models.BumdesUnit, models.BumdesAsset, models.BumdesYear,
        ):  # fmt: skip
            register_scope(model, part)
        register_subject(models.Bumdes, view=Permission.BUMDES_VIEW)
        register_kinds()
