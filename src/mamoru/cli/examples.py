"""Handlings with the answers that are expected of a policy, as lines of JSON in files."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from mamoru.cli.deciding import NAIVE, Asked, is_zoned
from mamoru.cli.errors import FileUnreadableError, LineBrokenError
from mamoru.cli.language import say
from mamoru.cli.lines import decoded, numbered
from mamoru.errors import Language
from mamoru.law.book import Rulebooks
from mamoru.policy.coverage import Run
from mamoru.policy.decide import decide
from mamoru.policy.exercise import exercised, question_of
from mamoru.policy.handling import Decision, Outcome
from mamoru.policy.rulebook import Rulebook
from mamoru.reasons import reason_of


class Example(Asked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line: a handling as `policy decide` takes it, and what it should be answered."""

    expect: Outcome
    cites: tuple[str, ...] = ()
    """Clauses or articles that must be among those that decide."""


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """An example that is answered otherwise than expected."""

    file: str
    line: int
    expected: Outcome
    answered: Outcome
    missing: tuple[str, ...]
    """What should have been cited, and was not."""


class Ran(NamedTuple):
    """Examples that were answered as expected, and those that were not."""

    runs: list[Run]
    failed: list[Failed]


def run_all(books: Rulebooks, files: Iterable[str], now: datetime, speech: Language) -> Ran:
    """Decide every example in `files`, at its own moment or else `now`.

    Raises `FileUnreadableError`, `LineBrokenError` and what deciding raises.
    """
    ran = Ran([], [])
    for file in files:
        for number, example in _examples(file, speech):
            moment = example.at or now
            book = books.at(moment)
            decision = decide(book, example, standing=example.standing, at=moment)
            missing = tuple(
                cite for cite in example.cites if cite not in (*decision.cites, *decision.law)
            )
            if decision.outcome is example.expect and not missing:
                ran.runs.append(_run(book, example, decision, moment))
            else:
                ran.failed.append(
                    Failed(
                        file=file, line=number, expected=example.expect,
                        answered=decision.outcome, missing=missing,
                    )
                )  # fmt: skip
    return ran


def _run(book: Rulebook, example: Example, decision: Decision, at: datetime) -> Run:
    question = question_of(book, example, example.standing, at)
    own = len(book.policy.rules)
    return Run(
        outcome=decision.outcome,
        cites=decision.cites,
        owes=tuple(owed.clause for owed in decision.owes),
        exercised=frozenset(place for place in exercised(book, question) if place < own),
    )


def _examples(file: str, speech: Language) -> Iterator[tuple[int, Example]]:
    try:
        stream = Path(file).open("rb")  # noqa: SIM115 - closed below, where reading ends
    except (OSError, ValueError) as error:  # ValueError: a path with a null character
        raise FileUnreadableError(path=file, **reason_of(error)) from None
    with stream:
        for number, raw in numbered(stream):
            example = decoded(raw, Example, number, speech)
            if example.standing is not None and not is_zoned(example.standing):
                raise LineBrokenError(line=number, reason=say(NAIVE, speech))
            yield number, example
