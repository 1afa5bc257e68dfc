from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "umpak.config"
    label = "config"

    def ready(self) -> None:
        from umpak.config import checks  # noqa: F401, PLC0415  # registers the check
