"""The import rules hold, and each of them is seen to bite on a copy that breaks it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = Path(sys.executable).with_name("lint-imports")


def linted(folder: Path, contract: str) -> str:
    """Lint the copy of the package in `folder` by one contract; return what it said."""
    ran = subprocess.run(
        [LINT, "--no-cache", "--config", ROOT / "pyproject.toml", "--contract", contract],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.stdout + ran.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package that a test may spoil."""
    shutil.copytree(
        ROOT / "src" / "mamoru",
        tmp_path / "mamoru",
        ignore=shutil.ignore_patterns("__pycache__", "*.yaml", "*.json"),
    )
    return tmp_path


@pytest.mark.parametrize(
    ("contract", "room", "statement"),
    [
        ("floors", "policy", "import mamoru.law"),
        ("floors", "ledger", "import mamoru.gate"),
        ("floors", "consent", "import mamoru.ledger"),
        ("floors", "outbox", "import mamoru.consent"),
        ("floors", "gate", "import mamoru.cli"),
        ("floors", "cli", "import mamoru.api"),
        ("floors", "notices", "import mamoru.api"),
        ("floors", "gate", "import mamoru.notices"),
        ("door", "api", "import mamoru.vault"),
        ("door", "cli", "from mamoru.vault import spoiled"),
        ("door", "notices", "import mamoru.vault"),
        ("door", "collection", "import mamoru.events"),
        ("door", "ledger", "from mamoru import vault"),
        ("door", "outbox", "from mamoru import vault"),
        ("pure", "policy", "from django.db import models"),
        ("pure", "law", "import sqlite3"),
        ("pure", "crypto", "from urllib.request import urlopen"),
        ("pure", "ledger/tree", "import subprocess"),
        ("pure", "policy", "import mamoru.settings"),
        ("apart", "crypto", "import mamoru.policy"),
        ("apart", "ledger/tree", "from mamoru import crypto"),
        ("apart-law", "ledger/tree", "import mamoru.law"),
    ],
)
def test_a_forbidden_import_is_found(copy: Path, contract: str, room: str, statement: str) -> None:
    spoiled = copy / "mamoru" / room / "spoiled.py"
    spoiled.write_text(f"{statement}\n")
    (copy / "mamoru" / "vault" / "spoiled.py").touch()

    said = linted(copy, contract)

    importer = f"mamoru.{room.replace('/', '.')}.spoiled"
    assert "1 broken" in said, said
    assert f"{importer} -> {statement.split()[1].split('.')[0]}" in said, said


def test_the_tree_knows_nothing_else_of_the_ledger() -> None:
    graph = grimp.build_graph("mamoru", cache_dir=None)
    tree = {"mamoru.ledger.tree", *graph.find_descendants("mamoru.ledger.tree")}

    reached = {
        imported for module in tree for imported in graph.find_modules_directly_imported_by(module)
    }

    assert reached - tree <= {"mamoru.errors"}


def test_a_room_that_the_rules_do_not_name_does_not_exist() -> None:
    graph = grimp.build_graph("mamoru", cache_dir=None)
    rooms = {module for module in graph.find_children("mamoru") if graph.find_children(module)}

    rules = (ROOT / "pyproject.toml").read_text()
    assert {room for room in rooms if room not in rules} == set()
