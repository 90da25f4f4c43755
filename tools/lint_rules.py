"""Writes the tables of docs/reference/lint.md from the rules: `python -m tools.lint_rules`.

A table stands between `<!-- statements -->` and `<!-- /statements -->`, and likewise for
`findings`; everything outside is written by hand.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from mamoru.policy.lint.rows import Row, rows

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "lint.md"
_HEAD = "| code | severity | rests on | from | verified | says |\n|---|---|---|---|---|---|"
_SHORT = "| code | severity | says |\n|---|---|---|"


def statements(known: Iterable[Row]) -> str:
    """Return the table of the statements that are looked for."""
    lines = [
        f"| `{row.code}` | {row.severity} | {', '.join((*row.law, *row.basis))} |"
        f" {row.effective_from or '–'} | {'yes' if row.verified else 'no'} | {said(row)} |"
        for row in known
        if row.at
    ]
    return "\n".join([_HEAD, *lines])


def findings(known: Iterable[Row]) -> str:
    """Return the table of what is found in rules and texts themselves."""
    lines = [f"| `{row.code}` | {row.severity} | {said(row)} |" for row in known if not row.at]
    return "\n".join([_SHORT, *lines])


def said(row: Row) -> str:
    """Return both texts of a rule, with … for what it fills in."""
    return f"{_open(row.word.en)} {_open(row.word.ja)}"


def _open(text: str) -> str:
    return re.sub(r"\{[^}]*\}", "…", text)


def written(page: str) -> str:
    """Return the page with both tables as the rules have them."""
    tables = {"findings": findings(rows().values()), "statements": statements(rows().values())}
    for name, table in tables.items():
        begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
        if (page.count(begin), page.count(end)) != (1, 1):
            raise SystemExit(f"{PAGE.name}: {begin} and {end} have to stand there once")
        before, _, rest = page.partition(begin)
        page = f"{before}{begin}\n{table}\n{end}{rest.partition(end)[2]}"
    return page


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
