from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "umpak.registry.people"
    label = "people"
    verbose_name = _("Keluarga dan orang")

    def ready(self) -> None:
        from umpak.foundation.access.scope import ScopePaths, register_scope  # noqa: PLC0415
        from umpak.foundation.personal_data.processing import declare  # noqa: PLC0415
        from umpak.registry.people import processing  # noqa: PLC0415
        from umpak.registry.people.imports import register_kinds  # noqa: PLC0415
        from umpak.registry.people.models import (  # noqa: PLC0415
            DesilRecord,
            Household,
            Person,
            PlaceTotal,
            PovertyLine,
        )

        register_scope(Household, ScopePaths(territory=("village__code",)))
        register_scope(Person, ScopePaths(territory=("village__code",)))
        register_scope(DesilRecord, ScopePaths(territory=("household__village__code",)))
        register_scope(PlaceTotal, ScopePaths(territory=("village__code",)))
        register_scope(PovertyLine, ScopePaths(is_public=True))
        declare(Household, processing.HOUSEHOLDS, is_person=True)
        declare(Person, processing.PERSONS, is_person=True)
        declare(DesilRecord, processing.DESIL)
        register_kinds()
