"""Grown-ups of each village, handed out so that nobody is asked twice before all were asked."""

from collections.abc import Iterator
from itertools import cycle

import numpy as np

from umpak.demo.fiction.chance import stream
from umpak.demo.fiction.people import People


class Adults:
    def __init__(self, people: People, villages: int, seed: int) -> None:
        random = stream(seed, "adults")
        grown = np.flatnonzero(people.is_adult)
        ends = np.searchsorted(people.village_of_person[grown], np.arange(villages + 1))
        self._people = people
        shuffled = [
            random.permutation(grown[ends[village] : ends[village + 1]])[:400].tolist()
            for village in range(villages)
        ]
        self._heads: list[int] = [residents[0] for residents in shuffled]
        self._queues: list[Iterator[int]] = [cycle(residents[1:]) for residents in shuffled]

    def village_head(self, village: int) -> tuple[str, int]:
        """Name and NIK of the kepala desa or lurah."""
        return self._card(self._heads[village])

    def another(self, village: int) -> tuple[str, int]:
        return self._card(next(self._queues[village]))

    def _card(self, person: int) -> tuple[str, int]:
        return str(self._people.names[person].as_py()), int(self._people.nik[person])
