"""Which facts hold and which are claimed: paragraph 2. One part of the oracle; see `oracle.py`."""

from dataclasses import dataclass
from datetime import datetime

from tests.policy.oracle_law import TOKYO
from tests.policy.oracle_rules import Rule
from tests.policy.oracle_words import Words

from mamoru.policy.handling import Consent, Handling, Standing
from mamoru.policy.words import IMPLIES


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What holds, and what at least is claimed."""

    held: frozenset[str]
    claimed: frozenset[str]

    def missing(self, rule: Rule) -> frozenset[str]:
        """Facts of the rule that do not hold."""
        return rule.facts - self.held

    def unclaimed(self, rule: Rule) -> frozenset[str]:
        """Facts of the rule that neither hold nor are claimed."""
        return rule.facts - self.held - self.claimed


def facts_of(
    words: Words, handling: Handling, standing: Standing, at: datetime, age_of_consent: int
) -> Facts:
    """Gather facts from the asker, from the person's state, and from what they imply."""
    # AMBIGUITY: a fact of the person is not even claimed when the asker names it.
    asked = {
        fact: reference
        for fact, reference in handling.grounds.items()
        if fact in words.facts and words.facts[fact].origin != "person"
    }
    held = {fact for fact, reference in asked.items() if "".join((reference or "").split())}
    held |= state_of_person(handling, standing, at, age_of_consent)
    for consent in standing.consents:
        if stands(consent, at) and covers(words, consent, handling):
            held |= given_with(consent)
    owed = {fact for fact, word in words.facts.items() if word.origin == "owed"}
    claimed = set(asked) | owed
    if words.binds_those_who_agreed:  # paragraph 7
        claimed.add("agreed")
    return Facts(held=with_implied(held), claimed=with_implied(claimed))


def with_implied(facts: set[str]) -> frozenset[str]:
    """Add what the facts carry."""
    return frozenset(facts | {IMPLIES[fact] for fact in facts if fact in IMPLIES})


def state_of_person(
    handling: Handling, standing: Standing, at: datetime, age_of_consent: int
) -> set[str]:
    """Facts that the person's own state has, consents apart."""
    state = {
        # AMBIGUITY: opting in to a group of purposes is not opting in to those in it.
        "opted_in": handling.purpose is not None and handling.purpose in standing.opted_in,
        "agreed": standing.agreed,
        "use_suspended": standing.use_suspended,
        "provision_suspended": standing.provision_suspended,
        "left": standing.left,
        "retention_over": standing.retention_over,
        "minor": is_younger(standing, at, age_of_consent),
    }
    return {fact for fact, is_so in state.items() if is_so}


def is_younger(standing: Standing, at: datetime, age: int) -> bool:
    """Tell whether the person is under that age on that day in Japan; without birth date, not."""
    if standing.birth_date is None:
        return False
    today, born = at.astimezone(TOKYO).date(), standing.birth_date
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return years < age


def stands(consent: Consent, at: datetime) -> bool:
    """Tell whether it was given by then, and is neither withdrawn nor expired at that moment."""
    return (
        consent.given_at <= at
        and (consent.withdrawn_at is None or at < consent.withdrawn_at)
        and (consent.expires_at is None or at < consent.expires_at)
    )


def covers(words: Words, consent: Consent, handling: Handling) -> bool:
    """Tell whether each part of its scope that is stated is the handling's."""
    above = words.leaves.get(handling.data or "", frozenset())
    # AMBIGUITY: only a category covers what is below it; a group of purposes covers nothing.
    return (
        (consent.purpose is None or consent.purpose == handling.purpose)
        and (consent.recipient is None or consent.recipient == handling.recipient)
        and (consent.data is None or consent.data in above)
        and (consent.sensitive == handling.sensitive)
        and (handling.act != "provide" or consent.recipient is not None)
    )


def given_with(consent: Consent) -> set[str]:
    """Facts that one consent on record is."""
    facts = {"consent", "consent_prior"}
    if consent.foreign:
        facts.add("foreign_consent")
    if consent.by_guardian:
        facts.add("guardian_consent")
    return facts
