"""What of the house's rules a program can hold; CONTRIBUTING.md tells them to people."""

import ast
import importlib
import io
import pkgutil
import re
import string
import subprocess
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from tests.store import Store

import mamoru
from mamoru.errors import MamoruError

ROOT = Path(__file__).resolve().parents[2]
MODULE_LINES = 300
FUNCTION_LINES = 40
EMPTY_NAMES = {
    "base", "common", "data", "helper", "helpers", "info", "manager", "managers", "misc",
    "service", "services", "util", "utils",
}  # fmt: skip
EXPLAINED_IGNORE = re.compile(r"# type: ignore\[[a-z0-9, -]+\]\s+(#|-|–)\s*\S+")
MACHINE_PATH = re.compile(r"(?<![\w.>~-])/(root|home|work|tmp)(?=[/\s\"'`]|$)")
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def modules(*folders: str) -> list[Path]:
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def error_classes() -> list[type[MamoruError]]:
    for module in pkgutil.walk_packages(mamoru.__path__, "mamoru."):
        if module.name.endswith(".errors"):
            importlib.import_module(module.name)
    found: list[type[MamoruError]] = [MamoruError]
    for known in found:  # grows while it is walked: the subclasses of what was found
        found.extend(known.__subclasses__())
    return [error for error in dict.fromkeys(found) if error.__module__.startswith("mamoru.")]


def facts(message: str) -> set[str]:
    """Return what the message is filled with; `reason_ja` and `reason_en` are one fact."""
    fields = (field for _, field, _, _ in string.Formatter().parse(message) if field is not None)
    return {re.sub("_(ja|en)$", "", field) for field in fields}


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    lengths = {
        name(path): len(path.read_text().splitlines()) for path in modules("src", "tests", "bench")
    }

    assert {path: lines for path, lines in lengths.items() if lines > MODULE_LINES} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    lengths = {
        f"{name(path)}:{function.lineno} {function.name}": function.end_lineno - function.lineno + 1
        for path in modules("src", "tests", "bench")
        for function in functions(path)
        if function.end_lineno is not None
    }

    assert {which: lines for which, lines in lengths.items() if lines > FUNCTION_LINES} == {}


def test_every_module_is_named_after_its_subject() -> None:
    empty = [
        name(path)
        for path in modules("src", "tests", "bench")
        if EMPTY_NAMES & {path.stem, *path.relative_to(ROOT).parts}
        and name(path) != "src/mamoru/sqlite3/base.py"  # where Django looks for a backend
    ]

    assert empty == []


def test_every_silenced_type_error_gives_its_code_and_its_reason() -> None:
    silent = [
        f"{name(path)}:{token.start[0]}"
        for path in modules("src", "tests", "bench")
        for token in tokenize.generate_tokens(io.StringIO(path.read_text()).readline)
        if token.type == tokenize.COMMENT
        and "type: ignore" in token.string
        and not EXPLAINED_IGNORE.search(token.string)
    ]

    assert silent == []


def test_every_error_has_a_code_of_its_own() -> None:
    inherited = [error.__qualname__ for error in error_classes() if "code" not in vars(error)]
    shared = [
        code
        for code, times in Counter(error.code for error in error_classes()).items()
        if times > 1
    ]

    assert (inherited, shared) == ([], [])


def test_every_error_speaks_japanese_and_english_of_its_own() -> None:
    silent = [
        error.__qualname__
        for error in error_classes()
        if not {"ja", "en"} <= vars(error).keys()
        or not JAPANESE.search(error.ja)
        or JAPANESE.search(error.en)
    ]

    assert silent == []


def test_an_error_tells_the_same_facts_in_both_languages() -> None:
    differing = [
        error.__qualname__ for error in error_classes() if facts(error.ja) != facts(error.en)
    ]

    assert differing == []


def test_nothing_names_a_directory_of_somebodys_machine() -> None:
    texts = [
        path
        for folder in ("src", "docs", "policies", "bench")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".md", ".yaml", ".json", ".toml", ".html"}
    ]
    named = [
        f"{name(path)}:{number}"
        for path in [*texts, *ROOT.glob("*.md")]
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if MACHINE_PATH.search(line)
    ]

    assert named == []


@pytest.mark.parametrize(
    "spoiled",
    ['"/tmp/x"', "`/home`", "see /work/x", "cd /root"],
)
def test_the_rule_against_machine_paths_bites(spoiled: str) -> None:
    assert MACHINE_PATH.search(spoiled)


@pytest.mark.parametrize("bare", ["# type: ignore", "# type: ignore[arg-type]"])
def test_the_rule_for_silenced_type_errors_bites(bare: str) -> None:
    assert not EXPLAINED_IGNORE.search(bare)
    assert EXPLAINED_IGNORE.search("# type: ignore[arg-type]  # the stub lacks this form")


def test_every_command_of_make_is_told_to_contributors() -> None:
    [targets] = re.findall(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    told = (ROOT / "CONTRIBUTING.md").read_text()

    assert [target for target in targets.split() if f"`make {target}`" not in told] == []


def test_whatever_make_installs_may_come_through_the_roots_that_the_system_trusts() -> None:
    planned = subprocess.run(
        ["make", "--dry-run", "--always-make", ".venv/bench.stamp"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    installing = [line for line in planned.stdout.splitlines() if "uv sync" in line]

    assert len(installing) == 3
    assert [one for one in installing if "UV_SYSTEM_CERTS=${UV_SYSTEM_CERTS:-1} " not in one] == []


def test_every_table_comes_from_a_migration(store: Store) -> None:
    unmigrated = [
        app.name
        for app in apps.get_app_configs()
        if [*app.get_models()] and not [*Path(app.path).glob("migrations/0*.py")]
    ]
    assert unmigrated == []

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_page_but_those_of_errors_stands_in_one_of_two_frames() -> None:
    whole = [
        path.name
        for path in sorted((ROOT / "src").rglob("templates/**/*.html"))
        if "<!doctype" in path.read_text().lower()
    ]

    assert sorted(whole) == ["failed.html", "frame.html", "frame.html", "missing.html"]
