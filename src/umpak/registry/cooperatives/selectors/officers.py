"""The officers on their posts, and what the rules O01-O09 find."""

import datetime as dt
from collections.abc import Sequence

from umpak.parameters.cooperatives import officer_rules
from umpak.parameters.loader import NoParameterError
from umpak.registry.cooperatives.choices import Post
from umpak.registry.cooperatives.models import Cooperative, CooperativeOfficer, OfficerKinship
from umpak.rules import officers as rules
from umpak.rules.nik import Sex


def serving_officers(cooperative: Cooperative, on: dt.date) -> list[CooperativeOfficer]:
    """Who is on a post that day, boards and posts in the order of the law."""
    ranks = {post: place for place, post in enumerate(Post.values)}
    return sorted(
        cooperative.officers.serving(on), key=lambda officer: (ranks[officer.post], officer.pk)
    )


def declared_ties(officers: Sequence[CooperativeOfficer]) -> list[OfficerKinship]:
    """What was declared about family ties among these officers."""
    ties = OfficerKinship.objects.filter(officer__in=officers, other__in=officers)
    return list(ties.select_related("officer", "other"))


def officer_review(
    cooperative: Cooperative, officers: Sequence[CooperativeOfficer], on: dt.date
) -> rules.OfficerReview | None:
    """What the rules find; nothing where no rule was in force that day."""
    try:
        in_force = officer_rules(on)
    except NoParameterError:
        return None
    judged = [officer for officer in officers if officer.board in {*rules.Board}]
    return rules.review_officers(
        tuple(_as_rule_sees(officer) for officer in judged),
        rules=in_force,
        is_village_cooperative=cooperative.is_village_cooperative,
        kinships=_kinships(cooperative, judged),
    )


def _as_rule_sees(officer: CooperativeOfficer) -> rules.Officer:
    return rules.Officer(
        person=_person(officer),
        board=rules.Board(officer.board),
        post=officer.post,
        sex=Sex(officer.sex) if officer.sex else None,
        term_from=officer.from_on,
        term_until=officer.until_on,
        term_number=officer.term_number,
        is_member=officer.is_member,
        village_office=(
            rules.VillageOffice(officer.village_office) if officer.village_office else None
        ),
        has_clean_record=officer.has_clean_record,
    )


def _person(officer: CooperativeOfficer) -> str:
    """The NIK tells people apart; where it is missing, the name has to."""
    return officer.nik_hash.hex() if officer.nik_hash else officer.person_key


def _kinships(
    cooperative: Cooperative, officers: Sequence[CooperativeOfficer]
) -> tuple[rules.Kinship, ...] | None:
    if cooperative.kinship_declared_on is None:
        return None
    by_pk = {officer.pk: _person(officer) for officer in officers}
    return tuple(
        rules.Kinship(
            person=by_pk[tie.officer_id], other=by_pk[tie.other_id], relation=tie.relation
        )
        for tie in declared_ties(officers)
    )
