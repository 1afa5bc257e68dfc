"""Enterprises and BUMDes, and the sources of wings that may not exist yet."""

from datetime import timedelta

import ibis
from ibis import ir

from umpak.pipelines.measures.flags import how_often, is_low
from umpak.pipelines.measures.settings import MeasureSettings


def enterprise_counts(enterprises: ir.Table, settings: MeasureSettings) -> ir.Table:
    """One row a village with enterprises."""
    micro = enterprises.size_class.isnull() | (enterprises.size_class == "mikro")
    last_notice = settings.as_of + timedelta(days=settings.permit_notice_days)
    return enterprises.group_by("village_code").agg(
        enterprises=enterprises.count(),
        micro_enterprises=how_often(micro),
        low_enterprises=how_often(is_low(enterprises.owner_desil, settings.low_desils)),
        enterprises_without_nib=how_often(~enterprises.has_nib),
        food_enterprises_without_halal=how_often(enterprises.is_food & ~enterprises.has_halal),
        enterprises_without_buyer=how_often(~enterprises.has_buyer),
        permits_lapsing=how_often(
            enterprises.permit_expires_on.between(settings.as_of, last_notice)
        ),
    )


def bumdes_counts(bumdes: ir.Table) -> ir.Table:
    """One row a village with a BUMDes."""
    return bumdes.group_by("village_code").agg(
        bumdes=bumdes.count(), legal_bumdes=how_often(bumdes.is_legal)
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
    """People who were trained, and those of low decile among them."""
    return trainings.group_by("village_code").agg(
        trained_people=trainings.count(),
        trained_low_people=how_often(is_low(trainings.desil, settings.low_desils)),
    )


def sharing_counts(agreements: ir.Table) -> ir.Table:
    """Agreements in force between a BUMDes and a cooperative."""
    return agreements.group_by("village_code").agg(sharing_agreements=agreements.count())
