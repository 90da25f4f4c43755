"""What of a person's choices stands at one moment."""

from collections.abc import Sequence
from datetime import datetime

from mamoru.consent import queries
from mamoru.consent.choices import Choices, Kind, Source
from mamoru.consent.queries import Row
from mamoru.policy.handling import Consent, Refusal


def standing(person: int, *, now: datetime) -> Choices:
    """Return the choices the person made until `now`, by one statement.

    What was chosen or withdrawn later is not seen, so that a past moment can be decided again.
    """
    return _standing([row for row in queries.of_person(person) if row.made_at <= now], now)


def standing_now(rows: Sequence[Row], *, now: datetime) -> Choices:
    """Return what stands of all that one person chose, where `now` is the present moment.

    What is on record has happened, even if the clock was put back since then: a withdrawal that
    seems to lie ahead holds all the same.
    """
    return _standing([row._replace(made_at=min(row.made_at, now)) for row in rows], now)


def _standing(rows: Sequence[Row], now: datetime) -> Choices:
    withdrawn = {row.withdraws: row.made_at for row in rows if row.withdraws is not None}
    stands = [row for row in rows if row.reference not in withdrawn and _unexpired(row, now)]
    agreements = [row.choice for row in stands if row.choice.kind is Kind.AGREEMENT]
    return Choices(
        consents=tuple(
            _consent(row, withdrawn.get(row.reference), order)
            for order, row in enumerate(rows)
            if row.choice.kind is Kind.CONSENT
        ),
        refusals=tuple(
            _refusal(row, withdrawn.get(row.reference), order)
            for order, row in enumerate(rows)
            if row.choice.kind is Kind.REFUSAL
        ),
        opted_in=_opted_in(rows, {row.reference for row in stands}),
        agreed=bool(agreements),
        agreed_versions=tuple(one.notice_version for one in agreements if one.notice_version),
    )


def _opted_in(rows: Sequence[Row], stands: set[str]) -> frozenset[str]:
    """Return the purposes whose opt-in stands and was not refused since."""
    found: set[str] = set()
    for row in rows:
        one = row.choice
        if one.kind is Kind.OPT_IN and one.purpose is not None and row.reference in stands:
            found.add(one.purpose)
        elif one.kind is Kind.REFUSAL and one.is_whole:
            found = found - {one.purpose} if one.purpose else set()
    return frozenset(found)


def _unexpired(row: Row, now: datetime) -> bool:
    return row.choice.expires_at is None or now < row.choice.expires_at


def _refusal(row: Row, withdrawn_at: datetime | None, order: int) -> Refusal:
    choice = row.choice
    return Refusal(
        given_at=row.made_at,
        withdrawn_at=withdrawn_at,
        expires_at=choice.expires_at,
        purpose=choice.purpose,
        recipient=choice.recipient,
        data=choice.data,
        sensitive=choice.sensitive,
        is_signal=choice.source is not Source.PERSON,
        reference=row.reference,
        order=order,
    )


def _consent(row: Row, withdrawn_at: datetime | None, order: int) -> Consent:
    choice = row.choice
    return Consent(
        given_at=row.made_at,
        withdrawn_at=withdrawn_at,
        expires_at=choice.expires_at,
        purpose=choice.purpose,
        recipient=choice.recipient,
        data=choice.data,
        sensitive=choice.sensitive,
        foreign=choice.foreign,
        by_guardian=choice.by_guardian,
        reference=row.reference,
        order=order,
    )
