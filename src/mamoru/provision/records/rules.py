"""Which hand-overs need a record, what it holds, how it may be made, and how long it is kept.

Pure. The law asks for one in three cases, and for none in all others:

1. APPI 29: provision to a third party by the person's consent. A provision under one of the cases
   of 27(1), by entrustment, succession or joint use (27(5)), or to a public body of 16(2), needs
   none; abroad, by the consent of 28(1), only the cases of 27(1) do without.
2. APPI 30: receipt, which the room of partners records.
3. APPI 31: information that becomes personal data only at its recipient.

The policy promises a record of every provision (clause 4, reading R12), so there is one as well
where the law needs none; and whatever was entrusted or shared is noted, so that people can see it.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Literal

import msgspec

from mamoru.law.calendar import tokyo_day
from mamoru.law.clocks import deadline
from mamoru.law.figures import clock_named
from mamoru.law.records import record_named

Way = Literal["each", "batch", "contract"]
"""How a record is made: each time, for many provisions at once, or by the contract (Rule 19)."""
Basis = Literal["law", "promise", "note"]
"""Why there is one: the law asks, the policy promised it, or people are to see what left."""
PROVISION, RELATED = "R04", "R06"
EVERY_WAY: tuple[Way, ...] = ("each", "batch", "contract")
PROMISED = (
    "provided_on", "ground", "recipient_name", "recipient_address", "recipient_representative",
    "person", "data_items",
)  # fmt: skip
"""What a record holds that the policy promises: its ground too, since it must defend that."""
EXEMPT = frozenset(["by_law", "life_body_property", "public_health", "state_function"])
"""Facts of the cases of APPI 27(1), which need no record."""
CONSENT = frozenset(["consent_prior", "foreign_consent"])
THIRD = frozenset(["third_party", "contractor", "joint_user", "successor", "state_body"])
"""Roles of those who may be third parties; the person and the agent never are."""
NO_THIRD = frozenset(["contractor", "joint_user", "successor"])
"""Roles that APPI 27(5) takes out, as far as they receive as such."""


class Need(msgspec.Struct, frozen=True, kw_only=True):
    """The record that a hand-over needs."""

    record: str
    """Its row in the law's table of records."""
    case: str
    """The case of that row; empty where it is not the law that asks."""
    basis: Basis
    article: str
    items: tuple[str, ...]
    ways: tuple[Way, ...]


def needed(
    act: str, facts: Collection[str], *, role: str, place: str | None, on: date,
    is_related: bool = False,
) -> Need:  # fmt: skip
    """Return the record that a hand-over needs, which the law, the policy or the note asks for.

    `facts` are those it relied on. Where consent is among them, it counts as made by consent,
    whatever else is claimed: a record too many harms nobody. `role` is the recipient's in the
    policy, `place` where it is, and `is_related` says that the information identifies nobody here
    and will at the recipient (APPI 31). Raises `UnknownRecordError`.
    """
    if act == "provide" and is_related and _is_third(act, facts, role, place):
        case = "related_abroad" if place == "abroad" else "related"
        return _by_law(RELATED, case, "法31(3)", on)
    if not is_related and CONSENT.intersection(facts) and _is_third(act, facts, role, place):
        return _by_law(PROVISION, "consent", "法29(1)", on)
    return Need(
        record=PROVISION, case="", basis="promise" if act == "provide" else "note", article="",
        items=PROMISED, ways=("each", "batch"),
    )  # fmt: skip


def _is_third(act: str, facts: Collection[str], role: str, place: str | None) -> bool:
    """Tell whether it goes to a third party of APPI 29 and 31, under none of their exceptions."""
    is_by_consent = bool(CONSENT.intersection(facts))
    if role not in THIRD or (EXEMPT.intersection(facts) and not is_by_consent):
        return False
    if place == "abroad" and "foreign_consent" in facts:
        return True
    if role == "state_body":
        return place == "abroad"  # APPI 16(2) names bodies of Japan
    return act == "provide" and not (role in NO_THIRD and "succession" in facts)


def _by_law(record: str, case: str, article: str, on: date) -> Need:
    row = record_named(record, on)
    found = row.cases[case]
    return Need(
        record=record, case=case, basis="law", article=f"{article}, {found.article}",
        items=found.items, ways=EVERY_WAY,
    )  # fmt: skip


def keep_until(record: str, way: Way, *, made_at: datetime, last_at: datetime) -> datetime:
    """Return the first instant at which keeping may end (Rules 21 and 29).

    A record made each time counts from when it was made; one for many provisions, or a contract in
    its place, from the last of them.
    """
    on = tokyo_day(last_at)
    clock = clock_named(record_named(record, on).clocks[way], on)
    return deadline(clock, made_at if clock.event == "record_made" else last_at)
