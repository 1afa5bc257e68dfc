"""Enterprises, BUMDes, village index, and the sources of wings that may not exist yet."""

import ibis
from ibis import ir

from umpak.pipelines.measures.flags import known
from umpak.pipelines.measures.settings import MeasureSettings


def enterprise_counts(enterprises: ir.Table, settings: MeasureSettings) -> ir.Table:
    """One row a village with enterprises."""
    low = known(enterprises.owner_desil <= settings.low_desil)
    days_left = enterprises.permit_expires_on.delta(ibis.literal(settings.as_of), unit="day")
    lapsing = known(days_left.between(0, settings.permit_notice_days))
    return enterprises.group_by("village_code").agg(
        enterprises=enterprises.count(),
        low_enterprises=low.sum().cast("int64"),
        enterprises_without_nib=(~enterprises.has_nib).sum().cast("int64"),
        permits_lapsing=lapsing.sum().cast("int64"),
    )


def bumdes_counts(bumdes: ir.Table) -> ir.Table:
    """One row a village with a BUMDes."""
    return bumdes.group_by("village_code").agg(
        bumdes=bumdes.count(), legal_bumdes=bumdes.is_legal.sum().cast("int64")
    )


def latest_idm(village_index: ir.Table) -> ir.Table:
    """Each village's IDM of the latest year; Indeks Desa is another series and is not mixed in."""
    idm = village_index.filter(village_index.instrument == "idm")
    latest = idm.group_by("village_code").agg(idm_year=idm.year.max())
    joined = idm.join(
        latest, (idm.village_code == latest.village_code) & (idm.year == latest.idm_year)
    )
    return joined.select(
        "village_code",
        "idm_year",
        "iks",
        "ike",
        "ikl",
        "economic_institutions_score",
        "micro_industry_score",
        "credit_score",
        idm="composite",
        idm_status="status",
    )


def visit_counts(visits: ir.Table, settings: MeasureSettings) -> ir.Table:
    """Days since the last visit; a village without any is absent here and counts as never."""
    days = ibis.literal(settings.as_of).delta(visits.visited_on, unit="day")
    return visits.group_by("village_code").agg(
        visits=visits.count(), days_since_visit=days.min().cast("int64")
    )


def request_counts(requests: ir.Table, settings: MeasureSettings) -> ir.Table:
    """Requests without an answer and the days the oldest has waited."""
    waiting = requests.filter(requests.answered_on.isnull())
    days = ibis.literal(settings.as_of).delta(waiting.received_on, unit="day")
    return waiting.group_by("village_code").agg(
        unanswered_requests=waiting.count(), days_unanswered=days.max().cast("int64")
    )


def training_counts(trainings: ir.Table, settings: MeasureSettings) -> ir.Table:
    """People of low decile who were trained."""
    low = known(trainings.desil <= settings.low_desil)
    return trainings.group_by("village_code").agg(
        trained_people=trainings.count(), trained_low_people=low.sum().cast("int64")
    )


def sharing_counts(agreements: ir.Table) -> ir.Table:
    """Agreements in force between a BUMDes and a cooperative."""
    return agreements.group_by("village_code").agg(sharing_agreements=agreements.count())
