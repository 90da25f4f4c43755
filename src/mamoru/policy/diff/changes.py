"""The values that a difference is made of."""

from collections.abc import Iterable, Iterator

import msgspec

from mamoru.policy.diff.asks import Asks
from mamoru.policy.diff.periods import due
from mamoru.policy.diff.regions import Direction, Region
from mamoru.policy.diff.sentences import sentence
from mamoru.policy.diff.sides import Sides
from mamoru.policy.diff.traits import law_asks
from mamoru.policy.handling import Owed
from mamoru.policy.model import ATTRIBUTES, Duty, Value
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.wording import Wording


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """Handlings that one version treats as the other does not, and that in a sentence.

    The version *at work* is the new one for what is widened or a duty that is added, else the old
    one. Meant are the handlings with `values` (of an attribute left out, with any that the version
    at work knows) under all of `facts` and none of `unless`, in which no clause of `limited_by`
    forbids it there, one of `permitted_by` permits it if any are named, and which the other version
    does not treat so too by a clause of `also_by`. `None` among the values is not stated; of what
    always identifies somebody, `identifying` is always true.
    """

    direction: Direction
    values: dict[str, tuple[Value, ...]]
    facts: tuple[str, ...] = ()
    """Facts that have to hold; those that they imply are not named."""
    unless: tuple[str, ...] = ()
    """Facts each of which forbids it."""
    clauses: tuple[str, ...]
    """What decides: clauses of the version at work or, where a ban is gone or new, that ban."""
    limited_by: tuple[str, ...] = ()
    permitted_by: tuple[str, ...] = ()
    also_by: tuple[str, ...] = ()
    owed: Owed | None = None
    """The duty that is added or removed."""
    asks: Asks = Asks.NOTHING
    law: tuple[str, ...] = ()
    """The articles that ask for it."""
    ja: str
    en: str


class TextChange(msgspec.Struct, frozen=True, kw_only=True):
    """A text that changed, was added (`old` is `None`) or removed (`new` is `None`)."""

    cite: str
    """As `mamoru.policy.texts.texts` names it: `4(1)`, `4 title`, `R18`, `gap 6 APPI 27(6)`."""
    old: Wording | None
    new: Wording | None


class Particular(msgspec.Struct, frozen=True, kw_only=True):
    """Something that a policy states beside its rules: who is responsible, what a fee is for."""

    code: str
    cite: str
    old: Wording | None
    new: Wording | None
    asks: Asks = Asks.NOTHING
    law: tuple[str, ...] = ()
    ja: str
    en: str


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why a new version is an important change."""

    code: str
    clauses: tuple[str, ...] = ()
    ja: str
    en: str


def change_of(sides: Sides, direction: Direction, region: Region) -> Change:
    """Return a region as what people are told."""
    words, this = sides.words, sides.this
    asks, law = law_asks(sides, direction, region)
    told = sentence(sides, direction, region)
    deciding = sides.other if region.is_others else this
    return Change(
        direction=direction,
        values={
            name: words.named(at, region.box[at])
            for at, name in enumerate(ATTRIBUTES)
            if at not in region.left_out
        },
        facts=words.fact_names(region.facts),
        unless=words.fact_names(region.unless),
        clauses=deciding.cites(region.deciding),
        limited_by=this.cites(region.forbidding),
        permitted_by=this.cites(region.permitting),
        also_by=sides.other.cites(region.sharing),
        owed=region.owed,
        asks=asks,
        law=law,
        ja=told.ja,
        en=told.en,
    )


def standing_duties(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    """Yield the duties that no handling brings about and only one version has."""
    both = ((new, old, Direction.DUTY_ADDED), (old, new, Direction.DUTY_REMOVED))
    for this, other, direction in both:
        had = {_content(duty) for duty in _standing(other)}
        for duty in _standing(this):
            if _content(duty) not in had:
                yield _standing_change(duty, direction)


def _standing(book: Rulebook) -> Iterable[Duty]:
    return (duty for duty in book.policy.duties if duty.when == "always")


def _content(duty: Duty) -> tuple[str, str, str | None]:
    return duty.do, duty.evidence, duty.every


def _standing_change(duty: Duty, direction: Direction) -> Change:
    is_added = direction is Direction.DUTY_ADDED
    ja = "当社に次の義務が加わります" if is_added else "当社の次の義務がなくなります"
    en = "A standing duty is added" if is_added else "A standing duty is dropped"
    time = due(None, "", duty.every)
    return Change(
        direction=direction,
        values={},
        clauses=(duty.cite,),
        owed=Owed(clause=duty.cite, duty=duty.do, evidence=duty.evidence, every=duty.every),
        ja=f"{ja}:{duty.ja.rstrip('。')}{time.ja}。",
        en=f"{en}: {duty.en.rstrip('.')}{time.en}.",
    )
