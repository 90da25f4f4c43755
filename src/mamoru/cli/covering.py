"""The command `mamoru policy coverage`: what stands behind each clause.

It only looks: where there is no installation, what is seen of a clause is left out.
"""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import msgspec

from mamoru.cli.asked import OUTCOMES
from mamoru.cli.codes import NO, YES
from mamoru.cli.errors import NothingHereError
from mamoru.cli.examples import Failed, Ran, run_all
from mamoru.cli.installation import check_installed, policy_of_or_here
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, table, tell
from mamoru.cli.policy import KINDS, ordered
from mamoru.errors import Language
from mamoru.law.book import Rulebooks
from mamoru.policy.coverage import Clause, Owing, Seen, coverage
from mamoru.policy.model import Kind, Policy
from mamoru.policy.words import Word

_HEAD = (
    Word("条項", "clause"), Word("規則", "rules"), Word("件数と最後", "seen, last"),
    Word("証拠", "evidence"), Word("義務", "duties"), Word("試験", "tests"),
    Word("入口", "enforced at"),
)  # fmt: skip
_WORDS_ONLY = Word("文のみ", "words only")
_UNTESTED = Word("なし", "none")
_DUTIES = Word(
    "未了 {open} 期限超過 {overdue} 済 {done}", "{open} open, {overdue} overdue, {done} done"
)
_COUNTS = Word(
    "条項 {places}: 規則のあるもの {ruled}、うち試験のあるもの {tested}。台帳に現れたもの {seen}、"
    "文のみ {words}。",
    "{places} places: {ruled} with rules, of these {tested} with a test; {seen} in the ledger; "
    "{words} words only.",
)
_NOT_HERE = Word(
    "この環境には台帳がないため、入口・証拠・義務は示しません。",
    "There is no ledger here, so what was seen, received and owed is left out.",
)
_FAILED = Word(
    "{file}:{line}: 期待は「{expected}」、答えは「{answered}」",
    "{file}:{line}: expected {expected}, answered {answered}",
)
_MISSING = Word("根拠に {cites} がない", "does not cite {cites}")


class _Ledger(NamedTuple):
    """What this installation has seen and owes; `is_here` tells whether there is one."""

    seen: Mapping[str, Seen]
    owing: Mapping[str, Owing]
    is_here: bool = True


def cover(asked: Namespace) -> int:
    """Tell clause by clause which rules, systems, evidence, uses and tests there are."""
    speech, now = language(), datetime.now(UTC)
    policy = policy_of_or_here(asked.file)
    ran = run_all(Rulebooks(policy), asked.tests or (), now, speech)
    ledger = _ledger(policy, now)
    places = [said.cite for said in ordered(policy)]
    clauses = sorted(
        coverage(policy, ledger.seen, ledger.owing, ran.runs),
        key=lambda one: places.index(one.cite) if one.cite in places else len(places),
    )
    if asked.format == "json":
        tell(as_json(_as_object(clauses, ran, ledger)))
    else:
        for line in _lines(clauses, ran, ledger, speech):
            tell(line)
    is_short = bool(ran.failed) or any(one.is_untested for one in clauses)
    return NO if asked.strict and is_short else YES


def _ledger(policy: Policy, now: datetime) -> _Ledger:
    try:
        check_installed()
    except NothingHereError:
        return _Ledger({}, {}, is_here=False)
    from mamoru.gate.coverage import owing_here, seen_here

    return _Ledger(seen_here(policy.id), owing_here(now))


def _as_object(clauses: Sequence[Clause], ran: Ran, ledger: _Ledger) -> dict[str, Any]:
    told = [
        {
            **msgspec.to_builtins(one),
            "is_words_only": one.is_words_only,
            "is_untested": one.is_untested,
        }
        for one in clauses
    ]
    return {"has_ledger": ledger.is_here, "clauses": told, "failed": ran.failed}


def _lines(clauses: Sequence[Clause], ran: Ran, ledger: _Ledger, speech: Language) -> Iterator[str]:
    rows = [_row(one, speech, has_tests=bool(ran.runs or ran.failed)) for one in clauses]
    yield table([say(word, speech) for word in _HEAD], rows, limit=118)
    yield ""
    yield from (_failed(one, speech) for one in ran.failed)
    yield say(_COUNTS, speech).format(
        places=len(clauses),
        ruled=sum(one.deciding > 0 for one in clauses),
        tested=sum(one.exercised > 0 for one in clauses),
        seen=sum(one.seen is not None for one in clauses),
        words=sum(one.is_words_only for one in clauses),
    )
    if not ledger.is_here:
        yield say(_NOT_HERE, speech)


def _row(one: Clause, speech: Language, *, has_tests: bool) -> list[str]:
    if one.is_words_only:
        kinds = say(_WORDS_ONLY, speech)
    else:
        counted = Counter(one.rules).items()
        kinds = ", ".join(f"{say(KINDS[Kind(kind)], speech)} {count}" for kind, count in counted)
    seen = one.seen
    tests = ", ".join(f"{say(OUTCOMES[name], speech)} {n}" for name, n in one.tests.items())
    if one.is_untested and has_tests:
        tests = say(_UNTESTED, speech) + (f" ({tests})" if tests else "")
    duties = say(_DUTIES, speech).format_map(msgspec.structs.asdict(one.owing)) if one.owing else ""
    return [
        one.cite,
        kinds,
        f"{seen.handlings:,}, {seen.last}" if seen else "",
        f"{len(one.received)}/{len(one.evidence)}" if one.evidence else "",
        duties,
        tests,
        "; ".join(_points(seen)) if seen else "",
    ]


def _points(seen: Seen) -> Iterator[str]:
    acts: dict[str, list[str]] = {}
    for system, act in map(msgspec.structs.astuple, seen.points):
        acts.setdefault(system or "–", []).append(act)
    return (f"{system}: {', '.join(those)}" for system, those in acts.items())


def _failed(one: Failed, speech: Language) -> str:
    told = say(_FAILED, speech).format(
        file=one.file, line=one.line, expected=say(OUTCOMES[one.expected], speech),
        answered=say(OUTCOMES[one.answered], speech),
    )  # fmt: skip
    if not one.missing:
        return told
    return f"{told}; {say(_MISSING, speech).format(cites=', '.join(one.missing))}"
