from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "umpak.web"
    label = "web"
