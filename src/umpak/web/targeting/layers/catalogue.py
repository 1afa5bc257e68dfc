"""The layers of the target map, in the order of the switch."""

from collections.abc import Sequence

from django.utils.functional import lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from umpak.insight.targeting.choices import HotSpot, PlaceLevel, Quadrant
from umpak.insight.targeting.models import PlaceResult
from umpak.insight.village_index.choices import Status
from umpak.web.targeting.layers.classes import DISTANCE, LACK, POVERTY, REACH, by_state, by_value
from umpak.web.targeting.layers.model import VILLAGES, Drawn, Layer

# First digit: poverty 1 to 3; second: reach. Pink grows with poverty, teal with reach.
BIVARIATE = {
    "11": "#e8e8e8", "12": "#ace4e4", "13": "#5ac8c8",
    "21": "#dfb0d6", "22": "#a5add3", "23": "#5698b9",
    "31": "#be64ac", "32": "#8c62aa", "33": "#3b4994",
}  # fmt: skip
DARK = frozenset({"#3b4994", "#8c62aa", "#be64ac", "#5698b9"})
"""Cells on which figures are written in white."""
_GREY = "#d9dde1"
_NOT_FORMED = "#d55e00"
_LEVEL = {"1": _("rendah"), "2": _("sedang"), "3": _("tinggi")}


def bivariate_words(code: str) -> str:
    """`31` becomes `kemiskinan tinggi, jangkauan rendah`."""
    return _now("kemiskinan %(poverty)s, jangkauan %(reach)s") % {
        "poverty": _LEVEL[code[0]], "reach": _LEVEL[code[1]],
    }  # fmt: skip


def village_cooperative_state(place: PlaceResult) -> str:
    """Whether the village's own cooperative stands, and is a legal body."""
    formed, legal = (
        place.measures.get(name) for name in ("village_cooperatives", "legal_village_cooperatives")
    )
    if formed is None or legal is None:
        return ""
    return "legal" if legal else "formed" if formed else "none"


def health_state(place: PlaceResult) -> str:
    """The worst that is known of the place's savings and loan cooperatives."""
    ksp, ill, healthy = (place.measures.get(name) for name in ("ksp", "ill_ksp", "healthy_ksp"))
    if ksp is None:
        return ""
    if not ksp:
        return "none"
    return "ill" if ill else "healthy" if healthy else "unrated"


def _formation(places: Sequence[PlaceResult]) -> Drawn:
    """Villages by the state of their cooperative, districts by how many are legal bodies."""
    if places and places[0].level == PlaceLevel.DISTRICT:
        none = (_now("belum ada yang berbadan hukum"), _NOT_FORMED)
        return by_value("legal_village_cooperatives", REACH, none=none)(places)
    return _FORMATION(places)


_FORMATION = by_state(
    village_cooperative_state,
    {
        "none": (_("Belum dibentuk"), _NOT_FORMED),
        "formed": (_("Dibentuk, belum berbadan hukum"), "#f0c35a"),
        "legal": (_("Berbadan hukum"), "#0072b2"),
    },
)

