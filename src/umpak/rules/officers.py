"""Checks O01-O09 on the officers of a cooperative, as far as the registry knows the facts.

Source: JUKLAK Menkop 1/2025 Bab III and Lampiran 7; UU 25/1992 Pasal 29 and 38. Findings say
*block* (not lawful or not what the guidance demands) or *warn* (look again). What cannot be
judged for want of data is listed as unchecked, never counted as good.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from umpak.rules.nik import Sex
from umpak.rules.problems import gettext_noop


class Board(StrEnum):
    PENGURUS = "pengurus"
    PENGAWAS = "pengawas"


class Severity(StrEnum):
    BLOCK = "block"
    WARN = "warn"


class VillageOffice(StrEnum):
    HEAD = "kepala_desa_atau_lurah"
    STAFF = "perangkat_desa"
    COUNCIL = "anggota_bpd"
    NONE = "bukan"


CHAIR_OF_PENGAWAS = "ketua_pengawas"


@dataclass(frozen=True, kw_only=True)
class Officer:
    """One person on one post; None means that the registry does not know.

    Attributes:
        person: Key of the person (a pseudonym will do).
        term_number: First, second … period in the same post.
    """

    person: str
    board: Board
    post: str
    sex: Sex | None = None
    term_from: date | None = None
    term_until: date | None = None
    term_number: int | None = None
    is_member: bool | None = None
    village_office: VillageOffice | None = None
    has_clean_record: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Kinship:
    """A family tie between two officers, by its Indonesian name."""

    person: str
    other: str
    relation: str


@dataclass(frozen=True, kw_only=True)
class OfficerRules:
    """Numbers and lists of the checks, from the parameters."""

    pengurus_least: int
    pengurus_posts: tuple[str, ...]
    pengawas_least: int
    term_years_most: int
    terms_most: int
    kin_blocked: frozenset[str]
    kin_warned: frozenset[str]
    citations: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One deviation with its figures and the article it deviates from."""

    rule: str
    severity: Severity
    message: str
    figures: Mapping[str, str]
    citation: str

    def __str__(self) -> str:
        """The Indonesian sentence with its figures."""
        return self.message % self.figures


@dataclass(frozen=True, kw_only=True)
class OfficerReview:
    """All findings and the rules that could not be judged."""

    findings: tuple[Finding, ...]
    unchecked: tuple[str, ...]
    women: int
    officers: int


@dataclass(frozen=True, kw_only=True)
class _Case:
    officers: tuple[Officer, ...]
    kinships: tuple[Kinship, ...] | None
    rules: OfficerRules

    def on(self, board: Board) -> list[Officer]:
        return [officer for officer in self.officers if officer.board is board]

    def finding(self, rule: str, severity: Severity, message: str, **figures: object) -> Finding:
        return Finding(
            rule=rule,
            severity=severity,
            message=message,
            figures={name: str(value) for name, value in figures.items()},
            citation=self.rules.citations[rule],
        )


_Check = Callable[[_Case], tuple[Finding, ...] | None]


def review_officers(
    officers: tuple[Officer, ...],
    *,
    rules: OfficerRules,
    is_village_cooperative: bool,
    kinships: tuple[Kinship, ...] | None = None,
) -> OfficerReview:
    """Check the present officers of one cooperative.

    Args:
        officers: Everybody now on a post.
        rules: From `umpak.parameters.cooperatives.officer_rules(day)`.
        is_village_cooperative: A Koperasi Desa/Kelurahan Merah Putih: all checks; for others only
            those of the cooperative law (O07-O09).
        kinships: Declared family ties; None when nobody asked.

    Of nobody on file nothing can be judged: that alone is a finding of O01, to be looked at, and
    the other rules are unchecked.

    Example:
        Four pengurus → O01 blocks: "4 orang; seharusnya ganjil dan paling sedikit 5".
    """
    case = _Case(officers=officers, kinships=kinships, rules=rules)
    checks = _ALL_CHECKS if is_village_cooperative else _LAW_CHECKS
    if not officers:
        checks = dict.fromkeys(checks, _unknown) | ({"O01": _nobody} if "O01" in checks else {})
    results = {rule: check(case) for rule, check in checks.items()}
    return OfficerReview(
        findings=tuple(found for result in results.values() for found in result or ()),
        unchecked=tuple(rule for rule, result in results.items() if result is None),
        women=sum(officer.sex is Sex.FEMALE for officer in officers),
        officers=len(officers),
    )


