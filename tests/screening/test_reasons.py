"""Every reason of a finding is explained where the documentation says so."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = (
    "addresses", "births", "contacts", "documents", "fields", "identifiers", "latin_names", "names",
    "payments",
)  # fmt: skip
REASON = re.compile(
    r'"((?:my-number|licence|passport|pension|insure[rd]|account|card|phone|postal|address|birth'
    r'|name|item|document)-[a-z-]+|email)"'
)


@pytest.mark.parametrize("page", ["docs", "docs/ja"])
def test_every_reason_code_is_explained_and_no_other(page: str) -> None:
    given = {
        reason
        for module in MODULES
        for reason in REASON.findall(
            (ROOT / f"src/mamoru/screening/{module}.py").read_text(encoding="utf-8")
        )
    }
    text = (ROOT / page / "explanation/identifiers.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    explained = {code for row in rows for code in re.findall(r"`([a-z-]+)`", row)}

    assert given == explained
