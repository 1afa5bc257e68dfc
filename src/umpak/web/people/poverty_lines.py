"""The poverty lines that stand behind P0, P1 and P2 of the target map."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.registry.people.models import PovertyLine
from umpak.registry.people.selectors import poverty_lines
from umpak.web.lists.columns import RUPIAH, Column
from umpak.web.lists.filters import TextFilter
from umpak.web.lists.screen import Action, Empty, ListScreen


class PovertyLineList(ListScreen[PovertyLine]):
    title = _("Garis kemiskinan")
    lead = _(
        "Pengeluaran per orang per bulan menurut BPS; di bawahnya seseorang terhitung miskin. Peta"
        " sasaran membandingkannya dengan pengeluaran tercatat: P0, P1, dan P2."
    )
    permission = Permission.INSIGHT_VIEW
    model = PovertyLine
    default_sort = "-tahun"
    columns = (
        Column(
            key="kabupaten", label=_("Kabupaten/kota"), value="regency.name",
            sort="regency__name", is_heading=True,
        ),
        Column(key="tahun", label=_("Tahun"), value="year", sort="year"),
        Column(key="garis", label=_("Garis (per orang per bulan)"), value="rupiah", sort="rupiah",
               format=RUPIAH),
        Column(key="sumber", label=_("Sumber"), value="source", sort="source"),
    )  # fmt: skip
    filters = (TextFilter(key="sumber", label=_("Sumber"), path="source"),)
    actions = (
        Action(
            label=_("Masukkan berkas"), url_name="import_new", icon="file-import",
            permission=Permission.IMPORT_RUN,
        ),
    )  # fmt: skip
    empty = Empty(
        title=_("Belum ada garis kemiskinan"),
        text=_("Masukkan berkas “Garis kemiskinan”; tanpa itu P0, P1, dan P2 tidak dihitung."),
        icon="line-dashed",
    )

    def queryset(self, user: AnyUser) -> QuerySet[PovertyLine]:
        return poverty_lines(user)
