"""The verbs of the cooperative register; each checks permission first and leaves one audit row."""

from umpak.registry.cooperatives.services.cooperatives import (
    CooperativeFields,
    add_cooperative,
    change_cooperative,
    close_cooperative,
    fields_of,
    problems_of,
    reopen_cooperative,
)
from umpak.registry.cooperatives.services.duplicates import (
    mark_not_duplicate,
    merge_cooperatives,
    roles_that_follow,
    undo_merge,
)
from umpak.registry.cooperatives.services.identifiers import (
    BusinessLine,
    remove_identifier,
    set_business_lines,
    set_identifier,
)
from umpak.registry.cooperatives.services.officers import (
    OfficerFields,
    add_officer,
    change_officer,
    declare_kinships,
    end_officer,
)
from umpak.registry.cooperatives.services.verifying import (
    seen_of,
    verify_identifier,
    verify_year,
)
from umpak.registry.cooperatives.services.years import (
    YearFigures,
    record_year,
)

__all__ = [
    "BusinessLine",
    "CooperativeFields",
    "OfficerFields",
    "YearFigures",
    "add_cooperative",
    "add_officer",
    "change_cooperative",
    "change_officer",
    "close_cooperative",
    "declare_kinships",
    "end_officer",
    "fields_of",
    "mark_not_duplicate",
    "merge_cooperatives",
    "problems_of",
    "record_year",
    "remove_identifier",
    "reopen_cooperative",
    "roles_that_follow",
    "seen_of",
    "set_business_lines",
    "set_identifier",
    "undo_merge",
    "verify_identifier",
    "verify_year",
]
