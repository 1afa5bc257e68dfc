"""What every file about families shares: how a row finds its family, and what must hold of both."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.access.scope import territory_codes
from umpak.foundation.imports.chunks import Chunk
from umpak.foundation.imports.kinds import Check
from umpak.foundation.imports.problems import Problem
from umpak.foundation.imports.run import Run
from umpak.foundation.imports.undo import Undone
from umpak.foundation.search.fields import as_arrays, words_of_many
from umpak.registry.people.imports.numbers import read_family_cards, read_niks
from umpak.registry.people.models import Household, Person
from umpak.registry.people.services.households import refresh_words_of
from umpak.registry.people.sql import load
from umpak.rules.cooperative_names import name_key

OLD = "LEFT JOIN people_household old ON old.family_card_hash = s.family_card_hash"
OWN = "JOIN people_household h ON h.family_card_hash = s.family_card_hash"
HEAD = f"{OWN} JOIN people_person head ON head.household_id = h.id AND head.relation = 'head'"

UNKNOWN_FAMILY = Check(
    column="family_card",
    join=OLD,
    where="old.id IS NULL AND s.family_card_hash IS NOT NULL",
    problem=gettext_lazy("Keluarga belum terdaftar"),
    mend=gettext_lazy("Masukkan berkas keluarga lebih dahulu."),
)
BORN_LATER = Check(
    column="birth_on",
    where="s.birth_on > %(today)s",
    problem=gettext_lazy("Tanggal lahir sesudah hari ini"),
    mend=gettext_lazy("Periksa tahunnya."),
    needs=("birth_on",),
)


def taken_nik(*, join: str, where: str, problem: StrOrPromise) -> Check:
    """Somebody else has the number already; a file moves nobody."""
    return Check(
        column="nik", join=join, where=where, problem=problem, needs=("nik",),
        mend=gettext_lazy("Perbaiki NIK, atau pindahkan orangnya lewat formulir lebih dahulu."),
    )  # fmt: skip


def other_head(*, column: str, join: str, where: str, problem: StrOrPromise) -> Check:
    """The family has a head who is somebody else; a file changes no heads."""
    return Check(
        column=column, join=join, where=where, problem=problem, needs=(column,),
        mend=gettext_lazy("Catat pergantian kepala keluarga lewat formulir lebih dahulu."),
    )  # fmt: skip


def refuse_unproven_heads(run: Run) -> None:
    """A head of another name is the same person by an equal NIK or as another spelling only.

    Else the NIK, the birth date and the business of the former head would pass to somebody else.
    `Soetardjo` and `H. Sutarjo` are spellings; `Siti` and `Siti Aminah` may be two people.
    """
    beyond = out_of_reach(run.by, "h.village_code") if run.by else "false"
    run.add_problems(
        Problem(
            row=row,
            column=run.header("head_name"),
            value=given,
            problem=_("Kepala keluarga lain daripada yang tercatat, tanpa NIK yang sama"),
            mend=_(
                "Bila orangnya sama, isi NIK yang tercatat atau ubah namanya lewat formulir;"
                " bila orangnya lain, catat pergantian kepala keluarga lewat formulir lebih dahulu."
            ),
        )
        for row, given, known in run.rows(load("unproven_heads.sql").format(beyond=beyond))
        if name_key(given) != name_key(known)
    )


def read_people(chunk: Chunk, name: str) -> None:
    """The card and the NIK, checked; the words under which people of this name are found."""
    read_family_cards(chunk, "family_card")
    read_niks(chunk, "nik")
    chunk.put("search_words", as_arrays(words_of_many(chunk.values(name))))


def inspect_scope(run: Run) -> None:
    """A family may not be drawn over from a village for which the importer does not answer."""
    if run.by is None:
        return
    run.check(
        Check(
            column="family_card",
            join=OWN,
            where=out_of_reach(run.by, "h.village_code"),
            problem=_("Keluarga ini tercatat di luar wilayah tugas Anda"),
            mend=_("Minta petugas wilayah itu memindahkannya lebih dahulu."),
        )
    )


def out_of_reach(by: User, village_code: str) -> str:
    """SQL: whether `by` does not answer for the people of this village."""
    codes = territory_codes(by, Permission.PEOPLE_CHANGE)
    within = (f"{village_code} = '{code}' OR {village_code} LIKE '{code}.%%'" for code in codes)
    return f"NOT ({' OR '.join(within) or 'false'})"


def find_by_former_names(undone: Undone) -> None:
    """After an undo of families or of members: each family under the names of those who stay."""
    people = undone.events(Person).filter(household_id__isnull=False)
    refresh_words_of(
        Household.with_restricted.filter(
            Q(pk__in=undone.rows(Household).values("pk")) | Q(pk__in=people.values("household_id"))
        )
    )
