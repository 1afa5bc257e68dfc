from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "umpak.config"
    label = "config"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created  # noqa: PLC0415

        from umpak.config.checks import refuse_connection  # noqa: PLC0415  # registers the check too

        connection_created.connect(refuse_connection)
