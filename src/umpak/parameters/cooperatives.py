"""Rules on a cooperative's activity and officers on a day."""

from datetime import date

from umpak.parameters import loader
from umpak.parameters.editions import remembered
from umpak.rules.cooperative_activity import ActivityThresholds
from umpak.rules.cooperative_duplicates import DuplicateRules
from umpak.rules.officers import OfficerRules


@remembered
def activity_thresholds(on: date) -> ActivityThresholds:
    """Return when a cooperative counts as active."""
    return ActivityThresholds(
        rat_years=loader.whole_number("activity.rat_years", on),
        rat_due_months=loader.whole_number("activity.rat_due_months", on),
        citation=loader.parameter("activity.rat_years", on).citation,
    )


@remembered
def officer_rules(on: date) -> OfficerRules:
    """Return the numbers and lists for the checks O01-O09."""
    return OfficerRules(
        pengurus_least=loader.whole_number("officers.pengurus_least", on),
        pengurus_posts=tuple(loader.parameter("officers.pengurus_posts", on).value),
        pengawas_least=loader.whole_number("officers.pengawas_least", on),
        term_years_most=loader.whole_number("officers.term_years_most", on),
        terms_most=loader.whole_number("officers.terms_most", on),
        kin_blocked=frozenset(loader.parameter("officers.kin_blocked", on).value),
        kin_warned=frozenset(loader.parameter("officers.kin_warned", on).value),
        citations=loader.table("officers.citations", on),
    )


@remembered
def duplicate_rules(on: date) -> DuplicateRules:
    """Return from which likeness of names two records may be one cooperative."""
    return DuplicateRules(
        certain_percent=loader.whole_number("duplicates.certain_percent", on),
        review_percent=loader.whole_number("duplicates.review_percent", on),
        nearby_percent=loader.whole_number("duplicates.nearby_percent", on),
    )
