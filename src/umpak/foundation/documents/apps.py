from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "umpak.foundation.documents"
    label = "documents"
    verbose_name = _("Dokumen")

    def ready(self) -> None:
        from umpak.foundation.documents import storage  # noqa: PLC0415  # needs the models
        from umpak.foundation.personal_data import rotation  # noqa: PLC0415

        rotation.register(storage.sealed_things())
