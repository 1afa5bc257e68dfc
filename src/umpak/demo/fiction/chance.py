"""Chance that can be repeated: one independent stream of random numbers for each part."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Days = npt.NDArray[np.datetime64]


def stream(seed: int, part: str) -> np.random.Generator:
    """Give the part its own stream, so that a new part never disturbs the others."""
    return np.random.Generator(
        np.random.PCG64(np.random.SeedSequence([seed, crc32(part.encode())]))
    )


def smooth_field(at_km: Floats, random: np.random.Generator, *, reach_km: float) -> Floats:
    """Draw a random field, about standard normal, that changes over the given distance.

    A sum of plane waves with random directions (random Fourier features of a Gaussian kernel).
    """
    waves = 160
    direction = random.normal(scale=1 / reach_km, size=(2, waves))
    phase = random.uniform(0, 2 * np.pi, size=waves)
    summed: Floats = np.cos(at_km @ direction + phase).sum(axis=1) * np.sqrt(2 / waves)
    return summed


def standardised(values: Floats) -> Floats:
    result: Floats = (values - values.mean()) / values.std()
    return result


def choose(random: np.random.Generator, count: int, shares: Sequence[float] | Floats) -> Ints:
    """Draw indices whose shares are given; shares need not sum to one."""
    steps = np.cumsum(np.asarray(shares, dtype=np.float64))
    drawn = np.searchsorted(steps, random.random(count) * steps[-1], side="right")
    chosen: Ints = np.minimum(drawn, len(steps) - 1).astype(np.int64)
    return chosen


def apportion(total: int, weights: Floats, *, least: int = 0) -> Ints:
    """Share out whole pieces by weight; the largest remainders take the last ones."""
    exact = weights / weights.sum() * (total - least * len(weights))
    whole = np.floor(exact).astype(np.int64)
    rest = int(total - least * len(weights) - whole.sum())
    order = np.argsort(-(exact - whole), kind="stable")[:rest]
    whole[order] += 1
    result: Ints = whole + least
    return result


def rank_within(group: Ints) -> Ints:
    """Number the rows of each group from zero, in row order."""
    order = np.argsort(group, kind="stable")
    ordered = group[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    lengths = np.diff(np.r_[starts, len(group)])
    ranks = np.empty(len(group), dtype=np.int64)
    ranks[order] = np.arange(len(group)) - np.repeat(starts, lengths)
    return ranks
