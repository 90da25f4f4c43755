"""The commands `mamoru policy decide` and `ask`: handlings in, answers out, as JSON lines."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec

from mamoru.cli import codes
from mamoru.cli.errors import LineBrokenError
from mamoru.cli.files import policy_of
from mamoru.cli.language import language, say
from mamoru.cli.lines import converted, decoded, numbered
from mamoru.cli.output import as_json
from mamoru.cli.streams import OUTPUT, named
from mamoru.errors import BadInputError, Language
from mamoru.law.book import Rulebooks
from mamoru.policy.ask import Way, ask
from mamoru.policy.decide import decide
from mamoru.policy.explain import ATTRIBUTE_WORDS, Explanation, explain
from mamoru.policy.handling import Decision, Handling, Outcome, Standing
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.verdict import Asked as Stated
from mamoru.policy.verdict import not_covered
from mamoru.policy.words import Word

OPEN = "?"
"""Stands for an attribute that is left open."""
Aware = Annotated[datetime, msgspec.Meta(tz=True)]
Answer = tuple[bytes, bool]
"""A line of the output, and whether it is a yes."""

NAIVE = Word("時刻に時差がない", "a time without its zone")
_ANY = Word("(記載なし)", "(not stated)")
_NEVER = Word("どの条件でも認められません。", "Under no condition.")
_ALWAYS = Word("条件なしで認められます。", "Without any condition.")
UNKNOWN = Word("ポリシーにない語", "the policy has no such word")
_PARTS = (
    ("clauses", Word("条項", "clauses")),
    ("grounds", Word("根拠", "grounds")),
    ("evidence", Word("証拠", "evidence")),
    ("law", Word("法令", "law")),
    ("readings", Word("解釈", "readings")),
    ("needs", Word("必要な証拠", "needs")),
    ("owes", Word("負う義務", "owes")),
    ("near", Word("近い規定", "near")),
    ("unknown", UNKNOWN),
    ("natures", Word("性質上の機微情報", "sensitive by nature")),
)
_UNVERIFIED = Word("(公式の資料では未確認)", "(not verified in an official source)")


class Open(Handling, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line for `ask`: a handling, and the moment it is asked for."""

    at: Aware | None = None


class Asked(Open, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line for `decide`: the person's own state may come with it."""

    standing: Standing | None = None


def decide_lines(asked: Namespace) -> int:
    """Answer every handling on standard input with a decision on standard output."""
    speech = language()
    books = Rulebooks(policy_of(asked.file))
    now = datetime.now(UTC)

    def answer(number: int, raw: bytes | None) -> Answer:
        one = decoded(raw, Asked, number, speech)
        moment = one.at or now
        book = books.at(moment)
        if one.standing is not None and not is_zoned(one.standing):
            raise LineBrokenError(line=number, reason=say(NAIVE, speech))
        decision = decide(book, one, standing=one.standing, at=moment)
        is_yes = decision.outcome is Outcome.ALLOW
        if asked.format == "json":
            return _decided(number, decision), is_yes
        first, *rest = told(explain(book, decision, speech, handling=one), speech)
        return "\n".join([f"{number}: {first}", *rest]).encode(), is_yes

    return _run(answer, asked, speech)


def ask_lines(asked: Namespace) -> int:
    """Answer under which conditions handlings with `"?"` would be allowed."""
    speech = language()
    books = Rulebooks(policy_of(asked.file))
    now = datetime.now(UTC)

    def answer(number: int, raw: bytes | None) -> Answer:
        stated = decoded(raw, dict[str, Any], number, speech)
        is_open = [name for name, value in stated.items() if value == OPEN]
        rest = {name: value for name, value in stated.items() if value != OPEN}
        if "act" in is_open:
            rest["act"] = ""
        one = converted(rest, Open, number, speech)
        book = books.at(one.at or now)
        ways = ask(book, one, is_open)
        unknown = [name for name in unknown_words(book, one) if name not in is_open]
        if asked.format == "json":
            told = {"line": number, "ways": ways, "unknown": unknown}
            return msgspec.json.encode(told), bool(ways)
        return "\n".join(_ways(number, ways, unknown, speech)).encode(), bool(ways)

    return _run(answer, asked, speech)


def unknown_words(book: Rulebook, handling: Handling) -> tuple[str, ...]:
    """Return the attributes whose words the policy does not know."""
    return not_covered(book, Stated(handling, handling.whose, handling.residence, 0, 0)).unknown


def _run(answer: Callable[[int, bytes | None], Answer], asked: Namespace, speech: Language) -> int:
    """Answer line by line; what cannot be read or answered is told in its place."""
    is_broken = False
    are_yes = True
    for number, raw in numbered():
        try:
            line, is_yes = answer(number, raw)
            are_yes = are_yes and is_yes
        except BadInputError as error:
            is_broken = True
            line = _broken(number, error, asked, speech)
        with named(OUTPUT):
            sys.stdout.buffer.write(line + b"\n")
            sys.stdout.buffer.flush()
    if is_broken:
        return codes.INPUT
    return codes.YES if are_yes else codes.NO


def is_zoned(standing: Standing) -> bool:
    """Tell whether every time in a standing has its zone."""
    moments = (
        moment
        for consent in standing.consents
        for moment in (consent.given_at, consent.withdrawn_at, consent.expires_at)
        if moment is not None
    )
    return all(moment.tzinfo is not None for moment in moments)


def _decided(number: int, decision: Decision) -> bytes:
    return msgspec.json.encode({"line": number, **msgspec.structs.asdict(decision)})


def _broken(number: int, error: BadInputError, asked: Namespace, speech: Language) -> bytes:
    message = error.message(speech)
    if asked.format == "json":
        named = {"code": error.code, "message": message}
        return as_json({"line": number, "error": named}).encode()
    return f"{number}: {message} [{error.code}]".encode()


def told(explanation: Explanation, speech: Language) -> Iterator[str]:
    """Yield a decision in words: the answer, and what it rests on line by line."""
    yield explanation.outcome
    for name, word in _PARTS:
        for line in getattr(explanation, name):
            doubt = "" if line.verified else " " + say(_UNVERIFIED, speech)
            cite = "" if word is UNKNOWN else f"{line.cite} "
            yield f"   {say(word, speech)}: {cite}{line.text}".rstrip() + doubt


def _ways(
    number: int, ways: tuple[Way, ...], unknown: list[str], speech: Language
) -> Iterator[str]:
    yield f"{number}:" + ("" if ways else " " + say(_NEVER, speech))
    for name in unknown:
        yield f"   {say(UNKNOWN, speech)}: {say(ATTRIBUTE_WORDS[name], speech)}"
    for way in ways:
        parts = [
            f"{name}: " + " | ".join(_value(value, speech) for value in values)
            for name, values in way.values.items()
        ]
        if way.facts:
            parts.append("is: " + ", ".join(way.facts))
        yield "   " + ("; ".join(parts) or say(_ALWAYS, speech))


def _value(value: str | bool | None, speech: Language) -> str:  # noqa: FBT001 - a value as it is
    return say(_ANY, speech) if value is None else str(value)
