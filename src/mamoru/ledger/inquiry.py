"""The entry of what happens to inquiries and complaints (clause 13)."""

from typing import Annotated

from mamoru.ledger.blinding import Closed, Pseudonym, Word
from mamoru.ledger.changes import InquiryChange
from mamoru.ledger.kind import Kind


class InquiryChanged(Kind, frozen=True, kw_only=True, tag_field="kind", tag="inquiry"):
    """An inquiry or complaint came to another step; whose it is, entries of handlings say.

    Those have the same `request`.
    """

    change: Annotated[InquiryChange, Closed()]
    name: Word
    """Random name of the inquiry, or name of a template."""
    asks: Word | None = None
    """Kind of inquiry."""
    what: Word | None = None
    """Channel, message, link or outcome that it is about."""
    caller: Word | None = None
    """Registered system or officer that did it."""
    request: Pseudonym | None = None
