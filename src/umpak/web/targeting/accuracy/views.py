"""Ketepatan sasaran: whom each programme of families misses, and whom it reaches by mistake."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.audit.services import record_export
from umpak.insight.targeting.accuracy import PlaceAccuracy, accuracies, least_shown
from umpak.insight.targeting.selectors import VIEW
from umpak.registry.people.models import Household
from umpak.registry.territory.choices import Level
from umpak.rules.targeting import TargetingQuality
from umpak.web import formats
from umpak.web.lists import export
from umpak.web.lists.columns import Cell, Column, cell
from umpak.web.parts import Stat
from umpak.web.targeting.accuracy.columns import CODE, COLUMNS, Rows, exact, sorted_rows
from umpak.web.targeting.accuracy.form import AccuracyForm, Asked
from umpak.web.targeting.map.room import Way

SORT, DOWNLOAD, VIEW_KEY = "urut", "unduh", "tampil"
DEFAULT_SORT = "-exclusion"


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading of the table, its link, and how it is sorted now."""

    label: str
    url: str
    align: str
    sorted_as: str


@login_required
@require_GET
def targeting_accuracy(request: HttpRequest) -> HttpResponseBase:
    """The page; `?unduh=xlsx` gives the same rows as a file."""
    scope.require(request.user, VIEW)
    form = AccuracyForm(request.user, request.GET)
    asked = form.asked()
    columns = columns_of(asked)
    sort = request.GET.get(SORT, DEFAULT_SORT)
    rows = sorted_rows(_rows(request, asked), sort)
    kind = request.GET.get(DOWNLOAD, "")
    if kind in export.KINDS:
        return _file(request, kind, rows, columns)
    context = {
        "title": _("Ketepatan sasaran"),
        "form": form,
        "asked": asked,
        "target": target_words(asked),
        "stats": _stats(request, asked),
        "headings": [_heading(request, column, sort) for column in columns],
        "rows": [_cells(row, columns) for row in rows],
        "recipients": _recipients(asked, rows),
        "hidden": hidden_words() if any(row.is_hidden for row in rows) else "",
        "base": least_shown() if any(row.is_rounded for row in rows) else 0,
        "has_small": any(row.is_small and not row.is_hidden for row in rows),
        "views": _views(request),
        "chart": _chart(rows) if request.GET.get(VIEW_KEY) == "grafik" else None,
        "downloads": {kind: _address(request, **{DOWNLOAD: kind}) for kind in export.KINDS},
        "may_export": scope.may(request.user, Permission.EXPORT_RUN),
    }
    return render(request, "targeting/accuracy.html", context)


def columns_of(asked: Asked) -> list[Column]:
    """Districts of villages only; where all are districts the column would be empty."""
    return [one for one in COLUMNS if one.key != "district_name" or asked.level == Level.VILLAGE]


def target_words(asked: Asked) -> str:
    """`desil 1–4`."""
    return "desil 1" if asked.most_desil == 1 else f"desil 1–{asked.most_desil}"


def _recipients(asked: Asked, rows: Sequence[PlaceAccuracy]) -> str:
    """As of which day it is known who receives, and why not as of the quarter's end."""
    if not rows or asked.quarter is None:
        return ""
    day, last = rows[0].recipients_on, asked.quarter.last_day
    later = sum(row.later or 0 for row in rows)
    text = _("Penerima sebagaimana tercatat pada %(day)s.") % {"day": formats.date_long(day)}
    if day > last:
        text += " " + _(
            "Bukan keadaan triwulan itu: riwayat keluarga baru dimulai sesudah triwulan berakhir."
        )
    if later:
        text += " " + _("%(count)s keluarga baru tercatat sesudahnya dan tidak dihitung.") % {
            "count": formats.number(later)
        }
    return text


def _rows(request: HttpRequest, asked: Asked) -> list[PlaceAccuracy]:
    if asked.quarter is None:
        return []
    return accuracies(
        request.user,
        programme=asked.programme,
        period_on=asked.quarter.first_day,
        level=asked.level,
        most_desil=asked.most_desil,
        within=asked.within,
    )


