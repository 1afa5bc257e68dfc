"""Each village's IDM of the latest year, its weakest part and the way to the next status."""

import ibis
from ibis import ir

from umpak.pipelines.measures.settings import MeasureSettings
from umpak.pipelines.sources import SOURCES

_SCORES = tuple(name for name in SOURCES["village_index"].columns if name.endswith("_score"))


def latest_idm(village_index: ir.Table, settings: MeasureSettings) -> ir.Table:
    """One row a village with an IDM; Indeks Desa is another series and is not mixed in."""
    idm = village_index.filter(village_index.instrument == "idm")
    last = idm.group_by("village_code").agg(year=idm.year.max())
    latest = idm.join(last, ["village_code", "year"])
    gap = _gap(latest.points, settings)
    return latest.select(
        "village_code",
        *_SCORES,
        idm_year=latest.year.cast("int64"),
        idm_status=latest.status,
        idm=latest.composite,
        iks=latest.iks,
        ike=latest.ike,
        ikl=latest.ikl,
        weakest_index=_weakest(latest),
        idm_points=latest.points.cast("int64"),
        idm_gap_points=gap,
        economic_institutions_close_gap=_closes(latest, gap, settings),
    )


def _gap(points: ir.Value, settings: MeasureSettings) -> ir.Value:
    """Points to the next status; null at the top and where the points are unknown."""
    steps = [
        (points < least, ibis.literal(least, "int64") - points)
        for least in settings.least_idm_points[1:]
    ]
    return ibis.cases(*steps, else_=ibis.null("int64"))


def _closes(latest: ir.Table, gap: ir.Value, settings: MeasureSettings) -> ir.Value:
    """Whether the best score of IKE09 alone suffices; unknown where the gap is."""
    gain = (settings.idm.highest_score - latest.economic_institutions_score) * settings.idm.weights[
        "IKE"
    ]
    return gain >= gap


def _weakest(latest: ir.Table) -> ir.Value:
    """The lowest part; of equal ones the first of IKE, IKL, IKS, as in the rule."""
    lowest = ibis.least(latest.ike, latest.ikl, latest.iks)
    all_known = latest.ike.notnull() & latest.ikl.notnull() & latest.iks.notnull()
    return ibis.cases(
        (~all_known, ibis.null("string")),
        (latest.ike == lowest, "IKE"),
        (latest.ikl == lowest, "IKL"),
        else_="IKS",
    )
