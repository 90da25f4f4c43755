"""The cases of clause 4: what has to be shown for each, and which facts it then shows (APPI 27).

Evidence is a reference, never a text about somebody: what happened to whom is in the file named.
"""

from datetime import date, datetime
from typing import Annotated, Literal, NamedTuple

import msgspec

from mamoru.policy.words import ARTICLE_FORM

Name = Literal["4(1)", "4(2)", "4(3)", "4(4)", "4(5)", "4(6)"]
Sensitive = Literal["3(1)", "3(2)", "3(3)", "3(4)", "3(5)", "3(6)"]
State = Literal["asked", "approved", "refused", "closed"]
Stage = Literal["due_diligence", "closing"]
Reference = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9:._/#-]{0,199}$(?!\n)")]
Words = Annotated[tuple[Annotated[str, msgspec.Meta(max_length=64)], ...], msgspec.Meta()]
CONSENT: Name = "4(1)"
SUCCESSION: Name = "4(6)"


class Rule(NamedTuple):
    """What has to be shown for a case, whose party it may be, and which facts it shows."""

    shows: tuple[str, ...]
    facts: tuple[str, ...]
    kinds: frozenset[str] | None = None


RULES: dict[str, Rule] = {
    "4(1)": Rule((), ("consent_prior",)),
    "4(2)": Rule(("statute", "body", "document", "scope"), ("by_law",)),
    "4(3)": Rule(("facts", "difficulty"), ("life_body_property", "consent_difficult")),
    "4(4)": Rule(("facts", "difficulty"), ("public_health", "consent_difficult")),
    "4(5)": Rule(
        ("body", "statute", "document", "impediment"),
        ("state_function", "consent_impedes"),
        frozenset(["state_body"]),
    ),
    "4(6)": Rule(("deal", "stage", "purposes"), ("succession",), frozenset(["successor"])),
}
SENSITIVE: dict[str, tuple[str, ...]] = {
    "3(1)": ("by_law",),
    "3(2)": ("life_body_property",),
    "3(3)": ("public_health",),
    "3(4)": ("state_function",),
    "3(5)": ("inheritance", "needed_for_purpose"),
    "3(6)": ("business_necessity", "consent", "needed_for_purpose"),
}
"""The facts of each exception of clause 3."""
CONSENTS = frozenset(["consent_prior", "consent"])
"""Facts that people's own consent shows, and no case."""
FACTS = (
    frozenset(
        fact
        for facts in (*(rule.facts for rule in RULES.values()), *SENSITIVE.values())
        for fact in facts
    )
    - CONSENTS
)
"""Facts on which something is provided only under a case that was approved."""


class Evidence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What shows that a case holds."""

    statute: Annotated[str, msgspec.Meta(pattern=f"^{ARTICLE_FORM}$(?!\n)")] | None = None
    """Statute and article that require it, or lay the duty down."""
    body: Annotated[str, msgspec.Meta(min_length=1, max_length=200)] | None = None
    """The body that asks."""
    document: Reference | None = None
    """Number of the document by which it asks."""
    scope: Reference | None = None
    """Where it is kept how far the document reaches."""
    facts: Reference | None = None
    """Where it is kept what makes it necessary."""
    difficulty: Reference | None = None
    """Where it is kept why consent is hard to obtain."""
    impediment: Reference | None = None
    """Where it is kept how asking for consent would impede the duty."""
    deal: Reference | None = None
    """The merger, split or transfer."""
    stage: Stage | None = None
    """Whether the deal is looked into, or closed."""
    purposes: Words = ()
    """Purposes carried over, to which the successor stays bound (APPI 18(2))."""
    exception: Reference | None = None
    """Where it is kept why the exception of clause 3 holds."""


class NewCase(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A case as it is asked for. `opt_out` is there to be refused with its reason."""

    party: str
    case: Name | Literal["opt_out"]
    items: Words = ()
    """What may be handed over, by the policy's items; empty for consent, which says it itself."""
    until: date | None = None
    """Last day on which something may be handed over under it."""
    sensitive: Sensitive | None = None
    """The exception of clause 3, where something sensitive is handed over."""
    evidence: Evidence = Evidence()


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A case as it stands."""

    ref: str
    party: str
    case: Name
    items: tuple[str, ...]
    until: date | None
    sensitive: Sensitive | None
    evidence: Evidence
    state: State
    asked_by: str
    asked_at: datetime
    decided_by: str | None
    decided_at: datetime | None

    @property
    def facts(self) -> dict[str, str | None]:
        """Return the facts it shows, as grounds of a handling; consent is left to its record."""
        names = (*RULES[self.case].facts, *SENSITIVE.get(self.sensitive or "", ()))
        return {name: None if name in CONSENTS else self.ref for name in names}

    @property
    def needs_approval(self) -> bool:
        """Whether somebody else has to approve it: always, but where people consented."""
        return self.case != CONSENT or self.sensitive is not None


def lacking(new: NewCase) -> tuple[str, ...]:
    """Return what is not shown of what the case asks for."""
    asked = list(RULES[new.case].shows)
    if new.sensitive is not None:
        asked.append("exception")
    if new.case != CONSENT:
        asked += ["items", "until"]
    elif new.sensitive is not None:
        asked.append("items")
    shown = msgspec.structs.asdict(new.evidence) | {"items": new.items, "until": new.until}
    return tuple(one for one in asked if not shown[one])


class DataSet(msgspec.Struct, frozen=True, kw_only=True):
    """The least that a contractor needs for a purpose, and where it is kept why."""

    ref: str
    party: str
    purpose: str
    items: tuple[str, ...]
    reason: str
    fixed_at: datetime
    ended_at: datetime | None
