"""Every page, fragment and download of Umpak with who may open it.

`test_every_address` fails on an address without a line, and on a line without an address.
A line names the permissions that are all needed, and the record that the address is about: an
entry of `world.py`. Without a record it is a list or a form, which shows only what is in scope.
"""

from dataclasses import dataclass
from typing import Any

from tests.access.corners import OFFICE
from umpak.foundation.access.choices import Permission, ScopeKind

P = Permission

_ANY_KIND = frozenset(ScopeKind)


@dataclass(frozen=True, kw_only=True)
class Address:
    """Who may open it, and which record of `world.py` stands in it.

    `held_on` are the scopes on which the permissions must be held; elsewhere they do not count and
    the answer is a refusal. `posting` are the permissions to send something where they differ.
    `shows_home`: a list that names the home corner. `is_of_installation`: what has no place is the
    installation's, which is one regency; those of the regency see all of it. `is_shared`: the same
    record for every corner, shown as far as its parts lie in scope.
    """

    needs: tuple[P, ...] = ()
    posting: tuple[P, ...] = ()
    subject: str = ""
    held_on: frozenset[ScopeKind] = _ANY_KIND
    is_public: bool = False
    may_be_absent: bool = False
    shows_home: bool = False
    is_of_installation: bool = False
    is_shared: bool = False

    def needed_for(self, method: str) -> tuple[P, ...]:
        return self.posting if method == "post" and self.posting else self.needs


PUBLIC = Address(is_public=True)
SECOND_FACTOR = Address(is_public=True, may_be_absent=True)  # 404 while there is none
SIGNED_IN = Address()  # everybody's own: what is shown depends on the roles


def line(*needs: P, **more: Any) -> Address:
    return Address(needs=needs, **more)


def lines(*needs: P, subject: str, prefix: str = "", names: str) -> dict[str, Address]:
    """Several addresses with the same line."""
    return {f"{prefix}{name}": line(*needs, subject=subject) for name in names.split()}


# the sign-in library's own pages, each about the person who asks
ACCOUNT = {
    **dict.fromkeys(
        (
            "account_login",
            "account_logout",
            "account_inactive",
            "account_reauthenticate",
            "account_change_password",
            "mfa_index",
            "mfa_authenticate",
            "mfa_activate_totp",
            "mfa_generate_recovery_codes",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
        ),
        PUBLIC,
    ),
    **dict.fromkeys(
        (
            "mfa_reauthenticate",
            "mfa_deactivate_totp",
            "mfa_view_recovery_codes",
            "mfa_download_recovery_codes",
            "mfa_reauthenticate_webauthn",
            "mfa_remove_webauthn",
            "mfa_edit_webauthn",
        ),
        SECOND_FACTOR,
    ),
}

TERRITORY = {
    "territory_list": line(P.TERRITORY_VIEW, shows_home=True),
    "territory_geojson": line(P.TERRITORY_VIEW, shows_home=True),
    "territory_options": line(P.TERRITORY_VIEW, shows_home=True),
    "territory_page": line(P.TERRITORY_VIEW, subject="territory"),
    **lines(
        P.TERRITORY_CHANGE,
        subject="territory",
        names="territory_change territory_rename territory_succeed territory_alias_add",
    ),
    "territory_alias_remove": line(P.TERRITORY_CHANGE, subject="alias"),
}

PEOPLE = {
    "people:list": line(P.PEOPLE_VIEW, shows_home=True),
    "people:desil_by_village": line(P.PEOPLE_VIEW, shows_home=True),
    "people:place_totals": line(P.INSIGHT_VIEW, shows_home=True),
    "people:poverty_lines": line(P.INSIGHT_VIEW),
    "people:restricted": line(P.RESTRICTION_VIEW, shows_home=True),
    "people:options": line(P.PEOPLE_CHANGE),
    "people:find_by_number": line(P.PEOPLE_VIEW),
    "people:add": line(P.PEOPLE_CHANGE),
    "people:household": line(P.PEOPLE_VIEW, subject="household"),
    **lines(
        P.PEOPLE_CHANGE,
        subject="household",
        prefix="people:",
        names="change move note_desil restrict add_person",
    ),
    "people:lift": line(P.PEOPLE_CHANGE, subject="restricted"),
    "people:unmask": line(P.PEOPLE_UNMASK, subject="household"),
    **lines(P.PEOPLE_CHANGE, subject="person", prefix="people:", names="change_person move_person"),
}

