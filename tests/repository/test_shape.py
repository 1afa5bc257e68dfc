"""Promises about the repository itself."""

import ast
import re
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

LAYERS = (
    "foundation", "registry", "books", "insight", "action",
    "planning", "evaluation", "web", "api", "cli",
)  # fmt: skip
WITHIN_REGISTRY = ("territory", "people", "cooperatives", "enterprises", "bumdes", "registers")


def rank(model):
    parts = model.__module__.split(".")
    inner = WITHIN_REGISTRY.index(parts[2]) if parts[1] == "registry" else 0
    return LAYERS.index(parts[1]), inner


def own_models():
    return [model for model in apps.get_models() if model.__module__.startswith("umpak.")]


def test_no_foreign_key_points_upwards():
    upward = [
        f"{model.__name__}.{field.name} -> {field.related_model.__name__}"
        for model in own_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        and field.related_model.__module__.startswith("umpak.")
        and rank(field.related_model) > rank(model)
    ]
    assert upward == []


def test_money_and_measures_are_never_binary_floats():
    floats = [
        f"{model.__name__}.{field.name}"
        for model in own_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.Field) and field.get_internal_type() == "FloatField"
    ]
    assert floats == []


def test_every_encrypted_identifier_has_no_index_of_its_own():
    """Ciphertext differs each time it is written: an index or unique rule on it cannot hold."""
    from umpak.foundation.personal_data.fields import ENCRYPTED_FIELDS

    assert ENCRYPTED_FIELDS
    assert [str(field) for field in ENCRYPTED_FIELDS if field.unique or field.db_index] == []


def test_no_module_is_longer_than_four_hundred_lines(repository):
    too_long = {
        str(path.relative_to(repository)): count
        for path in (repository / "src").rglob("*.py")
        if "migrations" not in path.parts
        and (count := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert too_long == {}


def test_every_dependency_carries_its_reason(repository):
    text = (repository / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    named = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    bare = [name for name in named if not re.search(rf'"{re.escape(name)}",\s*#\s*\w+', text)]
    assert bare == []


def test_no_file_names_a_package_host_or_a_place_on_somebody_s_machine(repository):
    forbidden = re.compile(r"pythonhosted|pypi\.org|registry\.npmjs|/(?:home/\w+|root)/")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=repository, capture_output=True, check=True, text=True,
    ).stdout.split("\0")  # fmt: skip
    named = []
    for name in filter(None, listed):
        path = repository / name
        if path == Path(__file__) or path.suffix in {".png", ".xlsx"} or not path.is_file():
            continue
        if forbidden.search(path.read_text(encoding="utf-8", errors="ignore")):
            named.append(name)
    assert named == []


@pytest.mark.parametrize(
    "page", ["README.md", "docs/where-things-go.md", "docs/adding-a-feature.md"]
)
def test_files_that_the_docs_name_exist(repository, page):
    path = repository / page
    text = path.read_text(encoding="utf-8")
    linked = re.findall(r"\]\((?!http)([^)#]+)\)", text)
    assert [link for link in linked if not (path.parent / link).exists()] == []


def test_commands_of_the_readme_are_targets_of_the_makefile(repository):
    targets = set(re.findall(r"^([a-z-]+):", (repository / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)`", (repository / "README.md").read_text()))
    assert named <= targets
    assert {"demo", "test", "check", "serve", "bench"} <= targets


def test_rules_stand_on_the_standard_library_alone(repository):
    foreign = {}
    for path in (repository / "src" / "umpak" / "rules").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {
            (node.module if isinstance(node, ast.ImportFrom) else alias.name).split(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        }
        if unknown := named - sys.stdlib_module_names - {"umpak"}:
            foreign[path.name] = sorted(unknown)
    assert foreign == {}


def test_no_layer_below_asks_the_clock_except_the_calendar(repository):
    asking = [
        str(path.relative_to(repository))
        for layer in ("rules", "parameters", "pipelines")
        for path in (repository / "src" / "umpak" / layer).rglob("*.py")
        if re.search(r"\b(now|today)\(\)", path.read_text(encoding="utf-8"))
    ]
    assert asking == []


def test_day_is_never_that_of_the_database(repository):
    """Its zone is not the office's: for the first hours of each day it is still at yesterday."""
    asking = [
        str(path.relative_to(repository))
        for ending in ("py", "sql")
        for path in (repository / "src").rglob(f"*.{ending}")
        if re.search(r"\bcurrent_date\b", path.read_text(encoding="utf-8"), re.IGNORECASE)
    ]
    assert asking == []
