"""SQL longer than a few lines, each beside its name."""

from importlib.resources import files


def load(name: str) -> str:
    """The text of `sql/<name>`."""
    return (files(__name__) / name).read_text(encoding="utf-8")
