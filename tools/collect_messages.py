"""Collects the texts to translate: of code and templates, and of what is data.

Django's `makemessages` (GNU gettext) reads Python and templates. Two kinds of text it cannot see
are handed to it as calls of gettext: the fields of the TOML files named below, which pages pass
through `umpak.foundation.told`, and what the API says of its fields (`Field(description=…)`).
"""

import ast
import os
import sys
import tomllib
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path

from django.core.management.commands import makemessages

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "umpak"
API = "api/"
UNIT_CONTEXT = "satuan"
"""As in `umpak.foundation.told`: a unit follows its figure, so English has one and many."""
ALIASES = ("_now", "_t")
"""What modules call gettext where `_` is the lazy one: GNU gettext does not know these names."""
TEXTS = {
    "parameters/interventions/measures.toml": ("measure.label", "measure.how"),
    "parameters/interventions/*.toml": (
        "rule.title", "rule.action", "rule.actor", "rule.citation", "rule.owner",
        "rule.cost.owner",
    ),
    "parameters/cooperatives.toml": ("parameter.source", "parameter.owner"),
    "parameters/enterprises.toml": ("parameter.source", "parameter.owner"),
    "parameters/identifiers.toml": ("parameter.value.label",),
    "parameters/permits.toml": ("parameter.value.label", "parameter.value.mend"),
    "parameters/policy.toml": ("parameter.source", "parameter.owner"),
    "parameters/targeting.toml": ("parameter.source", "parameter.owner"),
    "parameters/village_index.toml": (
        "parameter.source", "parameter.owner", "parameter.value.label", "parameter.value.office",
    ),
}  # fmt: skip
"""What is shown to people. Programmes and sub-activities are proper names and stay as they are."""
UNITS = {
    "parameters/interventions/measures.toml": ("measure.unit",),
    "parameters/interventions/*.toml": ("rule.cost.per",),
}


def main() -> int:
    """Bring the English catalogue of a package (`src/umpak` unless told) up to date."""
    os.chdir(sys.argv[1] if len(sys.argv) > 1 else PACKAGE)
    wanted = ["-l", "en", "-e", "py,html,txt,toml", "--no-location", "--no-obsolete"]
    Command().run_from_argv([sys.argv[0], "makemessages", *wanted])
    return 0


def texts_of(path: str, content: str, fields: dict[str, tuple[str, ...]]) -> list[str]:
    """The texts in the named fields of one TOML file, each once, in its order."""
    tables = tomllib.loads(content)
    wanted = [way for pattern, ways in fields.items() if fnmatch(path, pattern) for way in ways]
    found = (text for way in wanted for text in _at(tables, way.split(".")))
    return list(dict.fromkeys(text for text in found if any(map(str.isalpha, text))))


def descriptions_of(content: str) -> list[str]:
    """What a module of the API says of its fields."""
    return [
        keyword.value.value
        for call in ast.walk(ast.parse(content))
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg == "description"
        and isinstance(keyword.value, ast.Constant)
        and isinstance(keyword.value.value, str)
    ]


class BuildFile(makemessages.BuildFile):  # type: ignore[misc]  # Django's commands are untyped
    """A file as GNU gettext is to read it."""

    @cached_property
    def is_templatized(self) -> bool:
        """Whether something else than the file itself is read."""
        return not self._is_python or bool(self._added)

    def preprocess(self) -> None:
        """Write what is read instead, beside the file."""
        if not self._added and not self._is_toml:
            super().preprocess()
            return
        content = "" if self._is_toml else self._content
        Path(self.work_path).write_text(f"{content}\n{''.join(self._added)}", encoding="utf-8")

    @cached_property
    def _added(self) -> list[str]:
        name = self.path.removeprefix("./")
        if self._is_toml:
            texts = texts_of(name, self._content, TEXTS)
            units = texts_of(name, self._content, UNITS)
            return [*_calls(texts), *_unit_calls(units)]
        if self._is_python and name.startswith(API):
            return list(_calls(descriptions_of(self._content)))
        return []

    @property
    def _is_toml(self) -> bool:
        return bool(self.path.endswith(".toml"))

    @property
    def _is_python(self) -> bool:
        return bool(self.path.endswith(".py"))

    @property
    def _content(self) -> str:
        return Path(self.path).read_text(encoding="utf-8")


class Command(makemessages.Command):  # type: ignore[misc]  # as above
    build_file_class = BuildFile
    xgettext_options = [
        *makemessages.Command.xgettext_options, *(f"--keyword={name}" for name in ALIASES),
    ]  # fmt: skip


def _at(value: object, way: list[str]) -> Iterator[str]:
    """The texts at the end of a way of keys; a list on the way is gone through."""
    if isinstance(value, list):
        for one in value:
            yield from _at(one, way)
    elif not way and isinstance(value, str):
        yield value
    elif way and isinstance(value, dict) and way[0] in value:
        yield from _at(value[way[0]], way[1:])


def _calls(texts: Iterable[str]) -> Iterator[str]:
    """A percent sign in such a text is only that."""
    for text in texts:
        yield f"# xgettext:no-python-format\ngettext_noop({text!r})\n"


def _unit_calls(units: Iterable[str]) -> Iterator[str]:
    for unit in units:
        yield f"npgettext({UNIT_CONTEXT!r}, {unit!r}, {unit!r}, 2)\n"


if __name__ == "__main__":
    sys.exit(main())
