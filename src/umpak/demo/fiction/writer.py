"""write_fiction: one call, and an office has all the official files of a regency that is none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from umpak.demo.fiction import (
    boundaries,
    bumdes,
    cooperative_figures,
    cooperative_papers,
    village_index,
)
from umpak.demo.fiction import cooperatives as cooperation
from umpak.demo.fiction import enterprises as business
from umpak.demo.fiction import households as families
from umpak.demo.fiction import people as population
from umpak.demo.fiction.adults import Adults
from umpak.demo.fiction.chance import Ints
from umpak.demo.fiction.cooperatives import Cooperative, State
from umpak.demo.fiction.landscape import Landscape, make_landscape
from umpak.demo.fiction.officers import make_officers, write_officers
from umpak.demo.fiction.people import People
from umpak.demo.fiction.scale import SIZES, Scale
from umpak.demo.fiction.territory import Territory, make_territory

Progress = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """Where the files are and how many rows (or features) each holds, by the file's name."""

    directory: Path
    seed: int
    scale: Scale
    counts: Mapping[str, int]

    def path(self, name: str) -> Path:
        return self.directory / name


def write_fiction(
    directory: Path, *, seed: int, scale: Scale, progress: Progress = lambda _: None
) -> Manifest:
    """Write all files; the same seed and scale give the same bytes."""
    directory.mkdir(parents=True, exist_ok=True)
    size = SIZES[scale]
    progress("wilayah dan batas")
    territory = make_territory(size, seed)
    landscape = make_landscape(territory, size, seed)
    progress("penduduk")
    people = population.make_people(territory, landscape.households, seed)
    counts = _write_places(directory, territory, people)
    progress("koperasi")
    cooperatives = cooperation.make_cooperatives(territory, landscape, size, seed)
    counts |= _write_cooperatives(directory, territory, people, cooperatives, seed)
    progress("keluarga dan usaha")
    members = cooperation.members_per_village(cooperatives, size.villages)
    households = families.make_households(people, landscape, members, seed)
    enterprises = business.make_enterprises(people, households, landscape, seed)
    counts |= {
        "people.csv": population.write_people(directory / "people.csv", people),
        "households.csv": families.write_households(
            directory / "households.csv", people, households, territory.village_codes, seed
        ),
        "poverty_lines.csv": families.write_poverty_lines(directory / "poverty_lines.csv"),
        "desil_history.csv": families.write_desil_history(
            directory / "desil_history.csv", people, households
        ),
        "enterprises.csv": business.write_enterprises(
            directory / "enterprises.csv",
            people,
            enterprises,
            households.desil[-1],
            (territory.village_codes, territory.village_names),
            seed,
        ),
    }
    progress("BUMDes dan indeks desa")
    industries = enterprises.industries_per_village(size.villages)
    counts |= _write_village_files(directory, territory, landscape, cooperatives, industries, seed)
    return Manifest(directory=directory, seed=seed, scale=scale, counts=counts)


def _write_places(directory: Path, territory: Territory, people: People) -> dict[str, int]:
    residents = people.per_village(territory.village_count)
    return {
        "territory.csv": boundaries.write_territory(
            directory / "territory.csv", territory, residents
        ),
        "villages.geojson": boundaries.write_villages(directory / "villages.geojson", territory),
        "districts.geojson": boundaries.write_districts(directory / "districts.geojson", territory),
        "regency.geojson": boundaries.write_regency(directory / "regency.geojson", territory),
    }


def _write_cooperatives(
    directory: Path,
    territory: Territory,
    people: People,
    cooperatives: list[Cooperative],
    seed: int,
) -> dict[str, int]:
    adults = Adults(people, territory.village_count, seed)
    officers = make_officers(cooperatives, adults, seed)
    figures = cooperative_figures.make_figures(cooperatives, seed)
    rows = cooperative_papers.paper_rows(territory, cooperatives, officers, figures, seed)
    numbers = {
        each.number: cooperative_papers.nik_koperasi(territory, each) for each in cooperatives
    }
    return {
        "cooperatives.csv": cooperative_papers.write_papers_csv(
            directory / "cooperatives.csv", rows
        ),
        "cooperatives.xlsx": cooperative_papers.write_papers_xlsx(
            directory / "cooperatives.xlsx", rows
        ),
        "cooperative_figures.csv": cooperative_figures.write_figures(
            directory / "cooperative_figures.csv",
            cooperatives,
            figures,
            numbers,
            territory.village_codes,
        ),
        "cooperative_officers.csv": write_officers(
            directory / "cooperative_officers.csv",
            cooperatives,
            officers,
            territory.village_codes,
        ),
    }


COUNTED_AS_ACTIVE: Final = (State.ALIVE, State.ILL)


def _write_village_files(
    directory: Path,
    territory: Territory,
    landscape: Landscape,
    cooperatives: list[Cooperative],
    industries: Ints,
    seed: int,
) -> dict[str, int]:
    all_bumdes = bumdes.make_bumdes(territory, landscape, seed)
    active_bumdes = [each.village for each in all_bumdes if each.is_active]
    institutions = {
        year: np.bincount(
            [*active_bumdes, *_active_villages(cooperatives, year)],
            minlength=territory.village_count,
        )
        for year in village_index.IDM_YEARS
    }
    makers = village_index.micro_industries(industries, landscape.households)
    known = {
        "IKE01": dict.fromkeys(village_index.IDM_YEARS, makers),
        "IKE09": {
            year: village_index.economic_institutions(counts)
            for year, counts in institutions.items()
        },
    }
    idm = village_index.make_idm(territory, landscape.development, known, seed)
    composites = {
        f"idm{year}.csv": village_index.write_composites(
            directory / f"idm{year}.csv", territory, idm, year
        )
        for year in village_index.IDM_YEARS
    }
    return {
        "bumdes.csv": bumdes.write_bumdes(
            directory / "bumdes.csv", all_bumdes, territory.village_codes
        ),
        **composites,
        "idm_rumusan_2024.csv": village_index.write_raw_scores(
            directory / "idm_rumusan_2024.csv", territory, idm, 2024
        ),
        "indeks_desa_2025.csv": village_index.write_indeks_desa(
            directory / "indeks_desa_2025.csv", territory, idm, landscape.development, seed
        ),
    }


def _active_villages(cooperatives: list[Cooperative], year: int) -> list[int]:
    return [
        each.village
        for each in cooperatives
        if each.state in COUNTED_AS_ACTIVE and each.founded_on.year <= year
    ]
