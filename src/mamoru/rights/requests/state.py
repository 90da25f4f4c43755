"""Where a request stands, and for whom it waits."""

from enum import StrEnum
from typing import Literal

Channel = Literal["web", "mail", "post", "phone", "counter"]
Method = Literal["electronic", "paper", "other"]
By = Literal["person", "agent"]
Outcome = Literal[
    "whole", "part", "refused", "substitute", "nothing_held", "duplicate", "abandoned"
]
Mandate = Literal["statutory", "appointed"]


VAULT = "vault"
"""The place of a request that is no system of the company's."""


class RequestState(StrEnum):
    """What a request waits for, or how it ended."""

    MATCHING = "matching"
    """Somebody has to say whose it is: what was given leads to several people."""
    REPEATED = "repeated"
    """The same was asked before, or unusually much is: somebody has to join it, or let it go on."""
    IDENTITY = "identity"
    MANDATE = "mandate"
    FEE = "fee"
    SCOPE = "scope"
    SEARCH = "search"
    ACCOUNT = "account"
    """A system does not tell whose an account is: somebody has to say it, or to refuse."""
    REVIEW = "review"
    DECISION = "decision"
    CARRYING_OUT = "carrying_out"
    READING_BACK = "reading_back"
    """It was carried out; it is still to be seen that it was."""
    ANSWERING = "answering"
    """The answer is to be made."""
    READY = "ready"
    """The answer is made, and waits to be handed over."""
    ANSWERED = "answered"
    CLOSED = "closed"
    REFUSED = "refused"
    NOTHING_HELD = "nothing_held"
    DUPLICATE = "duplicate"
    ABANDONED = "abandoned"


ENDED = (
    RequestState.CLOSED, RequestState.REFUSED, RequestState.NOTHING_HELD, RequestState.DUPLICATE,
    RequestState.ABANDONED,
)  # fmt: skip
WORKED = (
    RequestState.SEARCH, RequestState.CARRYING_OUT, RequestState.READING_BACK,
    RequestState.ANSWERING, RequestState.ANSWERED,
)  # fmt: skip
"""What goes on without a human."""
WAITS_FOR = {
    RequestState.MATCHING: "officer",
    RequestState.REPEATED: "officer",
    RequestState.IDENTITY: "person",
    RequestState.MANDATE: "officer",
    RequestState.FEE: "person",
    RequestState.SCOPE: "person",
    RequestState.SEARCH: "worker",
    RequestState.ACCOUNT: "officer",
    RequestState.REVIEW: "officer",
    RequestState.DECISION: "decider",
    RequestState.CARRYING_OUT: "worker",
    RequestState.READING_BACK: "worker",
    RequestState.ANSWERING: "worker",
    RequestState.READY: "officer",
    RequestState.ANSWERED: "worker",
}
"""Who is to do something next; where work failed for good, it is an officer."""
EXPLAIN, DISCLOSE, RECORDS = "explain_purpose", "disclose", "disclose_records"
TOLD = (EXPLAIN, DISCLOSE, RECORDS)
"""Kinds that are met by telling."""
CHANGED = ("correct", "add", "delete")
"""Kinds that rest on content that is untrue (法34)."""
ERASE = "erase"
STOPPED = ("suspend_use", ERASE, "suspend_provision")
"""Kinds that rest on a ground in law (法35)."""
