"""The record of processing: which data on people are held, why, and on which basis of the law."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.personal_data.processing import ProcessingActivity, activities
from umpak.web import formats
from umpak.web.access.logs import log_tabs
from umpak.web.parts import Text


@dataclass(frozen=True, kw_only=True)
class Line:
    """One kind of record and the activity declared for it."""

    data: Text
    activity: ProcessingActivity
    is_specific: str


@login_required
@require_safe
def processing_record(request: HttpRequest) -> HttpResponse:
    """What UU 27/2022 Ps 31 asks to be kept; declared by each app, so it cannot lag behind."""
    scope.require(request.user, Permission.ACCESS_LOG_VIEW)
    lines = [
        Line(
            data=model._meta.verbose_name_plural or "",
            activity=activity,
            is_specific=formats.yes_no(activity.is_specific),
        )
        for model, activity in activities().items()
    ]
    context = {
        "title": _("Kegiatan pemrosesan"),
        "lines": sorted(lines, key=lambda line: str(line.data).casefold()),
    }
    return render(request, "access/processing.html", context | log_tabs("processing_record"))
