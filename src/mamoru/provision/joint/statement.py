"""The statement of joint use: the five items of APPI 27(5)(iii), with address and representative.

Pure. A statement says that information is used jointly, which items, by whom, what for, and who is
responsible. It is checked against the policy (only what clause 6 allows), the register (the range
of users is bounded: each of them is named), and the statement before it (APPI 27(6)).
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Annotated, NamedTuple

import msgspec

from mamoru.law.calendar import TOKYO, tokyo_day
from mamoru.law.clocks import last_day
from mamoru.law.figures import clock_named
from mamoru.parties.party import Party
from mamoru.policy.decide import decide
from mamoru.policy.handling import Handling, Outcome
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.vague import VAGUE

COMPANY = "company"
LEAD = "joint_use_purpose_change"
FOLLOWS = "joint_use_change"
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=400)]


class Bilingual(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text in both languages."""

    ja: Text
    en: Text


class Purpose(Bilingual, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A purpose of the policy, and what it means in this joint use."""

    id: Annotated[str, msgspec.Meta(max_length=64)]


class Responsible(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is responsible for managing the information."""

    party: Annotated[str, msgspec.Meta(pattern=r"^(?:company|party_[0-9a-f]{16})$(?!\n)")] = COMPANY
    name: Bilingual
    address: Bilingual
    representative: Bilingual


class Statement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One version of what is published of a joint use."""

    key: Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9-]{0,39}$(?!\n)")]
    title: Bilingual
    items: Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=64)]
    partners: Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=200)]
    """Who uses it, as the register of parties names them; each is named to the public."""
    range: Bilingual
    """Where the range of users ends, in words."""
    purposes: Annotated[tuple[Purpose, ...], msgspec.Meta(min_length=1, max_length=20)]
    responsible: Responsible
    in_force_from: date
    until: date | None = None
    """Last day of the joint use, where it ends; nothing is shared under it any more after that."""
    changed_on: date | None = None
    """When the particulars of the one responsible changed, where that is why this is published."""

    def is_over(self, on: date) -> bool:
        """Tell whether the joint use has ended on a day."""
        return self.until is not None and self.until < on


class Problem(NamedTuple):
    """Something that a statement must not be, in both languages, and who says so."""

    place: str
    ja: str
    en: str
    cite: str


def problems(
    one: Statement, book: Rulebook, register: Mapping[str, Party], at: datetime
) -> Iterator[Problem]:
    """Yield everything that is wrong with a statement by itself."""
    if one.is_over(one.in_force_from):
        yield Problem("until", "始まりより前です", "it is before the beginning", "APPI 27(5)(iii)")
    yield from _unbounded(one, register)
    yield from _beyond(one, book, register, at)
    if one.responsible.party not in (COMPANY, *one.partners):
        yield Problem(
            "responsible", "責任者が当社でも共同利用者でもありません",
            "it is neither the company nor one of the users", "APPI 27(5)(iii)",
        )  # fmt: skip
    for place, told in _texts(one):
        for text in (told.ja, told.en):
            if VAGUE.search(text):
                yield Problem(
                    place, "範囲が定まらない語があります", "it has a word that leaves it open",
                    "GL 3-6-3",
                )  # fmt: skip


def _texts(one: Statement) -> Iterator[tuple[str, Bilingual]]:
    yield "range", one.range
    for purpose in one.purposes:
        yield f"purposes.{purpose.id}", purpose


def _unbounded(one: Statement, register: Mapping[str, Party]) -> Iterator[Problem]:
    for ref in one.partners:
        party = register.get(ref)
        if party is None or party.kind != "joint_user" or party.status != "active":
            yield Problem(
                f"partners.{ref}", "登録された有効な共同利用者ではありません",
                "it is no active joint user of the register", "APPI 27(5)(iii)",
            )  # fmt: skip


def _beyond(
    one: Statement, book: Rulebook, register: Mapping[str, Party], at: datetime
) -> Iterator[Problem]:
    """Yield items and purposes that the policy does not let anybody use jointly."""
    words = {register[ref].word for ref in one.partners if ref in register}
    for item in one.items:
        if book.policy.category_of(item) is None:
            yield Problem(f"items.{item}", "ポリシーにない項目です", "no category has it", "6")
    known = {book.policy.category_of(item): item for item in one.items}
    for purpose in one.purposes:
        for category, item in known.items():
            if category is None:
                continue
            refused = [word for word in words if not _may(book, category, purpose.id, word, at)]
            if refused:
                yield Problem(
                    f"purposes.{purpose.id}.{item}",
                    "ポリシーが共同利用を認める目的と項目ではありません",
                    "the policy allows no joint use of it for this purpose", "6",
                )  # fmt: skip


def _may(book: Rulebook, category: str, purpose: str, word: str, at: datetime) -> bool:
    asked = Handling(
        act="share", data=category, purpose=purpose, recipient=word, place="JP", actor="company",
        grounds={"joint_use_published": "statement"},
    )  # fmt: skip
    return decide(book, asked, at=at).outcome is Outcome.ALLOW


def changed(old: Statement, new: Statement) -> frozenset[str]:
    """Return what differs, by the kinds that APPI 27(6) tells apart."""
    was, now = old.responsible, new.responsible
    found = {
        "responsible": was.party != now.party,
        "particulars": was.party == now.party and was != now,
        "purposes": old.purposes != new.purposes,
        "more_items": bool({*new.items} - {*old.items}),
        "fewer_items": bool({*old.items} - {*new.items}),
        "more_users": bool({*new.partners} - {*old.partners}),
        "fewer_users": bool({*old.partners} - {*new.partners}),
        "range": old.range != new.range,
        "until": old.until != new.until,
    }
    return frozenset(name for name, is_so in found.items() if is_so)


def untimely(old: Statement | None, new: Statement, at: datetime) -> Iterator[Problem]:
    """Yield why `new` may not follow `old`, published at `at`.

    `old` is what is in force then, since it is what people were told; or what was published last,
    where nothing is. The first has to be there before anything is shared. Another purpose or
    another responsible party is published before it takes effect; the particulars of the one
    responsible follow at once. Items and users are never more than were published: that would be
    another joint use. A user who falls within the published range may be named later, as long as
    the range stands.
    """
    today = tokyo_day(at)
    if new.in_force_from < today:
        yield Problem("in_force_from", "過ぎた日です", "it is past", "APPI 27(5)(iii)")
    if old is None:
        return
    what = changed(old, new)
    ahead = {"responsible", "purposes"} & what
    if ahead and today > last_day(clock_named(LEAD, today), _beginning(new.in_force_from)):
        yield Problem(
            "in_force_from", "目的又は責任者の変更は、効力を生じる前に公表します",
            "another purpose or responsible party is published before it takes effect",
            "APPI 27(6)",
        )  # fmt: skip
    if "particulars" in what and not ahead and new.in_force_from > today:
        yield Problem(
            "in_force_from", "責任者の名称・住所・代表者の変更は直ちに公表します",
            "changed particulars of the one responsible follow at once", "APPI 27(6)",
        )  # fmt: skip
    if {"more_items", "range"} & what:
        yield Problem(
            "items" if "more_items" in what else "range",
            "項目と範囲は広げられません。別の共同利用として公表してください",
            "items and range are not widened; publish it as another joint use",
            "APPI 27(5)(iii)",
        )  # fmt: skip


def is_late(new: Statement, at: datetime) -> bool:
    """Tell whether changed particulars are published later than without delay (APPI 27(6))."""
    if new.changed_on is None:
        return False
    clock = clock_named(FOLLOWS, tokyo_day(at))
    return tokyo_day(at) > last_day(clock, _beginning(new.changed_on))


def _beginning(day: date) -> datetime:
    return datetime.combine(day, time.min, TOKYO)
