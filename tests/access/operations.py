"""Every operation of the API, by the name of its function, with who may call it."""

from tests.access.addresses import Address, line, lines
from umpak.foundation.access.choices import Permission

P = Permission

OPERATIONS: dict[str, Address] = {
    "territories": line(P.TERRITORY_VIEW, shows_home=True),
    **lines(
        P.TERRITORY_VIEW,
        subject="territory",
        names="territory territory_children territory_boundary",
    ),
    "change_territory": line(P.TERRITORY_CHANGE, subject="territory"),
    "households": line(P.PEOPLE_VIEW, shows_home=True),
    "find_household": line(P.PEOPLE_VIEW, subject="household"),
    "household": line(P.PEOPLE_VIEW, subject="household"),
    "place_totals": line(P.INSIGHT_VIEW, shows_home=True),
    "poverty_lines": line(P.INSIGHT_VIEW),
    "persons": line(P.PEOPLE_VIEW, shows_home=True),
    "person": line(P.PEOPLE_VIEW, subject="person"),
    **lines(
        P.PEOPLE_CHANGE,
        subject="household",
        names="add_household change_household move_household note_desil",
    ),
    **lines(P.PEOPLE_CHANGE, subject="person", names="add_person change_person move_person"),
    "cooperatives": line(P.COOPERATIVE_VIEW, shows_home=True),
    **lines(
        P.COOPERATIVE_VIEW,
        subject="cooperative",
        names="cooperative identifiers officers years",
    ),
    **lines(
        P.COOPERATIVE_CHANGE,
        subject="cooperative",
        names="add_cooperative change_cooperative close_cooperative reopen_cooperative"
        " set_identifier verify_identifier remove_identifier set_business_lines"
        " add_officer change_officer end_officer record_year verify_year",
    ),
    "enterprises": line(P.ENTERPRISE_VIEW, shows_home=True),
    "enterprise": line(P.ENTERPRISE_VIEW, subject="enterprise"),
    **lines(
        P.ENTERPRISE_CHANGE,
        subject="enterprise",
        names="add_enterprise change_enterprise close_enterprise reopen_enterprise"
        " put_product remove_product put_permit remove_permit put_buyer remove_buyer",
    ),
    "bumdes_list": line(P.BUMDES_VIEW, shows_home=True),
    "bumdes_one": line(P.BUMDES_VIEW, subject="bumdes"),
    **lines(
        P.BUMDES_CHANGE,
        subject="bumdes",
        names="add_bumdes change_bumdes put_unit remove_unit put_asset remove_asset put_year"
        " remove_year",
    ),
    **lines(P.DOCUMENT_VIEW, subject="bumdes", names="documents document document_file"),
    "add_document": line(P.DOCUMENT_ADD, subject="bumdes"),
    **lines(
        P.INSIGHT_VIEW,
        subject="",
        names="catalogue targeting_quality place_measures insight_runs insight_run insight_lines"
        " insight_reasons insight_plans insight_plan insight_plan_lines",
    ),
    "village_indices": line(P.TERRITORY_VIEW),
    "place_history": line(P.INSIGHT_VIEW, subject="place"),
    "insight_line": line(P.INSIGHT_VIEW, subject="plan_line"),
    **lines(P.EXPORT_RUN, subject="", names="measures_csv measures_geojson measures_parquet"),
    "registers": line(P.INSIGHT_VIEW),
    "declare_register": line(P.REGISTER_DECLARE),
    "request_insight_run": line(P.INSIGHT_RUN),
    "cancel_insight_run": line(P.INSIGHT_RUN),
    "import_kinds": line(P.IMPORT_RUN),
    "imports": line(P.IMPORT_RUN, shows_home=True),
    "upload_import": line(P.IMPORT_RUN),
    **lines(
        P.IMPORT_RUN,
        subject="batch",
        names="import_batch import_problems preview_import apply_import undo_import",
    ),
}
