from django.apps import AppConfig


class CliConfig(AppConfig):
    """The terminal: each command stands in `management/commands`."""

    name = "umpak.cli"
    label = "cli"
