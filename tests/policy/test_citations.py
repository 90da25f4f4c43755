"""Whatever a decision can name has a text to show, in both languages."""

from collections.abc import Iterator

import pytest
from tests.policy.agreement import NAMES, both

from mamoru.law.table import law_table
from mamoru.policy.explain import text_of
from mamoru.policy.rulebook import Rulebook


def cited(book: Rulebook) -> Iterator[str]:
    """Yield every article, row and case of the law that an answer of the rulebook can name."""
    policy = book.policy
    for rule in book.rules:
        yield from rule.articles
        yield from (owed.clause for owed in rule.owes)
        if rule.of_law:
            yield rule.cite
    for said in policy.said.values():
        yield from said.articles
    for reading in policy.readings.values():
        yield from reading.articles
    for duty in policy.duties:
        yield from duty.articles
    for entry in policy.retention:
        yield from entry.articles


@pytest.mark.parametrize("name", NAMES)
def test_every_article_that_a_policy_or_its_law_names_has_a_text(name: str) -> None:
    _, book = both(name, with_law=True)

    silent = {cite for cite in cited(book) if not all(text_of(book, cite))}

    assert silent == set()


def test_an_article_that_only_states_decides_nothing() -> None:
    beside = {"MPA", "HICR", "HIA", "LSA", "CTA", "GDPR"}
    rows = [row for row in law_table().rows if row.statute.cite in beside]

    assert {row.statute.cite for row in rows} == beside
    assert {str(row.sentence) for row in rows} == {"says"}