def _stats(request: HttpRequest, asked: Asked) -> list[Stat]:
    """The whole regency, or the district that is chosen; nothing for who sees less than that."""
    whole = replace(asked, level=Level.DISTRICT if asked.within else Level.REGENCY)
    rows = _rows(request, whole)
    if len(rows) != 1 or rows[0].quality is None:
        return []
    found = rows[0].quality
    parts: Sequence[tuple[str, str, Any]] = (
        (_("Terlewat"), "user-minus", found.exclusion_error),
        (_("Salah sasaran"), "user-x", found.inclusion_error),
        (_("Cakupan"), "user-check", found.coverage),
    )
    return [
        *(
            Stat(
                label=f"{label} · {rows[0].name}",
                value=formats.percent(exact(one.value, times=100)),
                note=_(one.reason)
                if one.reason
                else _("%(top)s dari %(bottom)s keluarga")
                % {"top": formats.number(one.numerator), "bottom": formats.number(one.denominator)},
                icon=icon,
            )
            for label, icon, one in parts
        ),
        Stat(label=_("Rasio CGH"), value=formats.number(exact(found.cgh)), icon="scale",
             note=_ratio_note(found)),
    ]  # fmt: skip


def _ratio_note(found: TargetingQuality) -> str:
    return _("di atas 1: sasaran menerima lebih dari bagiannya") if found.cgh is not None else _(
        "tidak terdefinisi tanpa sasaran atau penerima"
    )  # fmt: skip


def _cells(row: PlaceAccuracy, columns: Sequence[Column]) -> list[Cell]:
    """A hidden figure says that it is hidden; an undefined one is a dash."""
    cells = [cell(column, row, str(column.label)) for column in columns]
    if not row.is_hidden:
        return cells
    text = hidden_words()
    return [one if one.align == "start" else one._replace(text=text) for one in cells]


def hidden_words() -> str:
    """`< 5`."""
    return f"< {least_shown()}"


def _heading(request: HttpRequest, column: Column, sort: str) -> Heading:
    is_here = sort.removeprefix("-") == column.key
    first = f"-{column.key}" if column.format.align == "end" else column.key
    other = column.key if sort == f"-{column.key}" else f"-{column.key}"
    return Heading(
        label=str(column.label),
        url=_address(request, **{SORT: other if is_here else first}),
        align=column.format.align,
        sorted_as=("descending" if sort.startswith("-") else "ascending") if is_here else "",
    )


def _views(request: HttpRequest) -> list[Way]:
    current = request.GET.get(VIEW_KEY, "tabel")
    return [
        Way(label=label, icon=icon, url=_address(request, **{VIEW_KEY: key}),
            is_current=(current == "grafik") == (key == "grafik"))
        for key, label, icon in (("tabel", _("Tabel"), "table"),
                                 ("grafik", _("Grafik"), "chart-bar"))
    ]  # fmt: skip


def _chart(rows: Sequence[PlaceAccuracy]) -> Mapping[str, Any]:
    """Families of each place: reached, missed, and reached by mistake."""
    known = [row.quality.counts for row in rows if row.quality]
    series = (
        (_("Sasaran yang menerima"), "best", [one.both for one in known]),
        (_("Sasaran yang terlewat"), "bad", [one.target - one.both for one in known]),
        (_("Penerima di luar sasaran"), "warning", [one.beneficiaries - one.both for one in known]),
    )
    return {
        "kind": "stacked-bars",
        "title": _("Keluarga menurut ketepatan, per tempat"),
        "unit": _("keluarga"),
        "categories": [row.name for row in rows if row.quality],
        "series": [{"name": name, "tone": tone, "values": values} for name, tone, values in series],
    }


def _file(
    request: HttpRequest, kind: str, rows: Sequence[PlaceAccuracy], columns: Sequence[Column]
) -> HttpResponseBase:
    """Exactly what is shown, of places from which files may be taken; hidden figures stay empty."""
    scope.require(request.user, Permission.EXPORT_RUN)
    assert request.user.is_authenticated
    taken = [
        row for row in rows if scope.may_in_territory(request.user, Permission.EXPORT_RUN, row.code)
    ]
    written = [CODE, *columns]
    record_export(
        by=request.user, model=Household, kind=kind,
        query={
            key: str(request.GET[key])
            for key in (*AccuracyForm.base_fields, SORT) if request.GET.get(key)
        },
        columns=[column.key for column in written],
    )  # fmt: skip
    is_rounded = any(row.is_rounded for row in taken)
    title = _("Ketepatan sasaran (dibulatkan)") if is_rounded else _("Ketepatan sasaran")
    response = export.export(kind, Rows(rows=taken), written, title=title)
    response["Cache-Control"] = "private, no-store"
    return response


def _address(request: HttpRequest, **changes: str) -> str:
    kept = {key: value for key, value in request.GET.items() if value and key != DOWNLOAD}
    return f"?{urlencode(kept | changes)}"
