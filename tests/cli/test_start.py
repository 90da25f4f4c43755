"""How soon the command answers: what it imports, and that help needs nothing."""

import os
import subprocess
import sys

import pytest
from tests.cli.running import environment

LIBRARIES = {"msgspec", "yaml", "numpy", "cryptography", "holidays", "django", "granian"}
HEAVY = LIBRARIES - {"msgspec", "yaml"} | {"phonenumbers", "psycopg", "ninja", "sqlite3"}


def imported_by(*arguments: str) -> set[str]:
    program = (
        "import sys\n"
        "from mamoru.cli.main import main\n"
        "try:\n"
        f"    main({list(arguments)!r})\n"
        "except SystemExit:\n"
        "    pass\n"
        "sys.stderr.write(' '.join({name.partition('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True, env=environment(), check=True, text=True,
    )  # fmt: skip
    return set(done.stderr.split())


def seconds_of(*arguments: str) -> float:
    """Return the least processor time of three runs: a busy machine is no failure."""
    found = []
    for _ in range(3):
        before = os.times()
        subprocess.run(arguments, capture_output=True, env=environment(), check=True)
        after = os.times()
        found.append(
            after.children_user - before.children_user
            + after.children_system - before.children_system
        )  # fmt: skip
    return min(found)


def test_help_imports_no_library_at_all() -> None:
    assert imported_by("--help") & LIBRARIES == set()


@pytest.mark.parametrize("command", ["check", "show", "schema"])
def test_policy_commands_import_neither_django_nor_anything_heavy(command: str) -> None:
    assert imported_by("policy", command) & HEAVY == set()


def test_deciding_imports_no_django() -> None:
    assert "django" not in imported_by("policy", "decide")


def test_a_policy_is_checked_in_little_more_than_its_libraries_need() -> None:
    found = []
    for _ in range(5):  # the system counts in hundredths of a second
        libraries = seconds_of(sys.executable, "-c", "import msgspec, yaml, dataclasses, argparse")
        command = seconds_of(sys.executable, "-m", "mamoru.cli", "policy", "check")
        found.append(command / libraries)
        if found[-1] < 4:
            break

    assert found[-1] < 4, found
