"""Recipients as values: who they are, where they are, and the keys that packages are sealed to."""

import re
from datetime import datetime
from typing import Annotated, Literal

import msgspec

Kind = Literal[
    "third_party", "contractor", "joint_user", "successor", "state_body", "ad_distributor"
]
ROLES: dict[str, str] = {
    "third_party": "third_party",
    "contractor": "contractor",
    "joint_user": "joint_user",
    "successor": "successor",
    "state_body": "state_body",
    "ad_distributor": "third_party",
}
"""The role that the policy's word for each kind of party has."""
Status = Literal["active", "suspended", "ended"]
KeyKind = Literal["age", "openpgp"]
REF = re.compile(r"party_[0-9a-f]{16}", re.ASCII)
JAPAN = "JP"
Country = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{2}$(?!\n)")]
"""ISO 3166-1 alpha-2."""


def is_party(ref: str | None) -> bool:
    """Tell whether `ref` has the form of a party's reference."""
    return ref is not None and REF.fullmatch(ref) is not None


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """A recipient as it stands in one version of the register."""

    ref: str
    kind: Kind
    word: str
    """What the policy calls it."""
    name: str
    address: str
    representative: str
    """Of a corporation or a body; empty for anybody else."""
    is_corporation: bool
    country: str
    storage: tuple[str, ...]
    """Countries in which it keeps what it receives; empty where that is its own country."""
    subprocessors: tuple[tuple[str, ...], ...]
    """Whom it entrusts in turn: name and country."""
    contact: str
    """Mail address."""
    status: Status
    merged_into: str | None
    version: int
    since: datetime
    """When this version was noted."""

    @property
    def role(self) -> str:
        """Return the role that the policy's word for it has."""
        return ROLES[self.kind]

    @property
    def countries(self) -> tuple[str, ...]:
        """Return every country that something it receives reaches, its own first."""
        found = (self.country, *self.storage, *(country for _, country in self.subprocessors))
        return tuple(dict.fromkeys(found))


class PublicKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key that a party's packages are sealed to."""

    ref: str
    party: str
    kind: KeyKind
    text: str
    fingerprint: str
    valid_from: datetime
    expires_at: datetime | None
    revoked_at: datetime | None

    def is_valid(self, at: datetime) -> bool:
        """Tell whether something may be sealed to it at `at`."""
        ends = [end for end in (self.expires_at, self.revoked_at) if end is not None]
        return self.valid_from <= at and all(at < end for end in ends)
