"""The person's state as far as it stops handlings: suspensions (APPI 35), leaving."""

from datetime import datetime

from mamoru.vault import queries
from mamoru.vault.change import begin
from mamoru.vault.storage import guarded, stored


@guarded
def suspend_use(ref: str) -> int:
    """Stop every use (利用停止); return the person's new version."""
    return _set(ref, use_suspended=True)


@guarded
def resume_use(ref: str) -> int:
    """Let use go on."""
    return _set(ref, use_suspended=False)


@guarded
def suspend_provision(ref: str) -> int:
    """Stop every provision to third parties (第三者提供の停止)."""
    return _set(ref, provision_suspended=True)


@guarded
def resume_provision(ref: str) -> int:
    """Let provision go on."""
    return _set(ref, provision_suspended=False)


@guarded
def leave(ref: str, *, now: datetime) -> int:
    """Note that the account was deleted (退会); what is kept, and for how long, policy decides."""
    return _set(ref, left_at=stored(now))


def _set(ref: str, **columns: object) -> int:
    held = begin(ref, None)
    queries.set_columns(held.number, **columns)
    return held.version + 1
