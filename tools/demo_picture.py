"""Draws docs/images/demo.svg and demo.ja.svg from what `mamoru demo` prints.

Run it as `python -m tools.demo_picture`. The demonstration works in a directory of its own, which
is removed afterwards. Of its output the pictures show a part; `…` stands where lines were left out.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

from mamoru.cli.output import width
from mamoru.errors import Language

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
PICTURES: dict[Language, str] = {"en": "demo.svg", "ja": "demo.ja.svg"}
CLAUSE = 4
ROWS = (0, 1, 3, 4)
"""Rows shown of that clause: refused, allowed, evidence needed, allowed."""
COLUMNS, CELL, LINE, MARGIN = 100, 8.4, 19, 20
COLOURS = {
    "ALLOWED": "#7ee787", "認める": "#7ee787",
    "REFUSED": "#ff9b8e", "認めない": "#ff9b8e",
    "EVIDENCE": "#f2cc60", "要証拠": "#f2cc60",
}  # fmt: skip
FONTS = "ui-monospace, Menlo, Consolas, 'Noto Sans Mono CJK JP', monospace"
PAPER, INK, FAINT = "#14181f", "#dbe2ea", "#8b98a8"
ABOUT = {
    "en": "Output of mamoru demo: handlings allowed, refused, or in need of evidence, each with"
    " its clause and articles; at the end the ledger is verified.",
    "ja": "mamoru demo の出力。認める・認めない・要証拠の答えと、その条文。最後に台帳を検証。",
}


def output(language: Language) -> str:
    """Return what the demonstration prints in `language`."""
    kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(  # noqa: S603 - our own command
            [Path(sys.executable).with_name("mamoru"), "demo"],
            cwd=folder,
            env={**kept, "MAMORU_LANGUAGE": language, "LANG": "C.UTF-8"},
            capture_output=True,
            check=True,
        )
    return done.stdout.decode()


def shown(printed: str) -> list[str]:
    """Return the lines of the picture."""
    blocks = printed.strip().split("\n\n")
    headings = [place for place, block in enumerate(blocks) if block.startswith("-- ")]
    clause = headings[CLAUSE - 1]
    *begun, _home = blocks[0].splitlines()
    chosen = ["\n".join([*begun, "…"]), blocks[clause]]
    chosen += [blocks[clause + 1 + row] for row in ROWS]
    heading, *_, counted = blocks[headings[-1]].splitlines()
    chosen += ["…", *blocks[headings[-2] : headings[-1]], f"{heading}\n…\n{counted}"]
    return ["$ make demo", *"\n\n".join(chosen).splitlines()]


def pieces(line: str) -> Iterator[tuple[int, str]]:
    """Yield the parts of a line that gaps of several spaces part, each with its column."""
    for found in re.finditer(r"\S+(?: \S+)*", line):
        yield width(line[: found.start()]), found.group()


def drawn(lines: list[str], language: Language) -> str:
    """Return the picture; every piece has its place, so that any monospaced font will do."""
    wide = round(COLUMNS * CELL + 2 * MARGIN)
    high = len(lines) * LINE + 2 * MARGIN
    texts = [
        f'<text x="{MARGIN + column * CELL:.1f}" y="{MARGIN + LINE * number + 14}"'
        f' textLength="{width(piece) * CELL:.1f}" fill="{colour(piece, line)}">'
        f"{escape(piece, quote=False)}</text>"
        for number, line in enumerate(lines)
        for column, piece in pieces(line)
    ]
    about = escape(ABOUT[language])
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}"'
        f' height="{high}" role="img" lang="{language}" aria-label="{about}">'
    )
    paper = f'<rect width="{wide}" height="{high}" rx="8" fill="{PAPER}"/>'
    group = f'<g font-family="{FONTS}" font-size="14">'
    parts = [head, f"<title>{about}</title>", paper, group, *texts, "</g>", "</svg>", ""]
    return "\n".join(parts)


def colour(piece: str, line: str) -> str:
    """Return the colour of a piece: answers stand out, headings and names of columns step back."""
    if line.startswith("-- ") or line.strip() == "…":
        return FAINT
    return COLOURS.get(piece, INK)


if __name__ == "__main__":
    IMAGES.mkdir(exist_ok=True)
    for speech, picture in PICTURES.items():
        svg = drawn(shown(output(speech)), speech)
        (IMAGES / picture).write_text(svg, encoding="utf-8")
