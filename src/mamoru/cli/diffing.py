"""The command `mamoru policy diff`: what changes for people between two versions of a policy."""

from argparse import Namespace
from collections.abc import Iterator
from datetime import date, datetime, time

import msgspec

from mamoru.cli.codes import NO, TEXT_ONLY, YES
from mamoru.cli.files import policy_of
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, padded, tell, width, wrapped
from mamoru.errors import Language
from mamoru.law.book import Rulebooks
from mamoru.policy.diff.difference import (
    Asks,
    Change,
    Difference,
    Direction,
    Particular,
    TextChange,
    difference,
)
from mamoru.policy.diff.lists import whole
from mamoru.policy.model import Policy
from mamoru.policy.moment import TOKYO
from mamoru.policy.words import Word

WIDTH = 100
MARGIN = 18
"""Columns for what is cited."""

_HEADINGS: dict[Direction, Word] = {
    Direction.WIDENED: Word("広がること", "Widened"),
    Direction.NARROWED: Word("狭まること", "Narrowed"),
    Direction.DUTY_ADDED: Word("加わる義務", "Duties added"),
    Direction.DUTY_REMOVED: Word("なくなる義務", "Duties removed"),
}
_STATED = Word("記載事項の変更", "Stated differently")
_IMPORTANT = Word("重要な変更である理由", "Why the change is important")
_TEXTS = Word("文言の変更", "Texts")
_NO_CHANGES = Word("取扱いに変更はありません。", "No handling changes.")
_SAME = Word("違いはありません。", "Nothing differs.")
_ASKS: dict[Asks, Word] = {
    Asks.NOTHING: Word("法令上の手続: なし", "The law asks: nothing"),
    Asks.NOTICE: Word("法令上の手続: 通知又は公表", "The law asks: notice"),
    Asks.CONSENT: Word("法令上の手続: 改めて本人の同意", "The law asks: renewed consent"),
}
_LAW_OF = Word("{day} に施行されている法令による", "with the law in force on {day}")
_OTHER = Word(
    "注意: 二つのファイルは別々のポリシーです。", "Note: the two files are of different policies."
)
_OLD, _NEW = Word("旧", "old"), Word("新", "new")


def diff(asked: Namespace) -> int:
    """Say what changes for people between two versions, and what the law asks before it does."""
    old, new = policy_of(asked.old), policy_of(asked.new)
    day = date.fromisoformat(new.effective_from)
    moment = datetime.combine(day, time.min, TOKYO)
    found = difference(Rulebooks(old).at(moment), Rulebooks(new).at(moment))
    if asked.format == "json":
        strongest = {"changes_handling": found.changes_handling, "asks": found.asks}
        tell(as_json({**strongest, **msgspec.structs.asdict(found)}))
    else:
        for line in _lines(old, new, found, language()):
            tell(line)
    if found.is_empty:
        return YES
    return NO if found.changes_handling else TEXT_ONLY


def _lines(old: Policy, new: Policy, found: Difference, speech: Language) -> Iterator[str]:
    law = say(_LAW_OF, speech).format(day=new.effective_from)
    if old.id != new.id:
        yield say(_OTHER, speech)
    yield f"{old.id} {old.version} → {new.id} {new.version}  ({law})"
    if found.is_empty:
        yield say(_SAME, speech)
        return
    if not found.changes_handling:
        yield say(_NO_CHANGES, speech)
    for direction, heading in _HEADINGS.items():
        changes = [one for one in found.changes if one.direction is direction]
        yield from _section(heading, changes, speech)
    yield from _section(_STATED, found.particulars, speech)
    if found.importance:
        yield from _heading(_IMPORTANT, speech)
        for reason in found.importance:
            yield from _cited(
                ", ".join(whole(reason.clauses)), say(Word(reason.ja, reason.en), speech)
            )
    if found.texts:
        yield from _heading(_TEXTS, speech)
        for text in found.texts:
            yield from _text(text, speech)


def _heading(word: Word, speech: Language) -> Iterator[str]:
    title = say(word, speech)
    yield f"\n{title}\n{'-' * width(title)}"


def _section(
    heading: Word, changes: list[Change] | tuple[Particular, ...], speech: Language
) -> Iterator[str]:
    if changes:
        yield from _heading(heading, speech)
    for one in changes:
        cite = _clauses(one) if isinstance(one, Change) else one.cite
        yield from _cited(cite, say(Word(one.ja, one.en), speech))
        law = f" ({', '.join(one.law)})" if one.law else ""
        yield from _cited("", say(_ASKS[one.asks], speech) + law)


def _clauses(one: Change) -> str:
    """Return where to look: the duty itself; the clauses that decide, whole ones if many do."""
    return one.owed.clause if one.owed else ", ".join(whole(one.clauses))


def _cited(cite: str, text: str) -> Iterator[str]:
    """Yield a text beside what is cited, which has lines of its own where it is long."""
    cites = wrapped(cite, MARGIN)
    if len(cites) > 1:
        yield from wrapped(cite, WIDTH)
        cites = [""]
    for at, line in enumerate(wrapped(text, WIDTH - MARGIN - 1)):
        yield f"{padded(cites[0] if not at else '', MARGIN)} {line}"


def _text(text: TextChange, speech: Language) -> Iterator[str]:
    """Yield the text of both versions; in both languages where only the other one changed."""
    yield text.cite
    both = [(_OLD, text.old), (_NEW, text.new)]
    told = [getattr(word, speech) for _, word in both if word is not None]
    for label, word in both:
        if word is not None:
            is_told = len(told) < len(both) or told[0] != told[1]
            shown = getattr(word, speech) if is_told else f"{word.ja} / {word.en}"
            yield from _cited(f"  {say(label, speech)}", shown)
