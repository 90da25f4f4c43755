"""Compares the compiler with the slow evaluator, point by point; `make soak` does it to the end."""

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from itertools import islice, product
from pathlib import Path

import msgspec
import yaml
from tests.policy.domain import domain
from tests.policy.oracle import OracleAnswer, Question

from mamoru.law.book import Rulebooks
from mamoru.law.figures import parameter
from mamoru.policy.decide import decide
from mamoru.policy.handling import Decision, Handling, NearMiss, Standing
from mamoru.policy.load import load
from mamoru.policy.rulebook import LawVersion, Rulebook, compile_rules
from mamoru.policy.words import ACTS

POLICIES = Path(__file__).parents[2] / "policies"
NAMES = ("kusavee", "clinic", "shop")
NOON = datetime(2026, 11, 23, 3, tzinfo=UTC)
LAW = {
    part: content
    for name in ("table.yaml", "clocks.yaml")
    for part, content in yaml.safe_load(
        files("mamoru.law").joinpath(name).read_text("utf8")
    ).items()
}
"""The law's table, and beside it what the file of clocks holds."""
FIGURES = {"rules": {}, "parameters": LAW["parameters"]}
"""The law without its articles: who is young is one of its figures."""
AGE = LawVersion(guardian_age=parameter("guardian_age", NOON.date()))
"""The same for the compiler."""


@lru_cache
def both(name: str, *, with_law: bool) -> tuple[Question, Rulebook]:
    """Return one policy as the slow evaluator and as the compiler read it."""
    raw = (POLICIES / f"{name}.yaml").read_bytes()
    policy = load(raw)
    question = Question(yaml.safe_load(raw), LAW if with_law else FIGURES, NOON)
    return question, Rulebooks(policy).at(NOON) if with_law else compile_rules(policy, law=AGE)


def unordered(decision: Decision) -> OracleAnswer:
    """Return a decision in the slow evaluator's form."""
    return OracleAnswer(
        outcome=decision.outcome,
        cites=frozenset(decision.cites),
        law=frozenset(decision.law),
        readings=frozenset(decision.readings),
        needs=frozenset(decision.needs),
        owes=frozenset(decision.owes),
        near=frozenset(NearMiss(one.clause, tuple(sorted(one.lacks))) for one in decision.near),
        unknown=frozenset(decision.unknown),
    )


def disagreement(
    question: Question, book: Rulebook, handling: Handling, standing: Standing
) -> str | None:
    """Return what the two say differently about one handling."""
    # The memory of earlier answers would hide a wrong one, and is compared by its own test.
    slow = question.answer(handling, standing)
    fast = unordered(decide(book, handling, standing=standing, at=question.at))
    if slow == fast:
        return None
    return f"{msgspec.to_builtins(handling)} {standing}\nslow: {slow}\nfast: {fast}"


def disagreements(
    name: str, act: str, *, with_law: bool, limit: int = 729, step: int = 1
) -> Iterator[tuple[int, str | None]]:
    """Walk through the domain of one act; yield the number of each point and what differs.

    With a `step`, only each of so many points is asked.
    """
    question, book = both(name, with_law=with_law)
    points = enumerate(domain(question, acts=[act], limit=limit), 1)
    for number, point in islice(points, 0, None, step):
        yield number, disagreement(question, book, point.handling, point.standing)


def compared(name: str, act: str) -> tuple[int, str | None]:
    """Walk through the whole domain of one act up to the first difference; return both."""
    points = 0
    for points, differs in disagreements(name, act, with_law=True):
        if differs:
            return points, differs
    return points, None


def main() -> int:
    """Compare all policies with the law, exhaustively; print the count and the first difference.

    Each core takes an act of a policy at a time: together they are four hours of one.
    """
    total = 0
    names, acts = zip(*product(NAMES, ACTS), strict=True)
    with ProcessPoolExecutor() as pool:
        answers = pool.map(compared, names, acts)
        for name, act, (points, differs) in zip(names, acts, answers, strict=True):
            if differs:
                pool.shutdown(wait=False, cancel_futures=True)
                print(name, differs)
                return 1
            total += points
            print(f"{name} {act}: {points} points agree", flush=True)
    print(f"{total} points agree")
    return 0


if __name__ == "__main__":
    sys.exit(main())
