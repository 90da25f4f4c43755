"""Who asks the door, and for what."""

from typing import Annotated

import msgspec

Reference = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9:._/#-]{0,199}$")]
"""Where evidence is kept: an id of a document or record, never its content."""


class Asker(msgspec.Struct, frozen=True, kw_only=True):
    """A registered system, or the officer at the command line."""

    system: str = "officer"
    purposes: frozenset[str] | None = None
    """Purposes it is registered for; `None` for an officer, who may name any of the policy."""
    request: str | None = None
    """Random id of the request, 32 hexadecimal digits."""

    def may_name(self, purpose: str | None) -> bool:
        """Return whether the purpose is registered for this asker."""
        return self.purposes is None or purpose is None or purpose in self.purposes


OFFICER = Asker()


class Wish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be done, but for whose information and which: a handling without its data."""

    act: str
    purpose: str | None = None
    identifying: bool = True
    source: str | None = msgspec.field(default=None, name="from")
    recipient: str | None = msgspec.field(default=None, name="to")
    actor: str | None = msgspec.field(default="company", name="by")
    place: str | None = None
    grounds: dict[str, Reference | None] = {}
