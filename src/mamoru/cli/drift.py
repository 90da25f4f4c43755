"""The command `mamoru policy drift`: whether a page shows the policy as it is written."""

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

import msgspec

from mamoru.cli.codes import NO, YES
from mamoru.cli.fetching import LARGEST_PAGE, fetched, is_address, page_in
from mamoru.cli.files import read_file
from mamoru.cli.installation import policy_of_or_here
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, tell, wrapped
from mamoru.errors import Language
from mamoru.policy.drift.compare import compare
from mamoru.policy.drift.report import Drift, Report, State
from mamoru.policy.drift.visible import Run, runs_of_html, runs_of_text
from mamoru.policy.model import Policy
from mamoru.policy.words import Word

WIDTH = 96
EXTRA = 20
"""Pieces of extra text that are told, to people and to programs."""
LONGEST = 300
"""Characters of a text that are told."""
BOTH = "both"

_STATES = {
    (State.CHANGED, "text"): Word("変更されています", "changed"),
    (State.MISSING, "text"): Word("見当たりません", "missing"),
    (State.MISSING, "title"): Word("見出しが見当たりません", "its title is missing"),
}
_LANGUAGES: dict[Language, Word] = {"ja": Word("日本語", "Japanese"), "en": Word("英語", "English")}
_SAME = Word("ポリシーのとおりです", "as the policy says")
_COUNTS = Word(
    "相違 {drifting} か所、余分な文 {extra} か所、一致 {same} か所",
    "{drifting} different, {extra} extra, {same} the same",
)
_EXTRA = Word("条項にない文", "in no clause")
_MORE = Word("ほかに {more} 件あります", "and {more} more")


def drift(asked: Namespace) -> int:
    """Tell what on a page is not as the policy says."""
    policy = policy_of_or_here(asked.file)
    runs = _runs(asked.page)
    reports = _compared(policy, runs, asked.language)
    if asked.format == "json":
        tell(as_json(_as_object(policy, reports)))
    else:
        for report in reports:
            for line in _lines(report, language()):
                tell(line)
    return YES if all(report.is_faithful for report in reports) else NO


def _runs(name: str) -> list[Run]:
    page = fetched(name) if is_address(name) else page_in(read_file(name, LARGEST_PAGE + 1), name)
    return runs_of_html(page.text) if page.is_html else runs_of_text(page.text)


def _compared(policy: Policy, runs: list[Run], asked: str | None) -> list[Report]:
    """Return the comparison in the language that was asked for, else in the one that is shown."""
    if asked in ("ja", "en"):
        return [compare(policy, runs, "ja" if asked == "ja" else "en")]
    reports = [compare(policy, runs, "ja"), compare(policy, runs, "en")]
    if asked != BOTH:
        return [max(reports, key=lambda report: report.found)]
    in_neither = set(reports[0].extra) & set(reports[1].extra)
    return [
        msgspec.structs.replace(
            report, extra=tuple(text for text in report.extra if text in in_neither)
        )
        for report in reports
    ]


def _as_object(policy: Policy, reports: list[Report]) -> dict[str, Any]:
    return {
        "ok": all(report.is_faithful for report in reports),
        "policy": policy.id,
        "version": policy.version,
        "text_hash": policy.text_hash,
        "languages": [
            {
                "language": report.language,
                "same": _same(report),
                "drifts": _drifting(report),
                "extra": [text[:LONGEST] for text in report.extra[:EXTRA]],
                "extra_count": len(report.extra),
            }
            for report in reports
        ],
    }


def _drifting(report: Report) -> list[Drift]:
    return [one for one in report.drifts if one.state is not State.SAME]


def _same(report: Report) -> int:
    return len(report.drifts) - len(_drifting(report))


def _lines(report: Report, speech: Language) -> Iterator[str]:
    named = say(_LANGUAGES[report.language], speech)
    if report.is_faithful:
        yield f"{named}: {say(_SAME, speech)}"
        return
    drifting = _drifting(report)
    counts = {"drifting": len(drifting), "extra": len(report.extra), "same": _same(report)}
    yield f"{named}: {say(_COUNTS, speech).format_map(counts)}"
    for one in drifting:
        yield f"{one.cite}: {say(_STATES[one.state, one.part], speech)}"
        yield from (f"    {line}" for line in _shown(one))
    for text in report.extra[:EXTRA]:
        yield f"+ ({say(_EXTRA, speech)})"
        yield from (f"    {line}" for line in wrapped(text[:LONGEST], WIDTH))
    if len(report.extra) > EXTRA:
        yield say(_MORE, speech).format(more=len(report.extra) - EXTRA)


def _shown(one: Drift) -> Iterator[str]:
    """Yield the changed words with what is around them: `-[…]` was there, `+[…]` is there now."""
    for edit in one.edits:
        old = f"-[{edit.old[:LONGEST]}]" if edit.old else ""
        new = f"+[{edit.new[:LONGEST]}]" if edit.new else ""
        yield from wrapped(f"…{edit.before}{old}{new}{edit.after}…", WIDTH)
    if one.state is State.MISSING and one.wanted:
        yield from wrapped(one.wanted[:LONGEST], WIDTH)