def _nobody(case: _Case) -> tuple[Finding, ...]:
    """O01 where nobody is on file: one cause, told once."""
    message = gettext_noop("Belum ada perangkat yang tercatat.")
    return (case.finding("O01", Severity.WARN, message),)


def _unknown(_case: _Case) -> None:
    """A rule for which nothing is known."""


def _pengurus(case: _Case) -> tuple[Finding, ...]:
    """O01: odd, at least five, and the five named posts filled."""
    board = case.on(Board.PENGURUS)
    found = _head_count(case, "O01", "pengurus", len(board), case.rules.pengurus_least)
    posts = {officer.post for officer in board}
    missing = [post for post in case.rules.pengurus_posts if post not in posts]
    if missing:
        message = gettext_noop("Jabatan pengurus belum terisi: %(posts)s.")
        found.append(case.finding("O01", Severity.BLOCK, message, posts=", ".join(missing)))
    return tuple(found)


def _pengawas(case: _Case) -> tuple[Finding, ...]:
    """O02: odd, at least three, one chair."""
    board = case.on(Board.PENGAWAS)
    found = _head_count(case, "O02", "pengawas", len(board), case.rules.pengawas_least)
    chairs = sum(officer.post == CHAIR_OF_PENGAWAS for officer in board)
    if chairs != 1:
        message = gettext_noop("Ketua pengawas harus satu orang; tercatat %(count)s.")
        found.append(case.finding("O02", Severity.BLOCK, message, count=chairs))
    return tuple(found)


def _head_count(case: _Case, rule: str, board: str, count: int, least: int) -> list[Finding]:
    if count >= least and count % 2 == 1:
        return []
    message = gettext_noop("%(board)s %(count)s orang; harus ganjil dan paling sedikit %(least)s.")
    figures = {"board": board.capitalize(), "count": count, "least": least}
    return [case.finding(rule, Severity.BLOCK, message, **figures)]


def _chair_is_village_head(case: _Case) -> tuple[Finding, ...] | None:
    """O03: the chair of pengawas is the serving village head."""
    chairs = [officer for officer in case.officers if officer.post == CHAIR_OF_PENGAWAS]
    if not chairs or any(officer.village_office is None for officer in chairs):
        return None
    if all(officer.village_office is VillageOffice.HEAD for officer in chairs):
        return ()
    message = gettext_noop("Ketua pengawas bukan kepala desa atau lurah yang menjabat.")
    return (case.finding("O03", Severity.BLOCK, message),)


def _kin(case: _Case) -> tuple[Finding, ...] | None:
    """O04: no family ties of the first degree between officers; wider ties warn."""
    if case.kinships is None:
        return None
    message = gettext_noop("Hubungan keluarga antarperangkat: %(relation)s.")
    severities = {
        **dict.fromkeys(case.rules.kin_warned, Severity.WARN),
        **dict.fromkeys(case.rules.kin_blocked, Severity.BLOCK),
    }
    people = {officer.person for officer in case.officers}
    return tuple(
        case.finding("O04", severities[tie.relation], message, relation=tie.relation)
        for tie in case.kinships
        if tie.relation in severities and {tie.person, tie.other} <= people
    )


