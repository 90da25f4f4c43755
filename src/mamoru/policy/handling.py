"""What is asked, by whom it is affected, and what was answered: the values of every decision."""

from datetime import date, datetime
from enum import StrEnum

import msgspec


class Handling(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """One touch of one category of information: who acts, how, on what, for what, to whom.

    Words are those of the policy (`data`, `sensitive`, `purpose`, `recipient`, `actor`, `whose`)
    and of `mamoru.policy.words` (`act`, `source`, `place`, `residence`, the keys of `grounds`).
    `None` means not stated: only rules that do not ask for that attribute apply.
    """

    act: str
    data: str | None = None
    sensitive: str | None = None
    """Kind of sensitive information the item has, `None` for none."""
    identifying: bool = True
    """Whether the person can be told from it in the form in which it is handled."""
    purpose: str | None = None
    source: str | None = msgspec.field(default=None, name="from")
    """Where it is collected from."""
    recipient: str | None = msgspec.field(default=None, name="to")
    """Party of the policy that receives it."""
    actor: str | None = msgspec.field(default="company", name="by")
    """Party of the policy that acts."""
    whose: str | None = None
    """Class of person of the policy."""
    place: str | None = None
    """Where the recipient is: `JP`, `designated` or `abroad`."""
    residence: str | None = None
    """Where the person lives, for overlays: `JP`, `EEA`, `UK` or `other`."""
    grounds: dict[str, str | None] = {}
    """Facts claimed, each with a reference to its evidence; `None` is a claim without evidence."""


class Consent(msgspec.Struct, frozen=True, kw_only=True):
    """What a person agreed to, and for how long it stood. `None` in a scope means any."""

    given_at: datetime
    withdrawn_at: datetime | None = None
    expires_at: datetime | None = None
    purpose: str | None = None
    recipient: str | None = None
    data: str | None = None
    sensitive: str | None = None
    foreign: bool = False
    """Given after being told of country, system and measures (APPI 28(2))."""
    by_guardian: bool = False
    reference: str = ""
    order: int = 0
    """Place among everything the person chose; a higher one was chosen later."""


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """What a person said no to, and for how long it stood. `None` in a scope means any."""

    given_at: datetime
    withdrawn_at: datetime | None = None
    expires_at: datetime | None = None
    purpose: str | None = None
    recipient: str | None = None
    data: str | None = None
    sensitive: str | None = None
    is_signal: bool = False
    """Said by the browser for everything (GPC): it means advertising, and third parties."""
    reference: str = ""
    order: int = 0


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What the person is and chose, as far as decisions depend on it."""

    consents: tuple[Consent, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    opted_in: frozenset[str] = frozenset()
    """Purposes for which the person asked to be written to."""
    use_suspended: bool = False
    provision_suspended: bool = False
    left: bool = False
    retention_over: bool = False
    birth_date: date | None = None
    bound_version: str | None = None
    """Version of the policy that binds this person; `None` is the one in force."""
    agreed: bool = False
    """Whether the person agreed to a policy that binds only those who agreed."""
    whose: str | None = None
    residence: str | None = None


class Outcome(StrEnum):
    """The four answers."""

    ALLOW = "allow"
    REFUSE = "refuse"
    NEEDS = "needs"
    NOT_COVERED = "not_covered"


class Need(msgspec.Struct, frozen=True, gc=False):
    """Evidence that would complete the case `clause`."""

    clause: str
    evidence: str
    fact: str


class NearMiss(msgspec.Struct, frozen=True, gc=False):
    """A rule that would have allowed it but for `lacks`: one attribute, or facts nobody claimed."""

    clause: str
    lacks: tuple[str, ...]


class Owed(msgspec.Struct, frozen=True, gc=False):
    """A duty that this handling brings about."""

    clause: str
    duty: str
    evidence: str
    within: str | None = None
    """Clock of the law's table, or an ISO 8601 period; `None`: at once."""
    since: str = "handling"
    """Event from which `within` counts: `handling`, or one that is not known from the handling."""
    every: str | None = None
    """ISO 8601 period after which the duty comes back."""


class Decision(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The answer, and everything it rests on. Clause ids of the law begin with its statute."""

    outcome: Outcome
    cites: tuple[str, ...] = ()
    """Clauses of the policy that decided, in the policy's order."""
    law: tuple[str, ...] = ()
    """Articles that decided."""
    readings: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    """Missing evidence; where one clause has several, each case is an alternative."""
    owes: tuple[Owed, ...] = ()
    near: tuple[NearMiss, ...] = ()
    unknown: tuple[str, ...] = ()
    """Attributes whose word the policy does not know."""
    token: str = ""
    """Policy id, version and text hash, law table version and hash."""
