"""The command `mamoru policy again`: one recorded handling is decided once more, and compared.

It only looks: it does not open the door or write to the database.
"""

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from mamoru.cli.asked import OUTCOMES, as_object, in_a_line
from mamoru.cli.codes import NO, YES
from mamoru.cli.installation import check_installed
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, tell, wrapped
from mamoru.errors import Language
from mamoru.gate.again import Again, again_here
from mamoru.gate.record import needed
from mamoru.policy.words import Word

_ASKED = Word("問い", "asked")
_RECORDED = Word("記録", "recorded")
_AGAIN = Word("今回", "now")
_RESTS_ON = Word("よりどころ", "rests on")
_AGREES = Word("同じ答えです。", "The same answer.")
_DIFFERS = Word("答えが違います。", "The answers differ.")


def again(asked: Namespace) -> int:
    """Decide one entry again under what decided it, and tell whether the answer is the same."""
    speech = language()
    check_installed()
    found = again_here(asked.entry)
    if asked.format == "json":
        tell(as_json(_compared(found, asked.entry)))
    else:
        for line in _comparison(found, speech):
            tell(line)
    return YES if found.agrees else NO


def _compared(found: Again, number: int) -> dict[str, Any]:
    names = ("outcome", "cites", "law", "readings", "unknown")
    entry, decision = found.entry, found.decision
    return {
        "entry": number,
        "agrees": found.agrees,
        "at": entry.at,
        "token": entry.token,
        "asked": [as_object(one) for one in found.questions],
        "recorded": {**{name: getattr(entry, name) for name in names}, "needs": entry.needs},
        "now": {**{name: getattr(decision, name) for name in names}, "needs": needed(decision)},
    }


def _comparison(found: Again, speech: Language) -> Iterator[str]:
    entry, decision = found.entry, found.decision
    for question in found.questions:
        line = in_a_line(found.book.policy, question, speech)
        yield from _titled(_ASKED, line, speech)
    recorded = (*entry.cites, *entry.law, *entry.needs, *entry.unknown)
    now = (*decision.cites, *decision.law, *needed(decision), *decision.unknown)
    for title, outcome, reasons in (
        (_RECORDED, entry.outcome, recorded), (_AGAIN, decision.outcome.value, now),
    ):  # fmt: skip
        told = f"{say(OUTCOMES[outcome], speech)}  {', '.join(reasons)}".rstrip()
        yield from _titled(title, told, speech)
    yield from _titled(_RESTS_ON, f"{entry.token}  {entry.at.isoformat()}", speech)
    yield say(_AGREES if found.agrees else _DIFFERS, speech)


def _titled(title: Word, text: str, speech: Language) -> Iterator[str]:
    first, *rest = wrapped(text, 84)
    yield f"{say(title, speech)}: {first}"
    yield from (f"    {line}" for line in rest)
