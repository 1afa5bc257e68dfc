"""The core stays pure: standard library only, no clock, no files, documented."""

import ast
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "src" / "umpak" / "rules"
POSITIONAL = {"Quarter": "reads like a date: Quarter(2026, 3)"}
MODULES = sorted(FOLDER.glob("*.py"))
CLOCK_AND_WORLD = {"os", "io", "time", "pathlib", "random", "socket", "subprocess", "secrets"}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_rules_import_the_standard_library_only(module: Path) -> None:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            top = name.partition(".")[0]
            assert name.startswith("umpak.rules") or top in sys.stdlib_module_names, name
            assert top not in CLOCK_AND_WORLD, name


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_rules_never_ask_the_clock(module: Path) -> None:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"today", "now", "utcnow"}, f"line {node.lineno}"


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_public_rules_say_what_they_do(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    if module.stem != "__init__":
        assert ast.get_docstring(tree)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), node.name


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_dataclasses_are_frozen_and_keyword_only(module: Path) -> None:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef):
            for decorator in node.decorator_list:
                if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "dataclass":
                    options = {keyword.arg for keyword in decorator.keywords}
                    assert "frozen" in options, node.name
                    assert "kw_only" in options or node.name in POSITIONAL, node.name
