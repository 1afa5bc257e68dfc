"""What lies behind the figures: how poor, how remote and how crowded each village is.

Everything else follows these fields, so the invented world hangs together: poor villages are
mostly remote, have fewer savings cooperatives, weaker ones, and a lower village index.
"""

from dataclasses import dataclass

import numpy as np

from umpak.demo.fiction.chance import Floats, Ints, apportion, smooth_field, standardised, stream
from umpak.demo.fiction.scale import Size
from umpak.demo.fiction.territory import Territory


@dataclass(frozen=True, kw_only=True)
class Landscape:
    """One value per village, in the order of the territory."""

    welfare: Floats
    """Standard normal over the villages; the poorest are negative."""
    remoteness: Floats
    """0 in the middle of a town, 1 at the end of the road."""
    development: Floats
    """Standard normal; what the village index sees."""
    livelihood: Ints
    """Index into LIVELIHOODS."""
    households: Ints


LIVELIHOODS = ("padi", "kebun", "laut", "kerajinan", "dagang")


def make_landscape(territory: Territory, size: Size, seed: int) -> Landscape:
    random = stream(seed, "landscape")
    reach_km = float(np.sqrt(size.area_km2))
    remoteness = _remoteness(territory, random)
    hills = standardised(smooth_field(territory.seats_km, random, reach_km=reach_km / 5))
    chance = random.normal(size=(2, territory.village_count))
    welfare = standardised(0.9 * hills - 2.4 * remoteness + 0.45 * chance[0])
    development = standardised(0.75 * welfare - 0.8 * remoteness + 0.55 * chance[1])
    crowd = np.exp(-1.1 * remoteness + 0.25 * random.normal(size=len(welfare)))
    crowd *= np.sqrt(territory.areas_km2 + 1) * np.where(territory.is_kelurahan, 2.2, 1.0)
    return Landscape(
        welfare=welfare,
        remoteness=remoteness,
        development=development,
        livelihood=_livelihood(territory, remoteness, hills, random),
        households=apportion(size.households, crowd, least=size.households // (len(crowd) * 6)),
    )


def _remoteness(territory: Territory, random: np.random.Generator) -> Floats:
    """Grow with the way to the seat of the regency or to one of the market towns."""
    others = random.choice(territory.village_count, 2, replace=False)
    towns = territory.seats_km[[territory.town, *others]]
    way_km = np.linalg.norm(territory.seats_km[:, None] - towns[None], axis=2) * [1.0, 1.5, 1.5]
    nearest = way_km.min(axis=1)
    bumps = 0.12 * random.normal(size=len(nearest))
    remoteness: Floats = np.clip(nearest / nearest.max() + bumps, 0.0, 1.0)
    return remoteness


def _livelihood(
    territory: Territory, remoteness: Floats, hills: Floats, random: np.random.Generator
) -> Ints:
    """Fish on the southern coast, gardens in the hills, trade in town, rice elsewhere."""
    south = territory.seats_km[:, 1] < np.quantile(territory.seats_km[:, 1], 0.12)
    kind = np.where(hills < -0.5, 1, 0)
    kind = np.where(random.random(len(kind)) < 0.12, 3, kind)
    kind = np.where(south, 2, kind)
    return np.where(remoteness < np.quantile(remoteness, 0.12), 4, kind).astype(np.int64)
