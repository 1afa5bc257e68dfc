from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "umpak.web"
    label = "web"

    def ready(self) -> None:
        from umpak.foundation.personal_data import rotation  # noqa: PLC0415
        from umpak.web.accounts.rotation import sealed_things  # noqa: PLC0415  # needs the models

        rotation.register(sealed_things())
