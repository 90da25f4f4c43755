"""The command `mamoru policy replay`: recorded handlings are decided once more, under a draft.

It only looks: it does not open the door or write to the database.
"""

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

import msgspec

from mamoru.cli.asked import OUTCOMES, as_object, in_a_line
from mamoru.cli.codes import NO, YES
from mamoru.cli.files import policy_of
from mamoru.cli.installation import check_installed
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, table, tell, warn, wrapped
from mamoru.errors import Language
from mamoru.gate.replay import Replayed, replay_here
from mamoru.policy.evidence import EVIDENCE
from mamoru.policy.explain import ATTRIBUTE_WORDS
from mamoru.policy.model import Policy
from mamoru.policy.replay.found import DutyChange, Flip, Replay, Undecided
from mamoru.policy.words import Word

SHOWN = 20
"""Flips, duties and words that are listed for people; programs get them all."""

_FLIPPED = Word(
    "{decided} 件のうち {flipped} 件の答えが変わります({people} 人{unnamed})。",
    "{flipped} of {decided} handlings would be answered otherwise ({people} people{unnamed}).",
)
_UNNAMED = Word(
    "、ほかに台帳に名のない延べ {count} 人", ", and {count} whom the ledger does not name"
)
_DAYS = Word("最初 {first}、最後 {last}", "first {first}, last {last}")
_LEFT_OUT = {
    "door": Word(
        "規定ではなく仕組みが答えたもの: {count} 件", "answered by the door, not the text: {count}"
    ),
    "older": Word(
        "何が問われたかの記録がなく、判定し直せないもの: {count} 件",
        "not decidable again, as the entry does not hold what was asked: {count}",
    ),
    "unsaid": Word(
        "当時のポリシーにない語を含み、判定し直せないもの: {count} 件",
        "not decidable again, as a word was unknown and was not kept: {count}",
    ),
}
_PENDING = Word("まだ順番のついていない記録: {count}", "entries that wait for their place: {count}")
_FLIPS = (
    Word("答え", "answer"), Word("根拠", "decided by"), Word("件", "handlings"),
    Word("人", "people"), Word("期間", "days"), Word("例", "example"),
)  # fmt: skip
_DUTIES = (
    Word("義務", "duty"), Word("生じていた", "would be owed"), Word("生じない", "no longer owed"),
    Word("内容と証拠", "text and evidence"),
)  # fmt: skip
_UNKNOWN_DUTIES = Word(
    "判定時の版がなく、義務を比べられないもの: {count} 件",
    "duties not comparable, as what decided is not held: {count}",
)
_UNCOVERED = Word("草案にない語", "words that the draft does not know")
_MORE = Word("ほかに {more} 件", "and {more} more")
_NOT_KEPT = Word(
    "列を保存できないため、次回も台帳から読み直します。",
    "the columns could not be kept; the next time they are read from the ledger anew",
)


def replay(asked: Namespace) -> int:
    """Tell which recorded handlings a draft would have answered otherwise."""
    speech = language()
    draft = policy_of(asked.file)
    check_installed()
    found = replay_here(draft, since=asked.since, until=asked.until)
    if not found.is_kept:
        warn(say(_NOT_KEPT, speech))
    if asked.format == "json":
        tell(as_json(_as_object(found)))
    else:
        for line in _lines(draft, found, speech):
            tell(line)
    return NO if found.replay.flipped else YES


def _as_object(found: Replayed) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(found.replay)
    for flip, shown in zip(found.replay.flips, told["flips"], strict=True):
        del shown["question"]
        shown["asked"] = as_object(flip.question)
    return {**told, "pending": found.pending}


def _lines(draft: Policy, found: Replayed, speech: Language) -> Iterator[str]:
    one = found.replay
    yield _headline(one, speech)
    if one.first and one.last:
        yield say(_DAYS, speech).format(first=one.first, last=one.last)
    yield from _left_out(one.undecided, found.pending, speech)
    if one.flips:
        yield ""
        rows = [_flip(flip, speech) for flip in one.flips[:SHOWN]]
        yield table([say(word, speech) for word in _FLIPS], rows)
        yield from _more(len(one.flips), speech)
        yield from _examples(draft, one.flips, speech)
    if one.duties:
        yield ""
        rows = [_duty(draft, duty, speech) for duty in one.duties[:SHOWN]]
        yield table([say(word, speech) for word in _DUTIES], rows)
        yield from _more(len(one.duties), speech)
    if one.duties_unknown:
        yield say(_UNKNOWN_DUTIES, speech).format(count=one.duties_unknown)
    if one.uncovered:
        yield f"\n{say(_UNCOVERED, speech)}"
        for word in one.uncovered[:SHOWN]:
            attribute = say(ATTRIBUTE_WORDS[word.attribute], speech)
            yield f"   {attribute}: {word.word} ({word.handlings:,})"
        yield from _more(len(one.uncovered), speech)


def _headline(one: Replay, speech: Language) -> str:
    unnamed = say(_UNNAMED, speech).format(count=f"{one.unnamed:,}") if one.unnamed else ""
    return say(_FLIPPED, speech).format(
        decided=f"{one.decided:,}", flipped=f"{one.flipped:,}", people=f"{one.people:,}",
        unnamed=unnamed,
    )  # fmt: skip


def _left_out(undecided: Undecided, pending: int, speech: Language) -> Iterator[str]:
    for name, word in _LEFT_OUT.items():
        if count := getattr(undecided, name):
            yield say(word, speech).format(count=f"{count:,}")
    if pending:
        yield say(_PENDING, speech).format(count=pending)


def _flip(flip: Flip, speech: Language) -> list[str]:
    before, now = say(OUTCOMES[flip.before], speech), say(OUTCOMES[flip.now], speech)
    days = f"{flip.first}" if flip.first == flip.last else f"{flip.first} – {flip.last}"
    people = f"{flip.people:,}" + (f" (+{flip.unnamed:,})" if flip.unnamed else "")
    by = f"{_cited(flip.decided_by)} → {_cited(flip.would_decide)}"
    return [f"{before} → {now}", by, f"{flip.handlings:,}", people, days, f"#{flip.example}"]


def _cited(cites: tuple[str, ...]) -> str:
    return ", ".join(cites) or "–"


def _examples(draft: Policy, flips: tuple[Flip, ...], speech: Language) -> Iterator[str]:
    yield ""
    for flip in flips[:SHOWN]:
        first, *rest = wrapped(in_a_line(draft, flip.question, speech), 90)
        yield f"#{flip.example}: {first}"
        yield from (f"    {line}" for line in rest)


def _duty(draft: Policy, duty: DutyChange, speech: Language) -> list[str]:
    texts = {one.cite: Word(one.ja, one.en) for one in draft.duties}
    evidence = say(EVIDENCE[duty.evidence], speech) if duty.evidence in EVIDENCE else duty.evidence
    text = say(texts[duty.clause], speech) if duty.clause in texts else duty.duty
    name = f"{duty.clause} {duty.duty}"
    return [name, f"{duty.owed:,}", f"{duty.dropped:,}", f"{text} ({evidence})"]


def _more(count: int, speech: Language) -> Iterator[str]:
    if count > SHOWN:
        yield say(_MORE, speech).format(more=count - SHOWN)
