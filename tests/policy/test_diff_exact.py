"""The changes of a difference cover what differs: no handling more, none fewer, none idle."""

from collections import Counter
from random import Random
from typing import Any

import pytest
from tests.policy.edits import Edit, book, edited, questions, text_of, variant
from tests.policy.naive_difference import Pair, disagreement, near, points, truths
from tests.policy.pick import Pick
from tests.policy.random_policies import TEXT, policy, to_yaml, vocabulary

from mamoru.policy.diff.difference import Difference, Direction, difference
from mamoru.policy.errors import PolicyFileError

SHARE = "data: [registration, supplied, partner_supplied, observed]"
NEW_CASE = """\
      "[n]":
        ja: 新
        en: new
        is: [minor_change]
      "[visible]":
"""
EDITS: dict[str, tuple[str, tuple[Edit, ...]]] = {
    "wider and narrower joint use": (
        "kusavee", ((SHARE, "data: [registration, supplied, observed, behaviour]"),)
    ),
    "a new case that lifts a ban": (
        "kusavee",
        (('      "[visible]":\n', NEW_CASE),),
    ),
    "a ban that no longer reaches joint use": (
        "kusavee", (("never: [use, share, entrust]", "never: [use, entrust]"),)
    ),
    "a new party": (
        "kusavee",
        (("parties:\n", "parties:\n  bank: {ja: 銀行, en: Bank, role: third_party}\n"),),
    ),
    "another time to answer": ("kusavee", (("within: disclosure_reply", "within: P30D"),)),
    "a purpose of another kind": ("kusavee", (("kind: statistics", "kind: marketing"),)),
    "a place of the recipient": (
        "shop", (("        place: [JP, designated]\n", "        place: [JP]\n"),)
    ),
    "everyone is bound": ("shop", (("binds: those_who_agreed", "binds: everyone"),)),
}  # fmt: skip


def compared(
    pair: Pair, found: Difference, random: Random, count: int, *, each: int
) -> Counter[str]:
    """Hold a difference against its definition; return how often each direction was true."""
    changes = [one for one in found.changes if one.values or one.owed is None]
    acts = {act for one in changes for act in one.values.get("act", ())} or {"use", "provide"}
    sample = list(points(pair, random, count, sorted(map(str, acts))))
    for change in changes:
        sample += near(pair, change, random, each)
    seen: Counter[str] = Counter()
    for point in sample:
        seen.update(direction for direction, _ in truths(pair, point))
        assert (problem := disagreement(pair, changes, point)) is None, problem
    return seen


@pytest.mark.parametrize("block", range(2))
def test_the_changes_between_random_policies_are_exactly_what_differs(block: int) -> None:
    seen: Counter[str] = Counter()
    for seed in range(block * 15, block * 15 + 15):
        document = policy(Pick.seeded(seed))
        texts = [to_yaml(one) for one in (document, variant(document, Pick.seeded(seed + 1000)))]
        try:
            old, new = (book(text, with_law=False) for text in texts)
        except PolicyFileError:  # a clause that others need is gone
            continue
        pair = questions(*texts, with_law=False)
        random = Random(seed)  # noqa: S311 - an example, not a secret
        seen += compared(pair, difference(old, new), random, 24, each=6)
    assert all(seen[direction] > 5 for direction in Direction), seen


@pytest.mark.parametrize("name", EDITS)
def test_the_changes_between_versions_of_a_shipped_policy_are_exactly_what_differs(
    name: str,
) -> None:
    shipped, edits = EDITS[name]
    texts = (text_of(shipped), edited(shipped, *edits))
    found = difference(*map(book, texts))

    seen = compared(questions(*texts), found, Random(7), 60, each=120)  # noqa: S311 - an example

    assert seen.keys() == {one.direction for one in found.changes}


@pytest.mark.parametrize("name", EDITS)
def test_no_change_is_idle(name: str) -> None:
    shipped, edits = EDITS[name]
    texts = (text_of(shipped), edited(shipped, *edits))
    pair, random = questions(*texts), Random(3)  # noqa: S311 - an example

    for change in difference(*map(book, texts)).changes:
        assert any(
            change.direction in {direction for direction, _ in truths(pair, point)}
            for point in near(pair, change, random, 2000)
        ), change


@pytest.mark.parametrize("name", EDITS)
def test_one_edit_takes_few_sentences(name: str) -> None:
    shipped, edits = EDITS[name]

    found = difference(*map(book, (text_of(shipped), edited(shipped, *edits))))

    assert 1 <= len(found.changes) <= 6


@pytest.mark.parametrize("name", EDITS)
def test_the_way_back_turns_every_change_round(name: str) -> None:
    shipped, edits = EDITS[name]
    old, new = map(book, (text_of(shipped), edited(shipped, *edits)))
    turned = {
        Direction.WIDENED: Direction.NARROWED,
        Direction.NARROWED: Direction.WIDENED,
        Direction.DUTY_ADDED: Direction.DUTY_REMOVED,
        Direction.DUTY_REMOVED: Direction.DUTY_ADDED,
    }

    there, back = difference(old, new).changes, difference(new, old).changes

    assert sorted((turned[one.direction], one.clauses, one.facts) for one in there) == sorted(
        (one.direction, one.clauses, one.facts) for one in back
    )


def small(*, always: bool = False, **sentence: Any) -> str:
    """Return a policy of one clause; what is noted identifies always, or only maybe."""
    document = vocabulary()
    del document["readings"]
    kind = "always" if always else "maybe"
    document["data"]["all"]["kinds"]["notes"]["identifies"] = kind
    document["clauses"] = {"1": {"title": TEXT, **TEXT, **sentence}}
    return to_yaml(document)


def told_exactly(old: str, new: str) -> Difference:
    found = difference(book(old, with_law=False), book(new, with_law=False))
    pair = questions(old, new, with_law=False)
    compared(pair, found, Random(5), 200, each=200)  # noqa: S311 - an example
    return found


def test_of_facts_that_forbid_the_one_is_named_that_others_imply() -> None:
    refusals = {"a": {**TEXT, "is": "consent"}, "b": {**TEXT, "is": "foreign_consent"}}
    new = small(on_request=["disclose"], refuse_when=refusals)

    found = told_exactly(small(may=["use"], data="card"), new)

    [widened] = [one for one in found.changes if one.direction is Direction.WIDENED]
    assert widened.unless == ("consent",)
    assert widened.en.endswith("except with the person's consent).")


def test_what_always_identifies_now_is_compared_as_it_is_decided() -> None:
    badge: dict[str, Any] = {"may": ["use"], "data": "notes", "is": "badge"}
    by_law = {**badge, "is": "by_law"}
    old, new = small(**badge, identifying=False), small(**by_law, identifying=True, always=True)

    found = told_exactly(old, new)

    [narrowed] = [one for one in found.changes if one.direction is Direction.NARROWED]
    assert (narrowed.facts, narrowed.also_by) == (("badge",), ("1",))
