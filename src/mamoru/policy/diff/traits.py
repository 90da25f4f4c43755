"""What of a region matters to the law."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mamoru.policy.diff.asks import (
    ABROAD,
    CONSENTS,
    OPEN,
    STATUTORY,
    Asks,
    Row,
    Trait,
    asked,
    strongest,
)
from mamoru.policy.diff.boxes import joint
from mamoru.policy.diff.regions import Direction, Region, overlapping
from mamoru.policy.diff.sides import ACT, DATA, IDENTIFYING, PURPOSE, SENSITIVE, Side, Sides
from mamoru.policy.model import ATTRIBUTES, Value
from mamoru.policy.verdict import bits

TO, BY, WHOSE, PLACE = (ATTRIBUTES.index(name) for name in ("to", "by", "whose", "place"))
ABOUT_PARTIES = (TO, BY)
TO_OTHERS = ("provide", "entrust", "share", "publish")
"""Acts of which the law asks who receives the information."""


def law_asks(sides: Sides, direction: Direction, region: Region) -> tuple[Asks, tuple[str, ...]]:
    """Return what the law asks for before a change applies, and the articles that ask for it."""
    rows: list[Row] = []
    for part in _parts(sides, region):
        facts = frozenset(sides.words.fact_names(part.facts))
        for act in sides.words.named(ACT, part.box[ACT]):
            if part.new_words in ABOUT_PARTIES and act not in TO_OTHERS:
                continue
            rows += asked(direction, str(act), frozenset(_traits(sides, part, act, facts)))
    return strongest(rows)


def by_purpose(sides: Sides, direction: Direction, region: Region) -> Iterator[Region]:
    """Yield the region, in parts where the law does not ask the same for all of its purposes.

    A purpose of a kind that is new asks for consent; one beside it that goes with the old ones
    would otherwise seem to ask for it too.
    """
    purposes = sides.words.named(PURPOSE, region.box[PURPOSE])
    if direction is not Direction.WIDENED or PURPOSE in region.left_out or len(purposes) < 2:
        yield region
        return
    alike: dict[tuple[Asks, tuple[str, ...]], list[Value]] = {}
    for one in purposes:
        part = _for_purposes(sides, region, [one])
        alike.setdefault(law_asks(sides, direction, part), []).append(one)
    if len(alike) == 1:
        yield region
        return
    for some in alike.values():
        yield _for_purposes(sides, region, some)


def _for_purposes(sides: Sides, region: Region, some: Iterable[Value]) -> Region:
    """Return a region for some of its purposes, decided by those of its rules that matter there."""
    box = list(region.box)
    box[PURPOSE] = sides.words.mask(PURPOSE, some)
    cut = tuple(box)
    decides = sides.other if region.is_others else sides.this
    return replace(
        region,
        box=cut,
        deciding=overlapping(decides, region.deciding, cut),
        permitting=overlapping(sides.this, region.permitting, cut),
        forbidding=overlapping(sides.this, region.forbidding, cut),
        sharing=overlapping(sides.other, region.sharing, cut),
    )


def _parts(sides: Sides, region: Region) -> Iterator[Region]:
    """Yield the region; or of one that leaves it to other permits, what each of them has of it."""
    if not region.permitting:
        yield region
        return
    this = sides.this
    for rule in bits(region.permitting):
        box = joint(region.box, this.box_of(rule))
        if box is not None:
            asked_for = {
                at for at, name in enumerate(ATTRIBUTES) if name in this.rules[rule].accepts
            }
            yield replace(
                region,
                box=box,
                facts=region.facts | sides.words.closed(this.facts[rule]),
                left_out=region.left_out - asked_for,
            )


def _traits(sides: Sides, region: Region, act: Value, facts: frozenset[str]) -> Iterator[Trait]:
    this, policy = sides.this, sides.this.book.policy
    people = sides.words.named(WHOSE, region.box[WHOSE])
    if any(one is None or one in policy.natural for one in people):
        yield Trait.NATURAL
    if facts & (STATUTORY | CONSENTS):
        yield Trait.GROUNDED
    if facts & (STATUTORY | CONSENTS | OPEN):
        yield Trait.GROUNDED_SENSITIVE
    if facts & ABROAD:
        yield Trait.GROUNDED_ABROAD
    if _is_sensitive(this, region):
        yield Trait.SENSITIVE
    if PLACE not in region.left_out and region.box[PLACE] & this.words.mask(PLACE, ["abroad"]):
        yield Trait.ABROAD
    if region.box[IDENTIFYING] & this.words.bit_of[IDENTIFYING][True] and _may_identify(
        sides, region
    ):
        yield Trait.IDENTIFYING
    if _is_unrelated(sides, region, act):
        yield Trait.UNRELATED
    if _is_for_purpose_only(sides, region, act):
        yield Trait.PURPOSE_ONLY


def _is_sensitive(side: Side, region: Region) -> bool:
    """Return whether it is all about special-care-required information, as stated or by nature."""
    policy = side.book.policy
    stated = side.words.named(SENSITIVE, region.box[SENSITIVE])
    if SENSITIVE not in region.left_out and None not in stated:
        return any(policy.sensitive_law[str(kind)] == "special_care" for kind in stated)
    data = side.words.named(DATA, region.box[DATA])
    natures = [side.natures.get(None if one is None else str(one)) for one in data]
    return all(one and policy.sensitive_law[one] == "special_care" for one in natures)


def _may_identify(sides: Sides, region: Region) -> bool:
    """Return whether some of the data can identify somebody; statistics never do."""
    categories = sides.this.book.policy.categories
    data = sides.words.named(DATA, region.box[DATA])
    return any(one is None or categories[str(one)].identifies != "never" for one in data)


def _is_unrelated(sides: Sides, region: Region, act: Value) -> bool:
    """Return whether a purpose is of a kind that the other version had not for all of the data.

    What the same act was done for counts, and any use. Of data that the other version did not know
    nothing was held for another purpose, and a purpose that is not stated has no kind.
    """
    kinds = _kinds(sides.this, sides.words.named(PURPOSE, region.box[PURPOSE]))
    known = region.box[DATA] & sides.other.known[DATA]
    return any(
        not kinds <= _kinds_before(sides, act, data) for data in sides.words.named(DATA, known)
    )


def _kinds(side: Side, purposes: tuple[Value, ...]) -> frozenset[str]:
    known = side.book.policy.purposes
    return frozenset(known[str(one)].kind for one in purposes if one in known)


def _kinds_before(sides: Sides, act: Value, data: Value) -> frozenset[str]:
    other, words = sides.other, sides.words
    found: set[str] = set()
    acts, bit = words.mask(ACT, ["use", act]), words.bit_of[DATA][data]
    for rule in bits(other.book.permits):
        accepts = other.accepts[rule]
        if accepts[ACT] & acts and accepts[DATA] & bit:
            found |= _kinds(other, words.named(PURPOSE, accepts[PURPOSE]))
    return frozenset(found)


def _is_for_purpose_only(sides: Sides, region: Region, act: Value) -> bool:
    """Return whether the same act was done with the same parties and data, for other purposes."""
    this, other = sides.this, sides.other
    if region.box[DATA] & ~other.known[DATA]:
        return False
    to = region.box[TO] & other.known[TO] if TO in region.left_out else region.box[TO]
    box = list(this.known)
    box[ACT], box[DATA], box[TO] = sides.words.mask(ACT, [act]), region.box[DATA], to
    rules = overlapping(other, other.book.permits, tuple(box))
    data, purposes = 0, 0
    for accepts in (other.accepts[rule] for rule in bits(rules)):
        if not to & ~accepts[TO]:
            data |= accepts[DATA]
            purposes |= accepts[PURPOSE]
    return not region.box[DATA] & ~data and bool(region.box[PURPOSE] & ~purposes)
