"""The index on the page of a village or district."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from umpak.foundation.access import scope
from umpak.insight.village_index.choices import STATUS_ORDER, Instrument, Status
from umpak.insight.village_index.selectors import VIEW, history, records_for, series_for
from umpak.registry.territory.choices import Kind, Level
from umpak.registry.territory.models import Territory
from umpak.web import formats
from umpak.web.parts import Fact
from umpak.web.territory.panels import Panel, PanelContent, register_panel
from umpak.web.village_index.badges import status_badge


def index_of(request: HttpRequest, territory: Territory) -> PanelContent | None:
    """A village's newest figures of both instruments; a district's villages by status."""
    if not scope.may(request.user, VIEW, territory):
        return None
    if territory.level == Level.VILLAGE:
        return None if territory.kind == Kind.KELURAHAN else _village(territory)
    return _district(request, territory) if territory.level == Level.DISTRICT else None


def _village(village: Territory) -> PanelContent:
    url = reverse("village_index_page", args=[village.code])
    facts = []
    for instrument, records in history(village).items():
        if records:
            record = records[0]
            decimals = 4 if instrument == Instrument.IDM else 2
            facts.append(
                Fact(
                    label=f"{record.get_instrument_display()} {record.year}",
                    badge=status_badge(record.status),
                    help=formats.number(record.composite, decimals),
                )
            )
            if instrument == Instrument.IDM and record.gap_points:
                gap = _now("%(gap)s poin") % {"gap": formats.number(record.gap_points)}
                facts.append(Fact(label=_now("Ke status berikut"), text=gap))
    if not facts:
        return PanelContent(empty=_now("Belum ada indeks untuk desa ini."))
    return PanelContent(facts=facts, url=url, url_label=_now("Dimensi, tuas, dan langkah termurah"))


def _district(request: HttpRequest, district: Territory) -> PanelContent:
    series = next(iter(series_for(request.user)), None)
    if series is None:
        return PanelContent(empty=_now("Belum ada indeks untuk desa di sini."))
    rows = records_for(request.user).filter(
        instrument=series.instrument, year=series.year, village__parent=district
    )
    statuses = list(rows.values_list("status", flat=True))
    return PanelContent(
        facts=[
            Fact(label=Status(status).label, text=formats.number(statuses.count(status)))
            for status in reversed(STATUS_ORDER)
            if status in statuses
        ],
        url=f"{reverse('village_index_list')}?wilayah={district.code}",
        url_label=_now("Desa menurut jarak ke status berikut (%(series)s)")
        % {"series": series.label},
        empty="" if statuses else _now("Belum ada indeks untuk desa di sini."),
    )


register_panel(
    Panel(key="village-index", label=_("Indeks desa"), icon="chart-dots", order=15, build=index_of)
)