def _pengurus_outside_village_leadership(case: _Case) -> tuple[Finding, ...] | None:
    """O05: village head may not be pengurus; staff and council members warn."""
    offices = [officer.village_office for officer in case.on(Board.PENGURUS)]
    message = gettext_noop("Pengurus merangkap %(office)s.")
    found = tuple(
        case.finding(
            "O05",
            Severity.BLOCK if office is VillageOffice.HEAD else Severity.WARN,
            message,
            office=office.value.replace("_", " "),
        )
        for office in offices
        if office is not None and office is not VillageOffice.NONE
    )
    return _judged(found, is_all_known=bool(offices) and None not in offices)


def _clean_record(case: _Case) -> tuple[Finding, ...] | None:
    """O06: every pengawas has declared a clean record."""
    declared = [officer.has_clean_record for officer in case.on(Board.PENGAWAS)]
    message = gettext_noop("Pengawas tanpa pernyataan bersih: %(count)s orang.")
    count = declared.count(False)
    found = (case.finding("O06", Severity.BLOCK, message, count=count),) if count else ()
    return _judged(found, is_all_known=bool(declared) and None not in declared)


def _terms(case: _Case) -> tuple[Finding, ...] | None:
    """O07: at most five years a term and two terms in the same post."""
    dated = [
        (officer, officer.term_from, officer.term_until)
        for officer in case.officers
        if officer.term_from is not None and officer.term_until is not None
    ]
    counted = [officer for officer in case.officers if officer.term_number is not None]
    years = case.rules.term_years_most
    long = gettext_noop("Masa jabatan %(post)s lebih dari %(years)s tahun.")
    many = gettext_noop("%(post)s menjabat periode ke-%(term)s; paling banyak %(most)s.")
    found = (
        *(
            case.finding("O07", Severity.BLOCK, long, post=officer.post, years=years)
            for officer, start, end in dated
            if end > _years_later(start, years)
        ),
        *(
            case.finding(
                "O07",
                Severity.BLOCK,
                many,
                post=officer.post,
                term=officer.term_number,
                most=case.rules.terms_most,
            )
            for officer in counted
            if (officer.term_number or 0) > case.rules.terms_most
        ),
    )
    is_all_known = len(dated) == len(counted) == len(case.officers) > 0
    return _judged(found, is_all_known=is_all_known)


def _one_post_each(case: _Case) -> tuple[Finding, ...] | None:
    """O08: one person one post, and all officers are members."""
    posts = Counter(officer.person for officer in case.officers)
    double = sum(count > 1 for count in posts.values())
    outsiders = sum(officer.is_member is False for officer in case.officers)
    found = []
    if double:
        message = gettext_noop("%(count)s orang memegang lebih dari satu jabatan.")
        found.append(case.finding("O08", Severity.BLOCK, message, count=double))
    if outsiders:
        message = gettext_noop("%(count)s perangkat bukan anggota koperasi.")
        found.append(case.finding("O08", Severity.BLOCK, message, count=outsiders))
    is_all_known = all(officer.is_member is not None for officer in case.officers)
    return _judged(tuple(found), is_all_known=is_all_known)


def _women(case: _Case) -> tuple[Finding, ...] | None:
    """O09: no quota, but nobody at all is worth a warning."""
    sexes = [officer.sex for officer in case.officers]
    if Sex.FEMALE in sexes:
        return ()
    if not sexes or None in sexes:
        return None
    message = gettext_noop("Tidak ada perempuan di antara %(count)s perangkat.")
    return (case.finding("O09", Severity.WARN, message, count=len(sexes)),)


def _judged(found: tuple[Finding, ...], *, is_all_known: bool) -> tuple[Finding, ...] | None:
    """What is known to be wrong stands; without that, all must be known before all is well."""
    return found if found or is_all_known else None


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


_LAW_CHECKS: Mapping[str, _Check] = {"O07": _terms, "O08": _one_post_each, "O09": _women}
_ALL_CHECKS: Mapping[str, _Check] = {
    "O01": _pengurus,
    "O02": _pengawas,
    "O03": _chair_is_village_head,
    "O04": _kin,
    "O05": _pengurus_outside_village_leadership,
    "O06": _clean_record,
    **_LAW_CHECKS,
}
