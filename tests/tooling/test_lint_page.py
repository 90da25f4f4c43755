"""docs/reference/lint.md has every rule of the lint, as the rules are."""

import pytest
from tests.policy.mended import SPOILT
from tools.lint_rules import PAGE, written

from mamoru.policy.lint.rows import rows

TEXT = PAGE.read_text(encoding="utf-8")


def test_the_tables_of_rules_are_those_of_the_data() -> None:
    assert written(TEXT) == TEXT, "run: python -m tools.lint_rules"


@pytest.mark.parametrize("code", rows())
def test_every_rule_is_on_the_page_with_its_article_day_and_severity(code: str) -> None:
    row = rows()[code]
    [line] = [line for line in TEXT.splitlines() if line.startswith(f"| `{code}` |")]

    assert f"| {row.severity} |" in line
    assert all(article in line for article in (*row.law, *row.basis))
    assert row.effective_from is None or str(row.effective_from) in line


@pytest.mark.parametrize("code", SPOILT)
def test_the_page_says_which_findings_our_wording_does_not_have(code: str) -> None:
    assert f"(`{code}`)" in TEXT
