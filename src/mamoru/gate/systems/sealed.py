"""Plans of the journal, sealed under a key that exists for one of them alone."""

import msgspec

from mamoru.crypto.envelope import Seal, place
from mamoru.crypto.provider import KeyProvider
from mamoru.gate.staging import new_staging_key
from mamoru.gate.systems.whom import Target
from mamoru.systems.forget.plan import Plan
from mamoru.systems.forget.read_back import ReadBack
from mamoru.systems.journal.models import Job


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of a plan: enough to go on with it in another process."""

    plan: Plan
    url: str
    """Address of the system, with its credentials."""
    elsewhere: dict[str, Target] = {}
    """Other services whose calls are part of it, likewise."""
    ref: str | None = None
    """The vault's name of the person, where they are held there."""


def seal_plan(provider: KeyProvider, job: Job, kept: Kept) -> None:
    """Put a plan into a row of the journal, sealed under a new key.

    The key-encryption key is made before the row is written: a kill in between leaves one that
    nothing names, which opens nothing.
    """
    made = new_staging_key(provider)
    job.kek_id, job.wrapped = made.kek_id, made.wrapped
    job.sealed = Seal(made.key).seal(msgspec.msgpack.encode(kept), _place(job, "plan"))


def opened_plan(provider: KeyProvider, job: Job) -> Kept:
    """Return the plan of a row; raises what a provider raises where its key is gone."""
    raw = _seal(provider, job).unseal(bytes(job.sealed), _place(job, "plan"))
    return msgspec.msgpack.decode(raw, type=Kept)


def sealed_result(provider: KeyProvider, job: Job, found: ReadBack) -> bytes:
    """Return what was found when it was read back, for the row."""
    return _seal(provider, job).seal(msgspec.msgpack.encode(found), _place(job, "result"))


def opened_result(provider: KeyProvider, job: Job) -> ReadBack:
    """Return what was found."""
    raw = _seal(provider, job).unseal(bytes(job.result), _place(job, "result"))
    return msgspec.msgpack.decode(raw, type=ReadBack)


def _seal(provider: KeyProvider, job: Job) -> Seal:
    return Seal(provider.unwrap(job.kek_id, bytes(job.wrapped)))


def _place(job: Job, what: str) -> bytes:
    return place("system plan", job.ref, what)
