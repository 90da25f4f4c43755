"""The list of external transmissions (電気通信事業法 27条の12, 施行規則 22条の2の28–29).

For each module that sends: what is sent, to whom, and what both sides use it for.
"""

from datetime import date

import msgspec

from mamoru.policy.words import Word
from mamoru.tag.configuration import Configuration, Destination


class Both(msgspec.Struct, frozen=True, kw_only=True):
    """A text in both languages."""

    ja: str
    en: str


class Transmission(msgspec.Struct, frozen=True, kw_only=True):
    """One module, and everything that people are told of it."""

    id: str
    module: str
    service_name: Both
    recipient_legal_name: Both
    recipient_country: str
    recipient_country_name: Both
    info_items: tuple[Both, ...]
    sender_purpose: Both
    recipient_purpose: Both
    policy_url: str
    opt_out_url: str | None
    needs_consent_for: Both | None
    """The purpose that must be allowed before anything is sent."""
    necessary_because: Both | None
    cookies: tuple[str, ...]
    hosts: tuple[str, ...]
    since: date
    until: date | None
    is_in_use: bool


def transmissions(configuration: Configuration, day: date) -> tuple[Transmission, ...]:
    """Return every module that was configured; `is_in_use` says of each how it is on `day`."""
    return tuple(_row(configuration, one, day) for one in configuration.destinations)


def _row(configuration: Configuration, one: Destination, day: date) -> Transmission:
    purpose = configuration.purpose(one.purpose) if one.purpose else None
    return Transmission(
        id=one.id,
        module=one.module,
        service_name=_both(one.service),
        recipient_legal_name=_both(one.recipient),
        recipient_country=one.country.code,
        recipient_country_name=_both(one.country.name),
        info_items=tuple(_both(item) for item in one.sends),
        sender_purpose=_both(one.sender_purpose),
        recipient_purpose=_both(one.recipient_purpose),
        policy_url=one.policy,
        opt_out_url=one.opt_out,
        needs_consent_for=_both(purpose.name) if purpose else None,
        necessary_because=_both(one.necessary) if one.necessary else None,
        cookies=one.cookies,
        hosts=one.hosts,
        since=one.since,
        until=one.until,
        is_in_use=one.is_sent_on(day),
    )


def _both(word: Word) -> Both:
    return Both(ja=word.ja, en=word.en)
