"""Findings that the author accepts, with a date and a reason, count no more."""

from datetime import date

import pytest
from tests.policy.broken_files import WHOLE
from tests.policy.mended import REFERENCE

from mamoru.policy.errors import PolicyFileError
from mamoru.policy.lint.report import Accepted, Finding, lint
from mamoru.policy.load import load, load_with_file
from mamoru.policy.model import Acceptance

DAY = date(2026, 11, 25)
REASON = 'date: "2026-11-24", ja: 次の改定で直す, en: To be revised'


def accepting(*entries: str) -> list[Finding]:
    """Return what is found in the reference policy with these entries among the accepted."""
    listed = "".join(f"  - {{{entry}, {REASON}}}\n" for entry in entries)
    return list(lint(load_with_file(f"{REFERENCE}accepted:\n{listed}"), at=DAY))


def test_an_accepted_finding_is_shown_as_such_and_does_not_count() -> None:
    [found] = [one for one in accepting("finding: L01") if one.code == "L01"]

    assert found.accepted == Accepted("2026-11-24", "次の改定で直す", "To be revised")
    assert not found.counts


def test_other_findings_still_count() -> None:
    assert any(one.counts for one in accepting("finding: L01") if one.code == "L02")


def test_an_acceptance_about_a_clause_is_for_that_clause_and_what_it_holds() -> None:
    by_clause = {
        one.about: one.accepted is not None
        for one in accepting('finding: L19, about: "2(1)"')
        if one.code == "L19"
    }

    assert by_clause == {"2(1)e": True, "2(1)g": True, "2(3)a": False}


def test_an_acceptance_of_what_is_not_found_is_itself_a_finding_where_it_stands() -> None:
    stale = [
        one for one in accepting("finding: L04", "finding: L01") if one.code == "stale-acceptance"
    ]

    assert [(one.about, one.counts) for one in stale] == [("accepted", True)]
    lines = REFERENCE.count("\n")
    assert (stale[0].line, "L04" in stale[0].en) == (lines + 2, True)


def test_a_stale_acceptance_cannot_be_accepted() -> None:
    found = accepting("finding: L04", "finding: stale-acceptance")

    assert [one.counts for one in found if one.code == "stale-acceptance"] == [True, True]


def test_what_is_accepted_is_part_of_the_policy() -> None:
    entry = f'accepted:\n  - {{finding: L01, about: "2", {REASON}}}\n'

    assert load(WHOLE + entry).accepted == (
        Acceptance(
            finding="L01", about="2", date="2026-11-24", ja="次の改定で直す", en="To be revised"
        ),
    )
    assert load(WHOLE).accepted == ()


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (f'{{finding: L01, about: "9", {REASON}}}', "unknown-word"),
        (f"{{finding: 1, {REASON}}}", "bare-number"),
        (f"{{finding: a b, {REASON}}}", "bad-word"),
        (f"{{finding: L01, why: x, {REASON}}}", "unknown-key"),
        ("{finding: L01, ja: 訳, en: So.}", "missing-key"),
        ('{finding: L01, date: "2026-11-24", ja: 訳}', "missing-translation"),
        ('{finding: L01, date: "24 November", ja: 訳, en: So.}', "not-a-date"),
    ],
)
def test_an_acceptance_is_read_strictly(entry: str, code: str) -> None:
    with pytest.raises(PolicyFileError) as caught:
        load(f"{WHOLE}accepted:\n  - {entry}\n")

    assert [one.code for one in caught.value.findings] == [code]
