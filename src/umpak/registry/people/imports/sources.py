"""Who published the figures of a file: said in a column or beside the file, never left out."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umpak.foundation.imports.kinds import Check
from umpak.foundation.imports.run import Run

SOURCE_TOO_LONG = Check(
    column="source",
    where="length(s.source) > 150",
    problem=gettext_lazy("Terlalu panjang"),
    mend=gettext_lazy("Ringkas sumbernya, paling banyak 150 huruf."),
)


def require_source(run: Run, mend: str) -> None:
    """Refuse a file of which nobody says where its figures come from."""
    if not (run.has("source") or run.setting("source")):
        run.refuse(0, "source", _("Sumber angka ini tidak disebut"), mend)