COOPERATIVES = {
    "cooperatives:list": line(P.COOPERATIVE_VIEW, shows_home=True),
    "cooperatives:waiting": line(P.COOPERATIVE_VIEW),
    "cooperatives:add": line(P.COOPERATIVE_CHANGE, held_on=OFFICE),
    "cooperatives:duplicates": line(P.COOPERATIVE_MERGE, shows_home=True),
    **lines(
        P.COOPERATIVE_VIEW,
        subject="cooperative",
        prefix="cooperatives:",
        names="page officers years",
    ),
    "cooperatives:documents": line(P.COOPERATIVE_VIEW, P.DOCUMENT_VIEW, subject="cooperative"),
    "cooperatives:history": line(P.COOPERATIVE_VIEW, P.AUDIT_VIEW, subject="cooperative"),
    **lines(
        P.COOPERATIVE_CHANGE,
        subject="cooperative",
        prefix="cooperatives:",
        names="change business_lines add_officer kinships record_year",
    ),
    "cooperatives:unmask": line(P.PEOPLE_UNMASK, subject="cooperative"),
    # closing, and confirming what the cooperative itself has entered, is for the office
    "cooperatives:close": line(P.COOPERATIVE_CHANGE, subject="cooperative", held_on=OFFICE),
    "cooperatives:reopen": line(P.COOPERATIVE_CHANGE, subject="cooperative", held_on=OFFICE),
    "cooperatives:verify_identifier": line(
        P.COOPERATIVE_CHANGE, subject="identifier", held_on=OFFICE
    ),
    "cooperatives:verify_year": line(P.COOPERATIVE_CHANGE, subject="book_year", held_on=OFFICE),
    "cooperatives:identifier": line(P.COOPERATIVE_CHANGE, subject="identifier_kind"),
    "cooperatives:remove_identifier": line(P.COOPERATIVE_CHANGE, subject="identifier"),
    "cooperatives:change_officer": line(P.COOPERATIVE_CHANGE, subject="cooperative_officer"),
    "cooperatives:end_officer": line(P.COOPERATIVE_CHANGE, subject="cooperative_officer"),
    "cooperatives:merge": line(P.COOPERATIVE_MERGE, subject="pair"),
    "cooperatives:not_duplicate": line(P.COOPERATIVE_MERGE, subject="pair"),
    "cooperatives:undo_merge": line(P.COOPERATIVE_MERGE, subject="merge"),
}

ENTERPRISES = {
    "enterprises:list": line(P.ENTERPRISE_VIEW, shows_home=True),
    "enterprises:permits": line(P.ENTERPRISE_VIEW, shows_home=True),
    "enterprises:add": line(P.ENTERPRISE_CHANGE, held_on=OFFICE),
    "enterprises:page": line(P.ENTERPRISE_VIEW, subject="enterprise"),
    "enterprises:documents": line(P.ENTERPRISE_VIEW, P.DOCUMENT_VIEW, subject="enterprise"),
    "enterprises:history": line(P.ENTERPRISE_VIEW, P.AUDIT_VIEW, subject="enterprise"),
    **lines(
        P.ENTERPRISE_CHANGE,
        subject="enterprise",
        prefix="enterprises:",
        names="change close reopen",
    ),
    "enterprises:unmask": line(P.PEOPLE_UNMASK, subject="enterprise"),
    "enterprises:part": line(
        P.ENTERPRISE_VIEW, subject="enterprise_part", posting=(P.ENTERPRISE_CHANGE,)
    ),
    "enterprises:edit_part": line(P.ENTERPRISE_CHANGE, subject="enterprise_line"),
}

BUMDES = {
    "bumdes:list": line(P.BUMDES_VIEW, shows_home=True),
    "bumdes:add": line(P.BUMDES_CHANGE),
    "bumdes:page": line(P.BUMDES_VIEW, subject="bumdes"),
    "bumdes:documents": line(P.BUMDES_VIEW, P.DOCUMENT_VIEW, subject="bumdes"),
    "bumdes:history": line(P.BUMDES_VIEW, P.AUDIT_VIEW, subject="bumdes"),
    "bumdes:change": line(P.BUMDES_CHANGE, subject="bumdes"),
    "bumdes:unmask": line(P.PEOPLE_UNMASK, subject="bumdes"),
    "bumdes:part": line(P.BUMDES_VIEW, subject="bumdes_part", posting=(P.BUMDES_CHANGE,)),
    "bumdes:edit_part": line(P.BUMDES_CHANGE, subject="bumdes_line"),
}

