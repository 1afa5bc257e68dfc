from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TargetingConfig(AppConfig):
    name = "umpak.insight.targeting"
    label = "targeting"
    verbose_name = _("Peta sasaran dan rencana intervensi")

    def ready(self) -> None:
        from umpak.foundation.access.scope import ScopePaths, register_scope  # noqa: PLC0415
        from umpak.insight.targeting import jobs, models  # noqa: F401, PLC0415  # the worker finds its jobs

        register_scope(models.InsightRun, ScopePaths(is_public=True))
        register_scope(models.PlaceResult, ScopePaths(territory=("code",)))
        register_scope(models.PlanLine, ScopePaths(territory=("place_code",)))
        register_scope(models.InsightPlan, ScopePaths(is_public=True))