LAYERS: tuple[Layer, ...] = (
    Layer(
        key="bivariat",
        label=_("Kemiskinan × jangkauan (3×3)"),
        about=_(
            "Bagian keluarga miskin dan jangkauan KSP, masing-masing dibagi tiga sama banyak."
            " Jangkauan desa: kedekatan KSP; kecamatan: KSP per 1.000 keluarga."
        ),
        needs=("bivariate", "ksp"),
        classify=by_state(
            lambda place: place.bivariate,
            {
                code: (lazy(bivariate_words, str)(code), colour)
                for code, colour in BIVARIATE.items()
            },
        ),
        is_square=True,
    ),
    Layer(
        key="kuadran",
        label=_("Kuadran"),
        about=_("Di atas atau di bawah nilai tengah kemiskinan dan jangkauan KSP."),
        needs=("quadrant", "ksp"),
        classify=by_state(
            lambda place: place.quadrant,
            {
                Quadrant.FIRST: (Quadrant.FIRST.label, "#d55e00"),
                Quadrant.SERVED: (Quadrant.SERVED.label, "#f0c35a"),
                Quadrant.WATCHED: (Quadrant.WATCHED.label, "#a9cfe8"),
                Quadrant.GOOD: (Quadrant.GOOD.label, "#0072b2"),
            },
        ),
    ),
    Layer(
        key="desil",
        label=_("Keluarga miskin"),
        about=_(
            "Bagian keluarga berdesil 1–2 menurut register, atau keluarga miskin dari semua"
            " keluarga menurut angka total desa; bukan angka kemiskinan BPS."
        ),
        needs=("low_share",),
        classify=by_value("low_share", POVERTY),
    ),
    Layer(
        key="didata",
        label=_("Miskin di antara keluarga yang didata"),
        about=_(
            "Bagian keluarga miskin dari keluarga dalam daftar pendataan, bukan dari semua"
            " keluarga: untuk membandingkan tempat dalam daftar yang sama; bukan angka"
            " kemiskinan BPS."
        ),
        needs=("listed_low_share",),
        classify=by_value("listed_low_share", POVERTY),
    ),
    Layer(
        key="pengeluaran",
        label=_("Di bawah garis kemiskinan (P0)"),
        about=_(
            "Bagian orang dengan pengeluaran tercatat di bawah garis kemiskinan kabupaten; dihitung"
            " dari keluarga yang pengeluarannya diketahui, bukan angka Susenas BPS."
        ),
        needs=("poverty_headcount",),
        classify=by_value("poverty_headcount", POVERTY),
    ),
    Layer(
        key="ksp",
        label=_("KSP per 1.000 keluarga"),
        about=_("Koperasi simpan pinjam yang berkedudukan di sini per 1.000 keluarga."),
        needs=("ksp_per_1000_families",),
        classify=by_value("ksp_per_1000_families", REACH, none=(_("tidak ada KSP"), LACK)),
    ),
    Layer(
        key="jarak",
        label=_("Jarak ke KSP sehat"),
        about=_("Garis lurus dari titik desa ke KSP sehat atau cukup sehat yang terdekat."),
        needs=("nearest_healthy_ksp_km",),
        classify=by_value("nearest_healthy_ksp_km", DISTANCE),
        levels=VILLAGES,
    ),
    Layer(
        key="terjangkau",
        label=_("Keluarga miskin dekat KSP sehat"),
        about=_("Bagian keluarga miskin di desa yang terjangkau dari KSP sehat."),
        needs=("low_share_in_healthy_reach",),
        classify=by_value("low_share_in_healthy_reach", REACH, none=(_("di luar jangkauan"), LACK)),
    ),
    Layer(
        key="gugus",
        label=_("Gugus kemiskinan"),
        about=_("Moran lokal (LISA); hanya yang tetap nyata setelah koreksi uji berganda (FDR)."),
        needs=("hot_spot",),
        classify=by_state(
            lambda place: place.hot_spot,
            {
                HotSpot.HIGH: (HotSpot.HIGH.label, "#d55e00"),
                HotSpot.LOW: (HotSpot.LOW.label, "#0072b2"),
                HotSpot.HIGH_AMONG_LOW: (HotSpot.HIGH_AMONG_LOW.label, "#f0c35a"),
                HotSpot.LOW_AMONG_HIGH: (HotSpot.LOW_AMONG_HIGH.label, "#8fc5ea"),
                HotSpot.NONE: (HotSpot.NONE.label, _GREY),
            },
        ),
        levels=VILLAGES,
    ),
    Layer(
        key="koperasi-desa",
        label=_("Koperasi desa"),
        about=_("Koperasi Desa/Kelurahan Merah Putih: sudah dibentuk, sudah berbadan hukum."),
        needs=("village_cooperatives",),
        classify=_formation,
    ),
    Layer(
        key="kesehatan",
        label=_("Kesehatan KSP"),
        about=_("Penilaian terakhir KSP di desa ini; yang terburuk yang tampil."),
        needs=("ksp",),
        classify=by_state(
            health_state,
            {
                "ill": (_("Ada yang dalam pengawasan"), "#d55e00"),
                "unrated": (_("Belum dinilai"), "#f0c35a"),
                "healthy": (_("Sehat atau cukup sehat"), "#0072b2"),
                "none": (_("Tidak ada KSP"), _GREY),
            },
        ),
    ),
    Layer(
        key="indeks-desa",
        label=_("Status IDM"),
        about=_("Status Indeks Desa Membangun tahun terakhir yang tercatat."),
        needs=("idm_status",),
        classify=by_state(
            lambda place: place.measures.get("idm_status") or "",
            {
                Status.VERY_UNDERDEVELOPED: (Status.VERY_UNDERDEVELOPED.label, "#7f0000"),
                Status.UNDERDEVELOPED: (Status.UNDERDEVELOPED.label, "#d7301f"),
                Status.DEVELOPING: (Status.DEVELOPING.label, "#fdcc8a"),
                Status.ADVANCED: (Status.ADVANCED.label, "#a9cfe8"),
                Status.INDEPENDENT: (Status.INDEPENDENT.label, "#0072b2"),
            },
        ),
        levels=VILLAGES,
    ),
    Layer(
        key="kunjungan",
        label=_("Kunjungan terakhir"),
        about=_("Hari sejak kunjungan terakhir."),
        needs=("visits",),
        classify=by_value("days_since_visit", DISTANCE),
        levels=VILLAGES,
    ),
)
