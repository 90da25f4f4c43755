"""Who asks the door, and for what."""

import re
from typing import Annotated

import msgspec

_REFERENCE = r"[A-Za-z0-9][A-Za-z0-9:._/#-]{0,199}"
Reference = Annotated[str, msgspec.Meta(pattern=f"^{_REFERENCE}$")]
"""Where evidence is kept: an id of a document or record, never its content."""


def is_reference(shown: str) -> bool:
    """Tell whether `shown` may be an id of a document; a sentence, or a name, is none."""
    return _IS_REFERENCE(shown) is not None


_IS_REFERENCE = re.compile(_REFERENCE, re.ASCII).fullmatch


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
