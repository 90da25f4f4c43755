"""The facts that a person's own state brings to a decision."""

from collections.abc import Iterator
from datetime import date, datetime

from mamoru.policy.handling import Consent, Handling, Standing
from mamoru.policy.moment import check_zoned, tokyo_day
from mamoru.policy.refusals import ends
from mamoru.policy.rulebook import Rulebook, by_nature


def person_facts(
    book: Rulebook, handling: Handling, standing: Standing, at: datetime
) -> frozenset[str]:
    """Return the facts that hold because of who the person is and what they chose.

    Raises `NaiveTimeError` for a moment without its zone, and `FarTimeError`.
    """
    check_zoned(at)
    facts = {
        name
        for name in ("use_suspended", "provision_suspended", "left", "retention_over", "agreed")
        if getattr(standing, name)
    }
    if handling.purpose in standing.opted_in:
        facts.add("opted_in")
    if standing.birth_date and age(standing.birth_date, tokyo_day(at)) < book.law.guardian_age:
        facts.add("minor")
    for consent in covering(book, standing, handling, at):
        facts |= facts_of(consent)
    return frozenset(facts)


def covering(
    book: Rulebook, standing: Standing, handling: Handling, at: datetime
) -> Iterator[Consent]:
    """Yield the consents that stand at `at`, take in `handling`, and were not refused since."""
    meant = by_nature(book, handling) if standing.refusals else handling
    for consent in standing.consents:
        check_zoned(consent.given_at, consent.withdrawn_at, consent.expires_at)
        if covers(book, consent, handling, at) and not any(
            ends(book.policy, refusal, consent, meant) for refusal in standing.refusals
        ):
            yield consent


def facts_of(consent: Consent) -> set[str]:
    """Return the facts that hold where `consent` covers a handling."""
    facts = {"consent", "consent_prior"}
    if consent.foreign:
        facts.add("foreign_consent")
    if consent.by_guardian:
        facts.add("guardian_consent")
    return facts


def covers(book: Rulebook, consent: Consent, handling: Handling, at: datetime) -> bool:
    """Return whether `consent` stands at `at` and its scope takes in `handling`.

    A part of the scope that is not stated means any, with two exceptions: a kind of sensitive
    information and the recipient of a provision must be named (APPI 20(2), 27(1)).
    """
    handling = by_nature(book, handling)
    if handling.act == "provide" and consent.recipient is None:
        return False
    if handling.sensitive is not None and consent.sensitive is None:
        return False
    return (
        consent.given_at <= at
        and not (consent.withdrawn_at and consent.withdrawn_at <= at)
        and not (consent.expires_at and consent.expires_at <= at)
        and consent.purpose in (None, handling.purpose)
        and consent.recipient in (None, handling.recipient)
        and consent.sensitive in (None, handling.sensitive)
        and _covers_data(book, consent.data, handling.data)
    )


def _covers_data(book: Rulebook, agreed: str | None, handled: str | None) -> bool:
    if agreed is None or agreed == handled:
        return True
    return handled in book.policy.groups.get(agreed, frozenset())


def age(born: date, on: date) -> int:
    """Return the age in full years on the day `on`."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
