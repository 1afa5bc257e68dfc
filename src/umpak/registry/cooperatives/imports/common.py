"""How files about one cooperative a row name it."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.imports.cells import refuse_cell
from umpak.foundation.imports.chunks import Chunk
from umpak.foundation.imports.kinds import Check, Column
from umpak.foundation.imports.run import Run
from umpak.registry.cooperatives.checks import checked_legal_number
from umpak.registry.cooperatives.choices import IdentifierKind
from umpak.registry.cooperatives.imports.reading import read_identifier
from umpak.registry.cooperatives.models import Cooperative
from umpak.registry.cooperatives.sql import load
from umpak.registry.territory.imports import village_column
from umpak.rules.cooperative_names import cooperative_key
from umpak.rules.problems import Problem


def cooperative_columns(*aliases: str) -> tuple[Column, ...]:
    """The columns that say which cooperative; `aliases` are other headers of its name."""
    return (
        Column(
            code="name", label="koperasi", aliases=("nama_koperasi", *aliases),
            example="Koperasi Contoh Maju",
        ),
        Column(
            code="nik_koperasi", label="nik_koperasi", aliases=("nik_kop",),
            parse=read_identifier("nik_koperasi"), example="9999990000001",
        ),
        Column(
            code="legal_number", label="nomor_ahu", aliases=("nomor_badan_hukum",),
            example="AHU-0099001.AH.01.29.TAHUN 2025",
        ),
        village_column(is_required=False),
    )  # fmt: skip


COOPERATIVE_DERIVED = {"cooperative_id": "bigint", "name_key": "text", "legal_value": "text"}
COOPERATIVE_KNOWN = Check(
    column="name",
    where="s.cooperative_id IS NULL",
    problem=_("Koperasi ini tidak dikenal, atau ada beberapa yang bernama sama"),
    mend=_("Isi nik_koperasi, atau kode_desa di samping nama; impor koperasinya lebih dahulu."),
)
OWN = "JOIN cooperatives_cooperative c ON c.id = s.cooperative_id"


def read_cooperative(chunk: Chunk) -> None:
    """Keys under which the row's cooperative is looked for."""
    names = chunk.values("name")
    chunk.put("name_key", [cooperative_key(name) if name else None for name in names])
    chunk.put("legal_value", [one and one[1] for one in legal_numbers(chunk)])


def legal_numbers(chunk: Chunk) -> list[tuple[IdentifierKind, str] | None]:
    """The legal-entity number of each row with its kind; what cannot be one is refused."""
    today = calendar.today()
    numbers: list[tuple[IdentifierKind, str] | None] = []
    for index, typed in enumerate(chunk.values("legal_number")):
        found = checked_legal_number(typed, today) if typed else None
        if isinstance(found, Problem):
            refuse_cell(chunk, index, "legal_number", found, typed)
            found = None
        numbers.append(found)
    return numbers


def find_cooperatives(run: Run) -> None:
    """Point every row to its cooperative."""
    run.execute(load("match_cooperative.sql"))


def refuse_out_of_scope(run: Run) -> None:
    """A file may not write over a record for which the importer does not answer."""
    if run.by is None:
        return
    hit = run.rows("SELECT row_number, cooperative_id FROM import_row WHERE cooperative_id > 0")
    allowed = set(
        scope.narrow(
            Cooperative.objects.filter(pk__in={pk for _row, pk in hit}),
            run.by,
            Permission.COOPERATIVE_CHANGE,
        ).values_list("pk", flat=True)
    )
    for row, pk in hit:
        if pk not in allowed:
            run.refuse(
                row,
                "name",
                gettext("Koperasi ini di luar wilayah tugas Anda"),
                gettext("Hapus baris ini, atau minta petugas wilayah itu memasukkannya."),
            )
