"""Invented names of places and people."""

import tomllib
from functools import cache
from importlib.resources import files

import numpy as np
import pyarrow as pa

from umpak.demo.fiction.chance import Flags, choose


def place_names(random: np.random.Generator, count: int) -> list[str]:
    """Draw place names that differ from each other and from every real place."""
    pairs = [head + tail for head in words("places", "heads") for tail in words("places", "tails")]
    return [pairs[chosen] for chosen in random.permutation(len(pairs))[:count]]


def person_names(random: np.random.Generator, is_woman: Flags) -> pa.Array:
    """Draw one name per person; one in twelve people has a single name."""
    count = len(is_woman)
    women, men = words("people", "women"), words("people", "men")
    first = np.where(
        is_woman,
        random.integers(0, len(women), count),
        len(women) + random.integers(0, len(men), count),
    )
    second = words("people", "second")
    ending = choose(random, count, [1 / 12, *([11 / 12 / len(second)] * len(second))])
    whole = [f"{given} {family}".rstrip() for given in [*women, *men] for family in ["", *second]]
    return pa.array(whole).take(pa.array(first * (len(second) + 1) + ending))


@cache
def words(book: str, part: str) -> tuple[str, ...]:
    """Read one word list of data/<book>.toml."""
    text = (files(__package__) / "data" / f"{book}.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)[part])
