"""The documentation does not drift: links lead somewhere, what it shows is what happens."""

import contextlib
import io
import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tools.demo_picture import IMAGES, PICTURES, output, pieces

from mamoru.errors import Language
from mamoru.ledger.entries import KINDS
from mamoru.ledger.tree.bundles import pack
from mamoru.ledger.tree.checkpoints import Checkpoint
from mamoru.ledger.tree.hashing import leaf_hash, tree_root
from mamoru.ledger.tree.notes import Signer
from mamoru.ledger.tree.tiles import resource_path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```(\w*)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RUN = ("mamoru policy", "echo ", "sed ")
"""What is run of the commands that are shown: they read, and write only where they stand."""


class Shown(NamedTuple):
    """A command in the documentation, and what the page says it prints."""

    command: str
    printed: str


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def speech(page: Path) -> str:
    is_japanese = "ja" in page.relative_to(ROOT).parts or page.name.endswith(".ja.md")
    return "ja" if is_japanese else "en"


def shown(page: Path) -> list[Shown]:
    """Return every command of the page's console blocks, in order."""
    found: list[Shown] = []
    for language, _, inside in FENCE.findall(page.read_text(encoding="utf-8")):
        if language == "console":
            for part in re.split(r"^\$ ", inside, flags=re.MULTILINE)[1:]:
                command, _, printed = part.partition("\n")
                found.append(Shown(command, printed))
    return found


def files(page: Path) -> dict[str, str]:
    """Return the files that a page tells its reader to save, by name."""
    blocks = FENCE.findall(page.read_text(encoding="utf-8"))
    titled = [(re.search(r'title="([\w.-]+)"', about), inside) for _, about, inside in blocks]
    return {title[1]: inside for title, inside in titled if title}


def matches(told: str, printed: str) -> bool:
    """Whether `printed` is as told: `…` stands for anything, and spaces do not count."""
    parts = [re.escape("".join(part.split())) for part in told.split("…")]
    return re.fullmatch(".*".join(parts), "".join(printed.split()), re.DOTALL) is not None


def targets(page: Path) -> list[str]:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    return [target for target in LINK.findall(text) if not re.match(r"[a-z]+:|#", target)]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    missing = [
        target for target in targets(page) if not (page.parent / target.partition("#")[0]).exists()
    ]

    assert missing == []


def test_every_page_is_listed_in_the_index() -> None:
    index = DOCS / "index.md"
    listed = {(DOCS / target.partition("#")[0]).resolve() for target in targets(index)}
    unlisted = [
        name(page)
        for page in DOCS.rglob("*.md")
        if not {page, page.parent} & listed and page != index
    ]

    assert unlisted == []


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if any(one.command.startswith(RUN) for one in shown(page))],
    ids=name,
)
def test_a_command_that_is_shown_prints_what_is_shown(page: Path, tmp_path: Path) -> None:
    for file, content in files(page).items():
        (tmp_path / file).write_text(content, encoding="utf-8")
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    for one in shown(page):
        if not one.command.startswith(RUN):
            continue
        done = subprocess.run(
            ["bash", "-c", one.command],
            cwd=tmp_path,
            env={"PATH": path, "LANG": "C.UTF-8", "MAMORU_LANGUAGE": speech(page)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        assert matches(one.printed, done.stdout.decode()), (one.command, done.stdout.decode())


@pytest.mark.parametrize("page", sorted((DOCS / "decisions").glob("*.md")), ids=name)
def test_a_decision_says_its_context_its_options_and_what_it_costs(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    assert re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", page.name)
    assert text.startswith(f"# {page.name[:4]} ")
    assert re.findall("^## (.+)$", text, re.MULTILINE) == [
        "Context", "Options", "Decision", "What it costs",
    ]  # fmt: skip


def test_every_field_of_every_kind_of_entry_is_described() -> None:
    page = (DOCS / "reference/ledger.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## `(\w+)`\n(.*?)(?=^## )", page, re.MULTILINE | re.DOTALL))
    told = {
        kind: ["at", *re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)]
        for kind, text in sections.items()
    }

    assert told == {
        str(kind.__struct_config__.tag): [field.name for field in kind.blinded] for kind in KINDS
    }


def test_the_page_of_entries_says_what_writes_the_changes_of_keys() -> None:
    page = (DOCS / "reference/ledger.md").read_text(encoding="utf-8")
    [about_keys] = re.findall(r"^## `key`\n(.*?)^\|", page, re.MULTILINE | re.DOTALL)

    assert "`mamoru key rotate`" in about_keys
    assert "nothing writes it" not in about_keys


def test_the_tutorial_has_commands_that_are_run() -> None:
    assert len([one for one in shown(DOCS / "tutorial/first-policy.md") if one.printed]) > 6


@pytest.mark.parametrize("page", ["README.md", "README.ja.md"])
def test_the_readmes_python_says_what_its_last_line_says(page: str) -> None:
    blocks = FENCE.findall((ROOT / page).read_text(encoding="utf-8"))
    [code] = [inside for language, _, inside in blocks if language == "python"]
    printed = io.StringIO()

    with contextlib.redirect_stdout(printed):
        exec(code, {})  # noqa: S102 - the README's own example

    assert code.strip().splitlines()[-1] == f"# {printed.getvalue().strip()}"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_picture_of_the_demonstration_shows_what_it_prints(language: Language) -> None:
    picture = (IMAGES / PICTURES[language]).read_text(encoding="utf-8")
    drawn = [unescape(text) for text in re.findall(r"<text[^>]*>(.*?)</text>", picture)]
    said = {
        re.sub(r"\d+", "0", piece)
        for line in output(language).splitlines()
        for _, piece in pieces(line)
    }

    strange = [text for text in drawn if re.sub(r"\d+", "0", text) not in said]

    assert strange == ["$ make demo", "…", "…", "…"], "run: python -m tools.demo_picture"


@pytest.mark.parametrize(
    ("told", "printed", "is_as_told"),
    [
        ("a …", "a b c", True),
        ("a\n  b\n", "a b", True),
        ("a … d", "a b c", False),
        ("a", "a b", False),
    ],
)
def test_what_is_told_is_compared_but_for_what_is_left_out(
    told: str, printed: str, *, is_as_told: bool
) -> None:
    assert matches(told, printed) is is_as_told


def test_the_readme_opens_with_a_picture_and_the_two_commands() -> None:
    for page in ("README.md", "README.ja.md"):
        first = (ROOT / page).read_text(encoding="utf-8").splitlines()[:22]
        text = "\n".join(first)

        assert "make demo" in text
        assert "make test" in text
        assert "docs/images/demo" in text


def test_the_checking_program_of_the_how_to_accepts_a_log_and_refuses_another(
    tmp_path: Path,
) -> None:
    program = files(DOCS / "howto/verify-the-ledger.md")["check_log.py"]
    size, log = 700, tmp_path / "log"
    key = Ed25519PrivateKey.generate()
    signer = Signer("example.jp/log", key)
    entries = [f'{{"n":{number}}}'.encode() for number in range(size)]
    leaves = [leaf_hash(entry) for entry in entries]
    for number in range(3):
        part = entries[number * 256 : number * 256 + 256]
        path = log / resource_path("entries", number, len(part))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pack(part))
    root = tree_root(leaves)
    (log / "checkpoint").write_text(Checkpoint("example.jp/log", size, root).signed(signer))

    def run() -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-c", program, str(log), signer.verifier.vkey]
        return subprocess.run(command, capture_output=True, check=False)

    assert run().stdout.decode().split() == [
        "example.jp/log:", "700", "entries,", "signed,", "root", "recomputed",
    ]  # fmt: skip

    last = log / resource_path("entries", 2, size - 512)
    last.write_bytes(last.read_bytes()[:-1] + b"]")

    assert b"AssertionError" in run().stderr
