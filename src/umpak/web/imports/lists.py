"""The batches: what came in, what became of it."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.imports.choices import Status
from umpak.foundation.imports.kinds import kind_of, kinds
from umpak.foundation.imports.models import ImportBatch
from umpak.foundation.imports.selectors import batches_for
from umpak.web.lists.columns import INSTANT, NUMBER, Badge, Column
from umpak.web.lists.filters import ChoiceFilter
from umpak.web.lists.screen import Action, Empty, ListScreen

_BADGES = {
    Status.UPLOADED: ("secondary", "upload"),
    Status.PREVIEWED: ("blue", "eye-check"),
    Status.REFUSED: ("red", "circle-x"),
    Status.APPLIED: ("green", "circle-check"),
    Status.UNDONE: ("secondary", "arrow-back-up"),
    Status.FAILED: ("red", "alert-triangle"),
}


def status_badge(batch: ImportBatch) -> Badge:
    """The state in a word, with an icon and a colour."""
    tone, icon = _BADGES[Status(batch.status)]
    return Badge(text=batch.get_status_display(), tone=tone, icon=icon)  # type: ignore[arg-type]  # tones of the table above


def _kind_choices(user: AnyUser) -> list[tuple[str, str]]:
    return [(kind.code, str(kind.label)) for kind in kinds()]


def _by(batch: ImportBatch) -> str:
    return batch.uploaded_by.name if batch.uploaded_by else gettext("pemasang")


class ImportList(ListScreen[ImportBatch]):
    title = _("Masukkan berkas")
    lead = _("Setiap berkas ditulis seluruhnya atau tidak sama sekali, dan dapat dibatalkan.")
    permission = Permission.IMPORT_RUN
    model = ImportBatch
    columns = (
        Column(
            key="file_name", label=_("Berkas"), sort="file_name", is_heading=True,
            url=lambda batch: reverse("import_batch", args=[batch.public_id]),
        ),
        Column(
            key="kind", label=_("Jenis"), sort="kind",
            value=lambda batch: str(kind_of(batch.kind).label),
        ),
        Column(key="status", label=_("Keadaan"), sort="status", value=status_badge),
        Column(key="rows", label=_("Baris"), value="row_count", sort="row_count", format=NUMBER),
        Column(key="new", label=_("Baru"), value="new_count", sort="new_count", format=NUMBER),
        Column(
            key="changed", label=_("Berubah"), value="changed_count", sort="changed_count",
            format=NUMBER,
        ),
        Column(
            key="refused", label=_("Ditolak"), value="refused_count", sort="refused_count",
            format=NUMBER,
        ),
        Column(key="by", label=_("Oleh"), value=_by),
        Column(
            key="at", label=_("Diunggah"), value="uploaded_at", sort="uploaded_at", format=INSTANT
        ),
    )  # fmt: skip
    filters = (
        ChoiceFilter(key="jenis", label=_("Jenis"), path="kind", choices=_kind_choices),
        ChoiceFilter(
            key="keadaan", label=_("Keadaan"), path="status", choices=tuple(Status.choices)
        ),
    )
    search_paths = ("file_name",)
    search_label = _("Cari nama berkas")
    actions = (Action(label=_("Unggah berkas"), url_name="import_new", icon="upload"),)
    empty = Empty(
        title=_("Belum ada berkas"),
        text=_("Unggah berkas resmi kantor Anda, atau unduh contohnya untuk diisi."),
        icon="file-import",
    )

    def queryset(self, user: AnyUser) -> QuerySet[Any]:
        return batches_for(user)
