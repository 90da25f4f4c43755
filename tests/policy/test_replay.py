"""A replay tells what deciding every handling anew, one by one, tells."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import msgspec
import numpy as np
import pytest
from bench.handlings import POLICIES, mixed, read

from mamoru.law.book import Rulebooks
from mamoru.policy.decide import decide
from mamoru.policy.evidence import is_evidence
from mamoru.policy.handling import Decision, Handling, Outcome
from mamoru.policy.moment import tokyo_day
from mamoru.policy.question import Question, answer, answer_all
from mamoru.policy.replay.again import replay
from mamoru.policy.replay.found import Replay
from mamoru.policy.replay.past import Handlings, Past
from mamoru.policy.replay.people import Members
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.together import together

REFERENCE = (POLICIES / "kusavee.yaml").read_text(encoding="utf-8")
NOW = Rulebooks(read(REFERENCE.encode()))
BEGIN = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
"""Half an hour before midnight in Japan."""
DRAFTS = {
    "other facts": [("is: [by_law]", "is: [succession]"), ("is: [consent_prior]", "is: [by_law]")],
    "other duties": [("do: record_provision", "do: record_receipt")],
}


def draft(*changes: tuple[str, str]) -> Rulebooks:
    text = REFERENCE
    for before, now in changes:
        assert before in text
        text = text.replace(before, now)
    return Rulebooks(read(text.encode()))


def asked(handling: Handling) -> Question:
    """Return a handling as a question, the facts told apart."""
    shown = {fact for fact, reference in handling.grounds.items() if is_evidence(reference)}
    return Question(
        handling=msgspec.structs.replace(handling, grounds={}),
        held=tuple(sorted(shown)),
        claimed=tuple(sorted(set(handling.grounds) - shown)),
    )


def known(book: Rulebook, count: int, seed: int) -> list[Question]:
    """Return questions whose words the policy knows, the facts as an asker may claim them."""
    found = [
        asked(one)
        for one in mixed(book, count, seed)
        if decide(book, one).outcome is not Outcome.NOT_COVERED
        and all(book.claimable[fact] for fact in one.grounds)
    ]
    assert len(found) > count / 2
    return found


class Log:
    """A random past: some questions, and who was asked about when."""

    def __init__(self, seed: int, rows: int = 3000) -> None:
        rng = Random(seed)  # noqa: S311 - an example, not a secret
        book = NOW.at(BEGIN)
        questions = known(book, 300, seed)
        groups = [tuple(rng.sample(questions, rng.choice([1, 1, 2]))) for _ in range(200)]
        self.pasts = [past(book, group) for group in groups]
        self.pasts += [
            Past(questions=(), outcome=Outcome.ALLOW, is_by_text=False),
            Past(questions=(), outcome=Outcome.ALLOW),
            Past(questions=groups[0], outcome=Outcome.NOT_COVERED, has_unsaid=True),
        ]
        self.rows = [
            (
                rng.randrange(len(self.pasts)),
                BEGIN + timedelta(minutes=at),
                rng.choice([0, *range(1, 40)]),
            )
            for at in range(rows)
        ]
        self.sets = {at: {rng.randrange(1, 60) for _ in range(5)} for at in range(0, rows, 7)}
        for at in self.sets:
            self.rows[at] = (self.rows[at][0], self.rows[at][1], 0)

    def handlings(self) -> Handlings:
        return Handlings(
            past=np.array([row[0] for row in self.rows], dtype=np.uint32),
            at=np.array([int(row[1].timestamp()) for row in self.rows], dtype=np.int64),
            subject=np.array([row[2] for row in self.rows], dtype=np.uint64),
            count=np.array([2] * len(self.rows), dtype=np.int64),
            is_set=np.array([at in self.sets for at in range(len(self.rows))], dtype=np.uint8),
        )

    def several(self, rows: Any) -> Members:
        pairs = [(at, who) for at in rows.tolist() for who in sorted(self.sets[at])]
        return (
            np.array([at for at, _ in pairs], dtype=np.intp),
            np.array([who for _, who in pairs], dtype=np.uint64),
        )


def past(book: Rulebook, questions: tuple[Question, ...]) -> Past:
    one = answer_all(book, questions)
    return Past(
        questions=questions, outcome=one.outcome, cites=one.cites, law=one.law, owes=one.owes
    )


def naive(log: Log, books: Rulebooks) -> dict[Any, Any]:
    """Decide every handling by itself, and gather what changes with plain dictionaries."""
    flips: dict[Any, list[int]] = defaultdict(list)
    owed: Counter[Any] = Counter()
    for at, (place, moment, _) in enumerate(log.rows):
        one = log.pasts[place]
        if not one.questions or one.has_unsaid:
            continue
        now = together([again(books.at(moment), question) for question in one.questions])
        before = {(duty.clause, duty.duty, duty.evidence) for duty in one.owes or ()}
        after = {(duty.clause, duty.duty, duty.evidence) for duty in now.owes}
        owed.update((*duty, "owed") for duty in after - before)
        owed.update((*duty, "dropped") for duty in before - after)
        if now.outcome is not one.outcome:
            by = one.cites or one.law, now.cites or now.law
            flips[one.outcome, now.outcome, *by].append(at)
    people = {key: {who for at in rows for who in those(log, at)} for key, rows in flips.items()}
    return {
        "flips": {
            key: (
                len(rows),
                len(people[key]),
                sum(2 for at in rows if not log.rows[at][2] and at not in log.sets),
                min(tokyo_day(log.rows[at][1]) for at in rows),
                max(tokyo_day(log.rows[at][1]) for at in rows),
            )
            for key, rows in flips.items()
        },
        "people": len(set().union(*people.values())) if people else 0,
        "duties": dict(owed),
        "rows": flips,
    }


def those(log: Log, at: int) -> set[int]:
    return log.sets[at] if at in log.sets else {log.rows[at][2]} - {0}


def again(book: Rulebook, question: Question) -> Decision:
    """Decide as if it were asked now, with a reference for each fact that held."""
    grounds: dict[str, str | None] = dict.fromkeys(question.claimed)
    grounds |= dict.fromkeys(question.held, "shown:1")
    return decide(book, msgspec.structs.replace(question.handling, grounds=grounds))


def told(found: Replay) -> dict[str, Any]:
    duties = {}
    for one in found.duties:
        for kind in ("owed", "dropped"):
            if count := getattr(one, kind):
                duties[one.clause, one.duty, one.evidence, kind] = count
    return {
        "flips": {
            (one.before, one.now, one.decided_by, one.would_decide): (
                one.handlings, one.people, one.unnamed, one.first, one.last,
            )
            for one in found.flips
        },
        "people": found.people,
        "duties": duties,
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("changes", ["other facts", "other duties"])
def test_a_replay_tells_what_deciding_one_by_one_tells(seed: int, changes: str) -> None:
    log, books = Log(seed), draft(*DRAFTS[changes])

    found = replay(log.pasts, log.handlings(), lambda day: books.at(noon(day)), log.several)

    expected = naive(log, books)
    rows = expected.pop("rows")
    assert told(found) == expected
    assert (bool(found.flips), bool(found.duties)) == (changes == "other facts", True)
    for one in found.flips:
        key = one.before, one.now, one.decided_by, one.would_decide
        assert one.example == rows[key][0]
        assert one.question in log.pasts[log.rows[one.example][0]].questions
        assert answer(books.at(BEGIN), one.question).outcome is one.now


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)


def test_the_policy_in_force_changes_nothing() -> None:
    log = Log(7)

    found = replay(log.pasts, log.handlings(), lambda day: NOW.at(noon(day)), log.several)

    assert (found.flips, found.duties, found.uncovered, found.people) == ((), (), (), 0)
    assert (found.first, found.last) == (None, None)


def test_what_cannot_be_decided_again_is_counted_by_its_reason() -> None:
    log = Log(8)
    places = Counter(row[0] for row in log.rows)

    found = replay(log.pasts, log.handlings(), lambda day: NOW.at(noon(day)), log.several)

    left = found.undecided
    assert (left.door, left.older, left.unsaid) == (places[200], places[201], places[202])
    assert left.door > 0
    assert found.decided == len(log.rows) - left.door - left.older - left.unsaid


def test_words_that_a_draft_has_no_longer_are_named() -> None:
    question = Question(
        handling=Handling(act="use", data="registration", purpose="2(1)a"), held=("own_fact",)
    )
    pasts = [past(NOW.at(BEGIN), (question,))]
    one = Handlings(
        past=np.zeros(3, dtype=np.uint32), at=np.full(3, int(BEGIN.timestamp()), dtype=np.int64),
        subject=np.arange(1, 4, dtype=np.uint64), count=np.ones(3, dtype=np.int64),
        is_set=np.zeros(3, dtype=np.uint8),
    )  # fmt: skip
    shop = Rulebooks(read((POLICIES / "shop.yaml").read_bytes()))
    pasts = [msgspec.structs.replace(pasts[0], outcome=Outcome.ALLOW)]

    found = replay(pasts, one, lambda day: shop.at(noon(day)))

    assert {(word.attribute, word.word, word.handlings) for word in found.uncovered} == {
        ("data", "registration", 3), ("purpose", "2(1)a", 3), ("grounds", "own_fact", 3),
    }  # fmt: skip
    assert [(flip.before, flip.now, flip.people) for flip in found.flips] == [
        (Outcome.ALLOW, Outcome.NOT_COVERED, 3)
    ]


def test_the_law_is_that_of_the_day_of_the_handling() -> None:
    seen: list[date] = []

    def book_of(day: date) -> Rulebook:
        seen.append(day)
        return NOW.at(noon(day))

    log = Log(9, rows=31)
    replay(log.pasts, log.handlings(), book_of, log.several)

    assert seen == [date(2026, 11, 20), date(2026, 11, 21)]


def test_nothing_on_record_is_nothing_to_flip() -> None:
    nothing = Handlings(
        past=np.empty(0, dtype=np.uint32), at=np.empty(0, dtype=np.int64),
        subject=np.empty(0, dtype=np.uint64), count=np.empty(0, dtype=np.int64),
        is_set=np.empty(0, dtype=np.uint8),
    )  # fmt: skip

    found = replay([], nothing, lambda day: NOW.at(noon(day)))

    assert (found.handlings, found.flipped, found.flips) == (0, 0, ())
