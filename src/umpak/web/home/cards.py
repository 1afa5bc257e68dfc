"""The cards of the first page, in the order in which they stand. A feature adds its own here."""

from django.urls import reverse
from django.utils.translation import gettext as _

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import RoleGrant, User
from umpak.foundation.imports.selectors import batches_for
from umpak.foundation.remembering import once
from umpak.insight.targeting.selectors import latest_run
from umpak.registry.cooperatives.models import Cooperative
from umpak.registry.people.selectors import has_families
from umpak.registry.territory.models import Territory
from umpak.web import formats
from umpak.web.access.grants import GrantLine, grant_lines
from umpak.web.accounts.mfa import needs_second_factor
from umpak.web.home import insight, own, registry, target_map
from umpak.web.home.card import CardModel, HomeCard, Line

_LATEST = 5


def next_steps(user: User) -> CardModel | None:
    """What is worth doing first; empty once it is done."""
    steps = []
    if needs_second_factor(user):
        steps.append(
            Line(
                text=_("Pasang langkah kedua untuk masuk"),
                note=_("Peran Anda boleh membuka identitas orang; sebelum itu belum dapat."),
                url=reverse("mfa_index"),
                icon="shield-lock",
            )
        )
    steps += _first_data(user)
    if not scope.active_grants(user):
        steps.append(
            Line(
                text=_("Mintalah peran kepada pengelola pengguna"),
                note=_("Tanpa peran, belum ada yang dapat Anda lihat."),
                icon="user-question",
            )
        )
    return CardModel(title=_("Langkah berikutnya"), icon="flag", lines=steps) if steps else None


def _first_data(user: User) -> list[Line]:
    """What the target map waits for: territory, families, cooperatives, a first run."""
    has_places = Territory.objects.exists()
    steps = []
    if scope.may(user, Permission.IMPORT_RUN) and not has_places:
        steps.append(
            Line(
                text=_("Masukkan daftar wilayah"),
                note=_("Semua data lain menunjuk ke desa dan kelurahan."),
                url=reverse("import_list"),
                icon="file-import",
            )
        )
    elif scope.may(user, Permission.IMPORT_RUN) and not has_families():
        steps.append(
            Line(
                text=_("Masukkan keluarga dengan desilnya"),
                note=_("Atau totalnya per desa; tanpa itu peta tidak tahu di mana kemiskinan."),
                url=reverse("import_new"),
                icon="file-import",
            )
        )
    elif scope.may(user, Permission.IMPORT_RUN) and not Cooperative.objects.exists():
        steps.append(
            Line(
                text=_("Masukkan daftar koperasi"),
                note=_(
                    "Selama belum satu pun tercatat, ada tidaknya koperasi di sebuah desa tidak"
                    " diketahui."
                ),
                url=f"{reverse('import_new')}?jenis=cooperatives",
                icon="file-import",
            )
        )
    if has_places and scope.may(user, Permission.INSIGHT_RUN) and latest_run(user) is None:
        steps.append(
            Line(
                text=_("Mulai perhitungan pertama"),
                note=_("Peta sasaran dan rencana intervensi tampil sesudahnya."),
                url=reverse("insight_runs"),
                icon="calculator",
            )
        )
    return steps


def my_roles(user: User) -> CardModel | None:
    """Which roles the user holds, where, and until when."""
    return CardModel(
        title=_("Peran saya"),
        icon="id-badge-2",
        lines=[
            Line(text=f"{line.role}, {line.place}", note=line.period, icon="user-check")
            for line in held_roles(user)
        ],
    )


def held_roles(user: User) -> list[GrantLine]:
    """The roles in force, with the names of their places."""
    today = calendar.today()
    held = RoleGrant.objects.filter(user=user).in_force(today).select_related("granted_by")
    return once(("held_roles", user.pk, today), lambda: grant_lines(held, today))


def latest_imports(user: User) -> CardModel | None:
    """The last files of the user's territory and what became of them."""
    batches = batches_for(user).order_by("-uploaded_at", "-pk")[:_LATEST]
    return CardModel(
        title=_("Berkas terakhir"),
        icon="file-import",
        lines=[
            Line(
                text=batch.file_name,
                note=f"{batch.get_status_display()}, {formats.instant(batch.uploaded_at)}",
                url=reverse("import_batch", args=[batch.public_id]),
                icon="file-text",
            )
            for batch in batches
        ],
        more_url=reverse("import_list"),
        more_label=_("Semua berkas"),
    )


CARDS: tuple[HomeCard, ...] = (
    HomeCard(build=insight.figures, permission=Permission.INSIGHT_VIEW),
    HomeCard(build=registry.reading_figures, permission=Permission.ACCESS_LOG_VIEW),
    HomeCard(build=registry.territory_figures, permission=Permission.TERRITORY_VIEW),
    HomeCard(build=own.my_cooperative, permission=Permission.COOPERATIVE_VIEW),
    HomeCard(build=own.my_enterprise, permission=Permission.ENTERPRISE_VIEW),
    HomeCard(build=next_steps),
    HomeCard(build=insight.waiting_plans, permission=Permission.INSIGHT_VIEW),
    HomeCard(build=insight.top_lines, permission=Permission.INSIGHT_VIEW),
    HomeCard(build=insight.reach_chart, permission=Permission.INSIGHT_VIEW),
    HomeCard(build=registry.lapsing_permits, permission=Permission.ENTERPRISE_CHANGE),
    HomeCard(build=target_map.small_map, permission=Permission.INSIGHT_VIEW),
    HomeCard(build=insight.formation_chart, permission=Permission.INSIGHT_VIEW),
    HomeCard(build=registry.waiting_cooperatives, permission=Permission.COOPERATIVE_VIEW),
    HomeCard(build=registry.latest_unmaskings, permission=Permission.ACCESS_LOG_VIEW),
    HomeCard(build=my_roles),
    HomeCard(build=latest_imports, permission=Permission.IMPORT_RUN),
)


def cards_for(user: User) -> list[CardModel]:
    """The cards this user sees now."""
    built = (
        card.build(user)
        for card in CARDS
        if card.permission is None or scope.may(user, card.permission)
    )
    return [card for card in built if card is not None and card.has_content]
