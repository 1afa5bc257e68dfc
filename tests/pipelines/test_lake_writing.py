"""A period is written anew: whatever happens meanwhile, no reader sees tables of two writings."""

import fcntl
import itertools
import os
from pathlib import Path

import pytest
from tests.pipelines.whole_lake import AS_OF

from umpak.pipelines import lake_writing
from umpak.pipelines.lake import Lake
from umpak.pipelines.lake_faults import LakeError
from umpak.pipelines.nation import write_nation
from umpak.pipelines.sources import SOURCES

PERIOD, FORMER = AS_OF.isoformat(), "2026-06-30"


class PowerCutError(Exception):
    pass


def content(folder, seed) -> dict:
    made = Lake(folder=folder)
    write_nation(made, villages=12, as_of=AS_OF, seed=seed)
    return {name: made.read(name) for name in made.tables()}


def write(lake, tables, period=PERIOD):
    with lake.writing(period=period, regency_code="01.01") as write:
        for name, table in tables.items():
            write(SOURCES[name], table.to_reader())


def written(folder, *writings) -> Lake:
    lake = Lake(folder=folder)
    for tables, period in writings:
        write(lake, tables, period)
    return lake


def cut_off_after(steps, monkeypatch):
    """Let so many files appear or vanish, and the power fails."""
    left = iter(range(steps))
    replace, unlink = Path.replace, Path.unlink

    def count(do):
        def one(*args, **options):
            if next(left, None) is None:
                raise PowerCutError
            return do(*args, **options)

        return one

    monkeypatch.setattr(Path, "replace", count(replace))
    monkeypatch.setattr(Path, "unlink", count(unlink))


def readable(lake) -> str:
    try:
        return lake.fingerprint()
    except LakeError as error:
        return error.problem.code


@pytest.mark.parametrize("has_former", [True, False])
def test_power_cut_at_any_step_leaves_one_writing_or_none_to_be_read(tmp_path, has_former):
    old, new = content(tmp_path / "1", seed=1), content(tmp_path / "2", seed=2)
    former = [(old, FORMER)] if has_former else []
    begun = readable(written(tmp_path / "old", *former, (old, PERIOD)))
    ended = readable(written(tmp_path / "new", *former, (new, PERIOD)))
    between = readable(written(tmp_path / "former", *former)) if has_former else "unfinished_period"
    seen = []
    for steps in itertools.count():
        lake = written(tmp_path / f"cut-{steps}", *former, (old, PERIOD))
        with pytest.MonkeyPatch.context() as patch:
            cut_off_after(steps, patch)
            try:
                write(lake, new)
            except PowerCutError:
                seen.append(readable(lake))
            else:
                assert readable(lake) == ended
                break
    assert [state for state, _ in itertools.groupby(seen)] == [begun, between, ended]
    assert seen.count(between) >= len(new)


def test_regency_whose_only_period_was_cut_off_is_refused_by_name_among_others(tmp_path):
    lake = Lake(folder=tmp_path / "lake")
    write_nation(lake, villages=230, as_of=AS_OF)
    (cut,) = (lake.folder / "villages" / "regency_code=01.02").rglob("*.parquet")
    cut.unlink()
    with pytest.raises(LakeError, match=r"01\.02.*umpak snapshot") as refused:
        lake.tables()
    assert refused.value.problem.code == "unfinished_period"
    assert "01.01" not in str(refused.value)


def test_table_that_is_not_written_again_goes(tmp_path):
    tables = content(tmp_path / "made", seed=1)
    lake = written(tmp_path / "lake", (tables, PERIOD))
    again = {name: table for name, table in tables.items() if name != "requests"}
    write(lake, again)
    assert set(lake.tables()) == set(again)


def test_further_part_of_the_period_does_not_stay_beside_the_new_one(tmp_path):
    tables = content(tmp_path / "made", seed=1)
    lake = written(tmp_path / "lake", (tables, PERIOD))
    (part,) = (Path(file) for file in lake.files("households"))
    part.with_name("part-1.parquet").write_bytes(part.read_bytes())
    write(lake, tables)
    assert lake.files("households") == [str(part)]


def test_what_a_killed_process_left_half_written_goes_with_the_next_writing(tmp_path):
    tables = content(tmp_path / "made", seed=1)
    lake = written(tmp_path / "lake", (tables, PERIOD))
    (part,) = (Path(file) for file in lake.files("households"))
    part.with_name("part-0.writing-4711").write_bytes(b"PAR1")
    write(lake, tables)
    assert not list(lake.folder.rglob("*.writing*"))


def test_second_process_waits_until_the_period_is_written(tmp_path):
    lake = Lake(folder=tmp_path / "lake")
    with lake.writing(period=PERIOD, regency_code="01.01") as write:
        for name, table in content(tmp_path / "made", seed=1).items():
            write(SOURCES[name], table.to_reader())
        folder = os.open(
            lake.folder / "villages" / "regency_code=01.01" / f"period={PERIOD}", os.O_RDONLY
        )
        with pytest.raises(BlockingIOError):
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(folder)


def test_tables_are_on_the_disk_before_they_are_exchanged_and_the_villages_last(
    tmp_path, monkeypatch
):
    tables, told = content(tmp_path / "made", seed=1), []
    settle, replace = lake_writing.sync, Path.replace

    def noted(path):
        told.append(("settled", path))
        settle(path)

    monkeypatch.setattr(lake_writing, "sync", noted)
    monkeypatch.setattr(
        Path, "replace", lambda one, to: (told.append(("shown", to)), replace(one, to))
    )
    lake = written(tmp_path / "lake", (tables, PERIOD))
    shown = [path.relative_to(lake.folder).parts[0] for verb, path in told if verb == "shown"]
    assert shown[-1] == "villages"
    assert set(shown) == set(tables)
    first = told.index(next(one for one in told if one[0] == "shown"))
    assert len([path for verb, path in told[:first] if path.is_relative_to(lake.folder)]) == len(
        tables
    )
    villages = told.index(("shown", Path(lake.files("villages")[0])))
    for name in set(tables) - {"villages"}:
        assert ("settled", Path(lake.files(name)[0]).parent) in told[first:villages]
    assert ("settled", Path(lake.files("villages")[0]).parent) in told[villages:]
