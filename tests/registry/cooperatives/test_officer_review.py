import datetime as dt

from umpak.registry.cooperatives.choices import Kind, Post, Relation, VillageOffice
from umpak.registry.cooperatives.selectors.officers import officer_review, serving_officers
from umpak.registry.cooperatives.services import OfficerFields, add_officer, declare_kinships

ON = dt.date(2026, 11, 22)
LAWFUL = {
    Post.CHAIR: VillageOffice.NONE,
    Post.VICE_CHAIR_BUSINESS: VillageOffice.NONE,
    Post.VICE_CHAIR_MEMBERSHIP: VillageOffice.NONE,
    Post.SECRETARY: VillageOffice.NONE,
    Post.TREASURER: VillageOffice.NONE,
    Post.PENGAWAS_CHAIR: VillageOffice.HEAD,
}


def _officers(cooperative, **chair):
    officers = []
    posts = [*LAWFUL.items(), *[(Post.PENGAWAS_MEMBER, VillageOffice.COUNCIL)] * 2]
    for number, (post, office) in enumerate(posts):
        fields = {
            "sex": "female" if number % 2 else "male",
            "from_on": dt.date(2025, 7, 1),
            "until_on": dt.date(2030, 6, 30),
            "term_number": 1,
            "is_member": True,
            "village_office": office,
            "has_clean_record": True,
        }
        fields |= chair if post == Post.CHAIR else {}
        name = f"Contoh {'abcdefgh'[number]}"
        officers.append(
            add_officer(
                by=None,
                cooperative=cooperative,
                fields=OfficerFields(post=post, person_name=name, **fields),
            )
        )
    return officers


def test_lawful_board_has_no_finding_and_nothing_unchecked(make_cooperative):
    cooperative = make_cooperative("Koperasi Desa Merah Putih Sumberan", kind=Kind.KMP)
    _officers(cooperative)
    declare_kinships(by=None, cooperative=cooperative, declared_on=ON, ties=[])
    review = officer_review(cooperative, serving_officers(cooperative, ON), ON)
    assert (review.findings, review.unchecked) == ((), ())


def test_village_head_as_chair_and_kin_are_found_with_their_article(make_cooperative):
    cooperative = make_cooperative("Koperasi Desa Merah Putih Sumberan", kind=Kind.KMP)
    officers = _officers(cooperative, village_office=VillageOffice.HEAD, term_number=3)
    ties = [(officers[0], officers[5], Relation.CHILD)]
    declare_kinships(by=None, cooperative=cooperative, declared_on=ON, ties=ties)
    review = officer_review(cooperative, serving_officers(cooperative, ON), ON)
    assert {finding.rule for finding in review.findings} == {"O04", "O05", "O07"}
    assert all(finding.citation for finding in review.findings)


def test_other_cooperatives_are_held_to_the_law_only(make_cooperative):
    cooperative = make_cooperative(kind=Kind.CONSUMER)
    fields = OfficerFields(post=Post.CHAIR, person_name="Contoh", sex="female", is_member=True)
    add_officer(by=None, cooperative=cooperative, fields=fields)
    review = officer_review(cooperative, serving_officers(cooperative, ON), ON)
    assert {finding.rule for finding in review.findings} | set(review.unchecked) <= {
        "O07",
        "O08",
        "O09",
    }
