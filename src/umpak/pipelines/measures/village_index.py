"""Each village's newest IDM and newest Indeks Desa: two series, each with its next status."""

from collections.abc import Sequence

import ibis
from ibis import ir

from umpak.pipelines.measures.settings import MeasureSettings
from umpak.pipelines.sources import SOURCES

_SCORES = tuple(name for name in SOURCES["village_index"].columns if name.endswith("_score"))


def latest_idm(village_index: ir.Table, settings: MeasureSettings) -> ir.Table:
    """One row a village with an IDM; Indeks Desa is another series and is not mixed in."""
    latest = _newest(village_index, "idm")
    gap = _gap(latest.points, settings.least_idm_points)
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


def latest_indeks_desa(village_index: ir.Table, settings: MeasureSettings) -> ir.Table:
    """One row a village with an Indeks Desa; never compared with its IDM."""
    latest = _newest(village_index, "indeks_desa")
    least = sorted(band.least for band in settings.indeks_desa.bands)
    return latest.select(
        "village_code",
        indeks_desa_year=latest.year.cast("int64"),
        indeks_desa_status=latest.status,
        indeks_desa=latest.composite,
        indeks_desa_points=latest.points.cast("int64"),
        indeks_desa_gap_points=_gap(latest.points, least),
    )


def _newest(village_index: ir.Table, instrument: str) -> ir.Table:
    series = village_index.filter(village_index.instrument == instrument)
    last = series.group_by("village_code").agg(year=series.year.max())
    return series.join(last, ["village_code", "year"])


def _gap(points: ir.Value, leasts: Sequence[int]) -> ir.Value:
    """Points to the next status; null at the top and where the points are unknown."""
    steps = [(points < least, ibis.literal(least, "int64") - points) for least in leasts[1:]]
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