IMPORTS = {
    "import_list": line(P.IMPORT_RUN, shows_home=True),
    "import_new": line(P.IMPORT_RUN),
    "import_template": line(P.IMPORT_RUN, subject="import_kind"),
    **lines(
        P.IMPORT_RUN,
        subject="batch",
        prefix="import_",
        names="batch progress preview apply undo",
    ),
    "import_problems": line(P.IMPORT_RUN, subject="batch_list"),
}

INSIGHT = {
    "village_index_list": line(P.TERRITORY_VIEW, shows_home=True),
    "village_index_levers": line(P.TERRITORY_VIEW),
    "village_index_page": line(P.TERRITORY_VIEW, subject="territory"),
    "village_index_version": line(P.TERRITORY_CHANGE, subject="index_year"),
    "target_map": line(P.INSIGHT_VIEW),
    "target_table": line(P.INSIGHT_VIEW, shows_home=True),
    "target_place": line(P.INSIGHT_VIEW, subject="place"),
    "target_map_pdf": line(P.INSIGHT_VIEW),
    "target_district": line(P.INSIGHT_VIEW, subject="district", may_be_absent=True),
    "targeting_accuracy": line(P.INSIGHT_VIEW),
    "intervention_plan": line(P.INSIGHT_VIEW, shows_home=True),
    "insight_reasons": line(P.INSIGHT_VIEW, subject="plan_line"),
    "plan_pdf": line(P.INSIGHT_VIEW, P.EXPORT_RUN),
    "plan_propose": line(P.PLAN_PROPOSE),
    "insight_compare": line(P.INSIGHT_VIEW),
    "register_list": line(P.INSIGHT_VIEW),
    "register_declare": line(P.REGISTER_DECLARE),
    "insight_runs": line(P.INSIGHT_VIEW),
    "insight_start": line(P.INSIGHT_RUN),
    "insight_run": line(P.INSIGHT_VIEW, subject="run", is_shared=True),
    "insight_progress": line(P.INSIGHT_VIEW, subject="run", is_shared=True),
    "insight_cancel": line(P.INSIGHT_RUN, subject="run", is_shared=True),
    "insight_replay": line(P.INSIGHT_RUN, subject="run", is_shared=True),
    "plan_list": line(P.INSIGHT_VIEW),
    "plan_page": line(P.INSIGHT_VIEW, subject="plan", is_shared=True),
    "plan_decide": line(P.PLAN_APPROVE, subject="plan", is_shared=True),
    "plan_page_pdf": line(P.INSIGHT_VIEW, P.EXPORT_RUN, subject="plan", is_shared=True),
}

DOCUMENTS = {
    "document_panel": line(P.DOCUMENT_VIEW, subject="document_owner", posting=(P.DOCUMENT_ADD,)),
    "document_download": line(P.DOCUMENT_VIEW, subject="document"),
    "document_replace": line(P.DOCUMENT_ADD, subject="document"),
    "document_remove": line(P.DOCUMENT_ADD, subject="document"),
}

ACCESS = {
    "user_list": line(P.ROLE_VIEW, shows_home=True),
    "user_add": line(P.ROLE_GRANT),
    "user_page": line(P.ROLE_VIEW, subject="user"),
    **lines(
        P.ROLE_GRANT,
        subject="user",
        names="user_change role_grant user_close user_reopen user_set_password",
    ),
    "role_revoke": line(P.ROLE_GRANT, subject="grant"),
    "token_list": line(P.API_TOKEN_USE),
    "token_add": line(P.API_TOKEN_USE),
    "token_revoke": line(subject="token"),  # one's own, even after the role is lost
    "audit_list": line(P.AUDIT_VIEW, shows_home=True, is_of_installation=True),
    "access_log": line(P.ACCESS_LOG_VIEW, shows_home=True),
    "unmasking_log": line(P.ACCESS_LOG_VIEW, shows_home=True),
    "processing_record": line(P.ACCESS_LOG_VIEW),
}

PAGES: dict[str, Address] = {
    **ACCOUNT,
    "health": PUBLIC,
    "readiness": PUBLIC,
    "set_language": PUBLIC,
    "choose_theme": PUBLIC,
    "home": SIGNED_IN,
    "api_reference": SIGNED_IN,
    **TERRITORY,
    **PEOPLE,
    **COOPERATIVES,
    **ENTERPRISES,
    **BUMDES,
    **IMPORTS,
    **INSIGHT,
    **DOCUMENTS,
    **ACCESS,
}
