"""What every kind of entry has, and how it is kept to its form."""

from datetime import UTC, datetime
from typing import ClassVar

import msgspec

from mamoru.ledger.blinding import Field, Moment, check_fields


class Kind(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True,
    gc=False,
):  # fmt: skip
    """What every entry has: the time, in UTC, whatever zone the clock was read in."""

    blinded: ClassVar[tuple[Field, ...]] = ()
    at: Moment

    def __post_init__(self) -> None:
        if type(self.at) is datetime and self.at.tzinfo is not UTC and self.at.tzinfo is not None:
            msgspec.structs.force_setattr(self, "at", self.at.astimezone(UTC))
        check_fields(self, self.blinded)
