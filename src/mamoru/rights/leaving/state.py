"""Where a leaving stands, and what may follow."""

from enum import StrEnum


class LeavingState(StrEnum):
    """Where a leaving stands."""

    LEFT = "left"
    """The account is deleted; the company's databases come first, then the vault."""
    ERASED = "erased"
    """The rest is erased and what the law keeps is held; recipients and backups are still owed."""
    CLOSED = "closed"
    """Everybody confirmed, and no backup opens any more."""


class ToldState(StrEnum):
    """Where the word of one recipient stands."""

    OWED = "owed"
    """They are still to be told."""
    SENDING = "sending"
    """A letter is under way; what comes of it is not known yet."""
    TOLD = "told"
    UNCLEAR = "unclear"
    """Whether the letter arrived nobody knows; it is not sent again by itself."""
    FAILED = "failed"
    """The mail server did not take it; somebody has to tell them otherwise."""
    CONFIRMED = "confirmed"


OPEN_TOLD = tuple(state for state in ToldState if state is not ToldState.CONFIRMED)
