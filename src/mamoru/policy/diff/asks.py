"""What the law asks before a change applies: a table, and how a change is matched with it.

A row applies where the direction and one of the acts are the change's, the change has all of the
row's traits, and none of those that it is `without`. Of the rows that apply the strongest count.
The statute protects natural persons; of what is handled about corporations alone it asks nothing.
Articles are those of the Act on the Protection of Personal Information (個人情報保護法).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from mamoru.policy.diff.regions import Direction


class Asks(StrEnum):
    """What has to be done towards people before a change applies to them."""

    NOTHING = "nothing"
    NOTICE = "notice"
    CONSENT = "consent"

    @property
    def strength(self) -> int:
        """Return a number that is greater for what asks more."""
        return list(Asks).index(self)


class Trait(StrEnum):
    """What of a change matters to the law."""

    NATURAL = "natural"
    """It is about natural persons, or about anybody."""
    UNRELATED = "unrelated"
    """The purpose is of a kind that the old version did not have for the same data and act."""
    GROUNDED = "grounded"
    """A consent or a ground in law is among the facts that it needs."""
    GROUNDED_SENSITIVE = "grounded_sensitive"
    """The same, of the grounds for special-care-required information."""
    SENSITIVE = "sensitive"
    """It is about special-care-required information only."""
    ABROAD = "abroad"
    """The recipient may be in a foreign country that is not designated."""
    GROUNDED_ABROAD = "grounded_abroad"
    """Consent to provision abroad or equivalent measures are among the facts that it needs."""
    PURPOSE_ONLY = "purpose_only"
    """Only the purpose is new: the same was done with the same parties before."""
    IDENTIFYING = "identifying"
    """The person can be told from it."""


STATUTORY = frozenset(
    ["by_law", "life_body_property", "public_health", "state_function", "succession"]
)
"""Grounds of 27(1) and 27(5)(ii)."""
CONSENTS = frozenset(["consent", "consent_prior", "foreign_consent"])
OPEN = frozenset(["published", "visible"])
"""Grounds of 20(2)(vii) and (viii), with its Order: what everybody can see."""
ABROAD = frozenset(["foreign_consent", "equivalent_measures"])
RIGHTS = frozenset(
    [
        "explain_purpose",
        "disclose",
        "disclose_records",
        "correct",
        "add",
        "erase",
        "suspend_use",
        "suspend_provision",
    ]
)
"""What people may ask for (32 to 35)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table."""

    name: str
    directions: frozenset[Direction]
    acts: frozenset[str]
    traits: frozenset[Trait] = frozenset()
    without: frozenset[Trait] = frozenset()
    asks: Asks
    law: tuple[str, ...]


def _widened(
    name: str,
    acts: Iterable[str],
    asks: Asks,
    *law: str,
    traits: Iterable[Trait] = (),
    without: Iterable[Trait] = (),
) -> Row:
    return Row(
        name=name,
        directions=frozenset([Direction.WIDENED]),
        acts=frozenset(acts),
        traits=frozenset([Trait.NATURAL, *traits]),
        without=frozenset(without),
        asks=asks,
        law=law,
    )


ROWS: tuple[Row, ...] = (
    _widened(
        "unrelated purpose", ["use"], Asks.CONSENT, "APPI 17(2)", "APPI 18(1)",
        traits=[Trait.UNRELATED],
    ),
    _widened(
        "related purpose", ["use"], Asks.NOTICE, "APPI 17(2)", "APPI 21(3)",
        without=[Trait.UNRELATED],
    ),
    _widened("collection", ["collect"], Asks.NOTICE, "APPI 21(1)"),
    _widened(
        "provision with a ground", ["provide"], Asks.NOTICE, "APPI 27(1)",
        traits=[Trait.GROUNDED, Trait.IDENTIFYING],
    ),
    _widened(
        "provision without a ground", ["provide", "publish"], Asks.CONSENT, "APPI 27(1)",
        traits=[Trait.IDENTIFYING], without=[Trait.GROUNDED],
    ),
    _widened(
        "provision of what identifies nobody", ["provide"], Asks.NOTICE, "APPI 21(3)",
        without=[Trait.IDENTIFYING],
    ),
    _widened(
        "provision abroad", ["provide", "entrust", "share"], Asks.CONSENT, "APPI 28(1)",
        traits=[Trait.ABROAD, Trait.IDENTIFYING], without=[Trait.GROUNDED_ABROAD, Trait.GROUNDED],
    ),
    _widened(
        "joint use", ["share"], Asks.CONSENT, "APPI 27(5)(iii)", without=[Trait.PURPOSE_ONLY]
    ),
    _widened(
        "joint use for a related purpose", ["share"], Asks.NOTICE, "APPI 27(6)",
        traits=[Trait.PURPOSE_ONLY], without=[Trait.UNRELATED],
    ),
    _widened(
        "joint use for an unrelated purpose", ["share"], Asks.CONSENT, "APPI 27(5)(iii)",
        traits=[Trait.PURPOSE_ONLY, Trait.UNRELATED],
    ),
    _widened(
        "sensitive information", ["collect", "use", "provide"], Asks.CONSENT, "APPI 20(2)",
        traits=[Trait.SENSITIVE], without=[Trait.GROUNDED_SENSITIVE],
    ),
    _widened(
        "entrustment", ["entrust"], Asks.NOTHING, "APPI 25", without=[Trait.UNRELATED]
    ),
    _widened(  # handling for a purpose includes letting somebody else handle for it
        "entrustment for an unrelated purpose", ["entrust"], Asks.CONSENT, "APPI 17(2)",
        "APPI 18(1)", traits=[Trait.UNRELATED],
    ),
    Row(
        name="narrowed right",
        directions=frozenset([Direction.NARROWED]),
        acts=RIGHTS,
        traits=frozenset([Trait.NATURAL]),
        asks=Asks.NOTICE,
        law=("APPI 32(1)",),
    ),
)  # fmt: skip


def asked(direction: Direction, act: str, traits: frozenset[Trait]) -> tuple[Row, ...]:
    """Return the rows that apply to one act of a change."""
    return tuple(
        row
        for row in ROWS
        if direction in row.directions
        and act in row.acts
        and row.traits <= traits
        and not row.without & traits
    )


def strongest(rows: Iterable[Row]) -> tuple[Asks, tuple[str, ...]]:
    """Return what the rows ask for, and the articles of those that ask for it."""
    found = tuple(rows)
    asks = max((row.asks for row in found), key=lambda one: one.strength, default=Asks.NOTHING)
    law = dict.fromkeys(name for row in found if row.asks is asks for name in row.law)
    return asks, tuple(law)
