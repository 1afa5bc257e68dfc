"""Of which registers a run could not say "none here"."""

from collections.abc import Mapping

from umpak.insight.targeting.models import InsightRun
from umpak.pipelines.lake import Lake, is_whole
from umpak.pipelines.lake_faults import LakeError
from umpak.registry.registers.choices import Register, State

Tables = Mapping[str, Mapping[str, list[str]]]


def tables_of(run: InsightRun) -> Tables:
    """The files of its snapshot by table; none where that is gone or unreadable."""
    try:
        return Lake(folder=run.folder / "lake").tables()
    except LakeError:
        return {}


def unproven_registers(tables: Tables) -> dict[Register, State]:
    """Each register that was not complete then, with what the run took it for."""
    return {
        register: State.FILLING if register.value in tables else State.NOT_KEPT
        for register in Register
        if tables and not is_whole(tables.get(register.value, {}))
    }
