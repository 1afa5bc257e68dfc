"""The officer rules O01-O09 as a list that a reader can go down: fine, deviating, not judged."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umpak.foundation.told import told
from umpak.registry.cooperatives.choices import Board, Post, Relation, VillageOffice
from umpak.rules.officers import OfficerReview, Severity
from umpak.web.lists.columns import Badge

TITLES: Mapping[str, str | Promise] = {
    "O01": gettext_lazy("Susunan pengurus"),
    "O02": gettext_lazy("Susunan pengawas"),
    "O03": gettext_lazy("Ketua pengawas kepala desa/lurah"),
    "O04": gettext_lazy("Hubungan keluarga"),
    "O05": gettext_lazy("Pengurus bukan pimpinan desa"),
    "O06": gettext_lazy("Rekam jejak pengawas"),
    "O07": gettext_lazy("Masa jabatan"),
    "O08": gettext_lazy("Satu orang satu jabatan, anggota koperasi"),
    "O09": gettext_lazy("Keterwakilan perempuan"),
}

# The rules tell posts, ties and offices by their codes; an office with spaces, a board capitalised.
_LABELS: Mapping[str, str | Promise] = {
    **dict(Post.choices),
    **dict(Relation.choices),
    **{code.replace("_", " "): label for code, label in VillageOffice.choices},
    **{code.capitalize(): label for code, label in Board.choices},
}


@dataclass(frozen=True, kw_only=True)
class CheckedRule:
    """One deviation, or a rule that could not be judged."""

    code: str
    title: str | Promise
    badge: Badge
    message: str
    citation: str


def checked_rules(review: OfficerReview) -> list[CheckedRule]:
    """Deviations first, then what could not be judged for want of data."""
    found = [
        CheckedRule(
            code=finding.rule,
            title=TITLES[finding.rule],
            badge=_badge(finding.severity),
            message=_(finding.message) % _in_words(finding.figures),
            citation=told(finding.citation),
        )
        for finding in sorted(review.findings, key=lambda one: (one.severity, one.rule))
    ]
    unchecked = [
        CheckedRule(
            code=rule,
            title=TITLES[rule],
            badge=Badge(text=_("Belum dapat diperiksa"), icon="question-mark"),
            message=_("Datanya belum diisi."),
            citation="",
        )
        for rule in review.unchecked
    ]
    return [*found, *unchecked]


def _in_words(figures: Mapping[str, str]) -> dict[str, str]:
    """The codes of posts, boards, ties and offices as people call them; counts as they are."""
    return {
        name: ", ".join(str(_LABELS.get(one, one)) for one in value.split(", "))
        for name, value in figures.items()
    }


def _badge(severity: Severity) -> Badge:
    if severity is Severity.BLOCK:
        return Badge(text=_("Menyimpang"), tone="red", icon="circle-x")
    return Badge(text=_("Perhatikan"), tone="yellow", icon="alert-triangle")
