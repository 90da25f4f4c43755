"""What is asked of a random policy: handlings, and the people they are about."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from tests.policy.oracle_words import read_words
from tests.policy.pick import Pick
from tests.policy.random_policies import ACTS, FACTS, Node

from mamoru.policy.handling import Consent, Handling, Standing
from mamoru.policy.words import PLACES, RESIDENCES

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
"""The moment of every question: noon in Japan."""


def facts_named(node: Any) -> set[str]:
    """Return every fact that some rule of the document asks for."""
    if isinstance(node, list):
        return {fact for item in node for fact in facts_named(item)}
    if not isinstance(node, dict):
        return set()
    stated = node.get("is", [])
    found = set(stated if isinstance(stated, list) else [stated]) & set(FACTS)
    if node.get("when") == "before":
        found.add(node["do"])
    if "on_request" in node:
        found |= {"request", "identity_verified"}
    return found | {fact for item in node.values() for fact in facts_named(item)}


@st.composite
def handlings(draw: st.DrawFn, document: Node) -> Handling:
    """Draw a handling over the words of a document, claims with and without evidence included."""
    return handling(Pick.drawing(draw), document)


@st.composite
def standings(draw: st.DrawFn, document: Node) -> Standing:
    """Draw a person: consents of every scope and age, wishes, suspensions."""
    return standing(Pick.drawing(draw), document)


def handling(pick: Pick, document: Node) -> Handling:
    """Make a handling; now and then one attribute has a word that nobody knows."""
    words = read_words(document)
    stated: dict[str, Any] = {
        "act": pick.one([*ACTS * 4, "publish"]),
        "data": None if pick.once_in(20) else pick.one(sorted(words.leaves)),
        "sensitive": maybe(pick, words.sensitive),
        "identifying": pick.once_in(2),
        "purpose": maybe(pick, words.purposes),
        "source": maybe(pick, ("person", "partner", "module", "automatic")),
        "recipient": maybe(pick, words.parties),
        "actor": pick.one(["company"] * 6 + ["shop", "bank", None]),
        "whose": maybe(pick, words.people),
        "place": maybe(pick, PLACES),
        "residence": maybe(pick, RESIDENCES),
        "grounds": grounds(pick, document),
    }
    if pick.once_in(12):
        attribute = pick.one([name for name in stated if name != "identifying"])
        stated[attribute] = {"mystery": "shown"} if attribute == "grounds" else "mystery"
    return Handling(**stated)


def maybe(pick: Pick, words: Iterable[str]) -> str | None:
    """Choose a word, or state none."""
    known = sorted(words)
    return pick.one(known) if known and not pick.once_in(4) else None


def grounds(pick: Pick, document: Node) -> dict[str, str | None]:
    """Claim some of the facts that the document asks for, mostly with evidence."""
    facts = facts_named(document["clauses"]) | facts_named(document.get("overlays", {}))
    levels = {fact: pick.below(4) for fact in sorted(facts)}
    return {fact: None if level == 1 else "shown" for fact, level in levels.items() if level}


def standing(pick: Pick, document: Node) -> Standing:
    """Make a person."""
    words = read_words(document)
    return Standing(
        consents=tuple(consent(pick, document) for _ in range(pick.below(3))),
        opted_in=frozenset(pick.some(sorted(words.purposes), 0, 3)),
        use_suspended=pick.once_in(4),
        provision_suspended=pick.once_in(4),
        left=pick.once_in(4),
        retention_over=pick.once_in(4),
        birth_date=pick.one([None, date(1990, 1, 1), date(2019, 5, 5)]),
        agreed=pick.once_in(2),
        whose=pick.one([None, None, *sorted(words.people)]),
        residence=pick.one([None, None, "JP", "EEA"]),
    )


def consent(pick: Pick, document: Node) -> Consent:
    """Make a consent, with boundaries at the very moment of the question."""
    words = read_words(document)
    ends = (None, None, None, NOON - timedelta(days=9), NOON, NOON + timedelta(days=9))
    return Consent(
        given_at=pick.one([NOON - timedelta(days=30), NOON, NOON + timedelta(days=1)]),
        withdrawn_at=pick.one(ends),
        expires_at=pick.one(ends),
        purpose=seldom(pick, words.purposes),
        recipient=maybe(pick, words.parties),
        data=seldom(pick, [*words.leaves, "all", "traces"]),
        sensitive=maybe(pick, words.sensitive),
        foreign=pick.once_in(2),
        by_guardian=pick.once_in(2),
        reference="c1",
    )


def seldom(pick: Pick, words: Iterable[str]) -> str | None:
    """Choose a word once in three times."""
    known = sorted(words)
    return pick.one(known) if known and pick.once_in(3) else None
