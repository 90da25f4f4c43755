"""Policies of statements only, and what the lint finds in their texts."""

from datetime import date
from typing import Any

from tests.policy.random_policies import to_yaml, vocabulary

from mamoru.policy.lint.report import Finding, lint
from mamoru.policy.lint.rows import rows
from mamoru.policy.load import load_with_file

DAY = date(2026, 11, 25)
WIDE_OPEN, WIDE_CLOSED, WIDE_ONE = "\uff08", "\uff09", "\uff11"
TEXTUAL = {code for code, row in rows().items() if not row.at} - {
    "unreachable-permit", "contradiction", "overlap", "idle-exception", "absolute-ban",
    "redundant", "stale-acceptance",
}  # fmt: skip


def written(*clauses: tuple[str, str], **parts: Any) -> dict[str, Any]:
    """Return a policy of statements, numbered from 1."""
    document = vocabulary()
    del document["readings"]
    title = {"ja": "題", "en": "Title"}
    document["clauses"] = {
        str(number): {"title": title, "ja": ja, "en": en, "says": True}
        for number, (ja, en) in enumerate(clauses, 1)
    }
    return {**document, **parts}


def found_in(document: dict[str, Any]) -> list[Finding]:
    loaded = load_with_file(to_yaml(document))
    return [one for one in lint(loaded, at=DAY) if one.code in TEXTUAL]


def codes(ja: str, en: str) -> set[str]:
    """Return what is found in one text, which stands in the first of two clauses."""
    return {one.code for one in found_in(written((ja, en), ("次の条。", "The second.")))}
