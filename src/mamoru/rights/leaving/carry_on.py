"""Going on with a leaving: the company's databases, then the vault, in one transaction each.

Killed between any two lines, the next call goes on: a system that answered is not asked again, and
somebody who was erased is not looked for. Two at once do it once, since the erasure and its note
are one transaction, and a lease keeps a second from the databases.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec
from django.db.models import F, Q

from mamoru.gate.about import About
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.erase import Certificate, erase, ref_of
from mamoru.gate.holding.make import HeldBack
from mamoru.gate.looking import looking
from mamoru.gate.rotate import current_epoch
from mamoru.gate.systems.giving_back import problem_of
from mamoru.gate.systems.look import Account, Whom
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.law.figures import due
from mamoru.rights.leaving.asking_systems import all_answered
from mamoru.rights.leaving.models import Leaving
from mamoru.rights.leaving.recipients import noted
from mamoru.rights.leaving.report import KeptByLaw, row_of
from mamoru.rights.leaving.state import LeavingState

BACKUPS_BY = "backup_expiry"
"""Clock of the law's table for the keys of old backups."""
LEASE = timedelta(minutes=5)
"""How long others leave a leaving alone that somebody works on."""
AGAIN = timedelta(hours=1)
"""When what could not be done is tried again."""
AT_ONCE = 50
COUNTED = ("values", "identifiers", "choices", "entries_unlinked", "events", "visitors", "files")


def carry_on(door: Door, ref: str, *, is_asked: bool = False) -> None:
    """Go on with one leaving as far as can be gone now; what is in the way is noted.

    Whoever asks for it does not wait for the time of its next try. Of what nobody foresaw the class
    is noted, since a message may hold values. Raises `UnknownLeavingError`, `UnavailableError` and
    its kinds.
    """
    row = _taken(door, ref, is_asked=is_asked)
    if row is not None:
        _gone_on(door, row)


def carry_on_with(
    door: Door, ref: str, accounts: tuple[Account, ...], note: Callable[[Record], object]
) -> bool:
    """Go on at once with what somebody said of accounts, which `note` puts on record.

    What was said counts for the plans that are made now and is not kept. Returns whether it was
    done: not where somebody works on it just now. Raises what `carry_on` raises.
    """
    row = _taken(door, ref, note, is_asked=True)
    if row is not None:
        _gone_on(door, row, accounts)
    return row is not None


def _gone_on(door: Door, row: Leaving, accounts: tuple[Account, ...] = ()) -> None:
    try:
        _go_on(door, row, accounts)
    except Exception as error:  # noqa: BLE001 - whoever looks must see it, and others are waiting
        _put_off(door, row, problem_of(error))


def carry_on_due(door: Door) -> int:
    """Go on with every leaving that waits, and return how many there were; for the worker."""
    now = door.clock()
    with looking():
        rows = Leaving.objects.filter(_is_free(now), state=LeavingState.LEFT)
        refs = list(rows.order_by("pk").values_list("ref", flat=True)[:AT_ONCE])
    for ref in refs:
        carry_on(door, ref)
    return len(refs)


def _is_free(now: datetime) -> Q:
    """Say which leavings nobody works on; a time far ahead was written by a clock gone wrong."""
    return _is_unleased(now) & ~Q(next_try_at__gt=now, next_try_at__lte=now + AGAIN)


def _is_unleased(now: datetime) -> Q:
    return ~Q(lease_until__gt=now, lease_until__lte=now + LEASE)


def _taken(
    door: Door, ref: str, note: Callable[[Record], object] | None = None, *, is_asked: bool
) -> Leaving | None:
    """Take a leaving on, with a `note` of what an officer said; who asks, before its next try."""

    def unit(record: Record) -> bool:
        now = door.clock()
        is_free = _is_unleased(now) if is_asked else _is_free(now)
        rows = Leaving.objects.filter(is_free, ref=ref, state=LeavingState.LEFT)
        is_taken = bool(rows.update(claims=F("claims") + 1, lease_until=now + LEASE))
        if is_taken and note is not None:
            note(record)
        return is_taken

    is_ours = door.writer.run(unit)[0]
    with looking():
        row = row_of(ref)
    return row if is_ours else None


def _go_on(door: Door, row: Leaving, accounts: tuple[Account, ...]) -> None:
    with looking():
        person = ref_of(row.person) if row.person is not None else None
    if person is None:  # erased by another way: nothing is left that could be found
        _note_gone(door, row)
        return
    asker, wish = Asker(system=row.caller), msgspec.convert(row.wish, Wish)
    if not all_answered(door, asker, wish, row, Whom(ref=person, accounts=accounts)):
        _put_off(door, row, "systems-unanswered")
        return
    erase(door, asker, wish, person, attending=_attending(door, row), has_left=True)


def _attending(
    door: Door, row: Leaving
) -> Callable[[Record, About], Callable[[Certificate], object]]:
    """Return what notes, in the transaction of the erasure, how it ended and who is to be told."""

    def attend(record: Record, about: About) -> Callable[[Certificate], object]:
        told = noted(door, record, about, row)

        def follow(certificate: Certificate) -> None:
            record.tell(lambda ticket: _note_erased(row, certificate, ticket))
            told()

        return follow

    return attend


def _note_erased(row: Leaving, certificate: Certificate, ticket: int) -> None:
    at = certificate.erased_at
    Leaving.objects.filter(pk=row.pk).update(
        person=None, wish={}, state=LeavingState.ERASED, problem="", lease_until=None,
        next_try_at=None, erased_at=at, ticket=ticket, epoch=current_epoch(),
        unreadable_by=due(BACKUPS_BY, at),
        counts={name: getattr(certificate, name) for name in COUNTED},
        kept=[msgspec.to_builtins(_kept(one)) for one in certificate.held],
    )  # fmt: skip


def _note_gone(door: Door, row: Leaving) -> None:
    """Note that somebody was erased by another act meanwhile, whose own entry proves it."""

    def unit(_: Record) -> None:
        at = door.clock()
        Leaving.objects.filter(pk=row.pk, state=LeavingState.LEFT).update(
            person=None, wish={}, state=LeavingState.ERASED, problem="erased-otherwise",
            lease_until=None, erased_at=at, epoch=current_epoch(),
            unreadable_by=due(BACKUPS_BY, at),
        )  # fmt: skip

    door.writer.run(unit)


def _put_off(door: Door, row: Leaving, code: str) -> None:
    """Note what is in the way, and try again later; it is seen by whoever looks."""

    def unit(_: Record) -> None:
        later = door.clock() + AGAIN
        Leaving.objects.filter(pk=row.pk, state=LeavingState.LEFT).update(
            problem=code, lease_until=None, next_try_at=later
        )

    door.writer.run(unit)


def _kept(one: HeldBack) -> KeptByLaw:
    last = tokyo_day(one.until - timedelta(seconds=1))
    return KeptByLaw(
        hold=one.ref, pseudonym=one.pseudonym, kind=one.kind, article=one.article,
        last_day=last.isoformat(), items=one.items,
    )  # fmt: skip
