"""Where a hand-over stands, and what may follow."""

from enum import StrEnum
from typing import Literal

Act = Literal["provide", "entrust", "share"]
Format = Literal["csv", "jsonl", "parquet"]
Cipher = Literal["age", "openpgp"]
Way = Literal["link", "sftp", "s3"]


class HandState(StrEnum):
    """Where a hand-over stands."""

    PLANNING = "planning"
    """Of how many people it is allowed is being counted."""
    PLANNED = "planned"
    """Somebody else has to approve it."""
    APPROVED = "approved"
    """It may be made: it rests on consent, or was approved."""
    PRODUCING = "producing"
    READY = "ready"
    """It is made and signed, and waits for whoever takes it."""
    DELIVERING = "delivering"
    """It is being sent; what is in it does not change any more."""
    DELIVERED = "delivered"
    ACKNOWLEDGED = "acknowledged"
    EXPIRED = "expired"
    """Nobody took it, or nobody said so, in time; it is destroyed here."""
    REVOKED = "revoked"
    """It was called back; `problem` says why, and `delivered_at` whether it was out."""
    FAILED = "failed"
    """It could not be made; `problem` says why."""


MAKING = (HandState.APPROVED, HandState.PRODUCING)
"""Where it may be made, or goes on being made."""
ENDED = (HandState.EXPIRED, HandState.REVOKED, HandState.FAILED)
UNSENT = (
    HandState.PLANNING, HandState.PLANNED, HandState.APPROVED, HandState.PRODUCING, HandState.READY,
)  # fmt: skip
"""What the recipient has nothing of."""
SENDABLE = (HandState.DELIVERING, HandState.DELIVERED)
"""Where something of it may lie on a server of the recipient's."""
