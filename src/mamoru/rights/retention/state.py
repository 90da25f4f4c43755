"""Where a run of erasures stands, and why one stops."""

from enum import StrEnum


class RunState(StrEnum):
    """Where a run stands."""

    RUNNING = "running"
    STOPPED = "stopped"
    """It found something unusual before it erased anything, and waits for two people."""
    DONE = "done"
    DROPPED = "dropped"
    """People looked at it, and it is not to be done."""


class Alarm(StrEnum):
    """Why a run stops."""

    SHARE = "share"
    """More than a share of what is held would go."""
    NUMBER = "number"
    """Many times more would go than ever before."""
    CLOCK_AHEAD = "clock_ahead"
    """The clock is further ahead of the last run than a server is ever away."""
    CLOCK_BACK = "clock_back"
    """The clock is behind the last run."""
