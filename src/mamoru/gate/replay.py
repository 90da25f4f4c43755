"""Decides the recorded handlings of this installation again under a draft of its policy."""

from datetime import UTC, date, datetime, time

import msgspec
import numpy as np
from django.db import connection
from numpy.typing import NDArray

from mamoru.errors import BadInputError
from mamoru.gate import past
from mamoru.gate.models import PolicyText
from mamoru.gate.texts import Texts
from mamoru.law.book import Rulebooks
from mamoru.policy.model import Policy
from mamoru.policy.replay.again import BookOf, replay
from mamoru.policy.replay.found import Replay
from mamoru.policy.replay.people import Members

_NOON_IN_JAPAN = time(3, tzinfo=UTC)


class OtherDraftError(BadInputError):
    """A draft is of another policy than the handlings on record, which have other words."""

    code = "other-draft"
    ja = "草案のポリシー {other} は、ここで使われているもの({known})ではありません。"
    en = "The draft is of the policy {other}, which is not the one used here ({known})."


class Replayed(msgspec.Struct, frozen=True, kw_only=True):
    """What a draft would have changed; `example` of a flip is the number of an entry."""

    replay: Replay
    pending: int
    """Entries that wait for their place, and were not looked at."""
    taken: int
    """Entries that were read for the first time."""
    is_kept: bool
    """Whether what was read could be kept for the next time."""


def replay_here(draft: Policy, *, since: date | None = None, until: date | None = None) -> Replayed:
    """Return what `draft` would have answered otherwise, on days from `since` to `until` in Japan.

    It is taken to bind everybody, also those who agreed to an earlier text: whether they agree to
    the draft nobody can know. Raises `OtherDraftError`.
    """
    known = list(PolicyText.objects.order_by("id").values_list("policy", flat=True).distinct())
    if known and draft.id not in known:
        raise OtherDraftError(other=draft.id, known=", ".join(dict.fromkeys(known)))
    columns, pending = past.recorded_here()
    rows = past.between(columns, since, until)
    tickets, entries = (columns.rows[name][rows] for name in ("ticket", "entry"))

    def several(wanted: NDArray[np.intp]) -> Members:
        with connection.cursor() as cursor:
            places, subjects = past.members(cursor, tickets[wanted])
        return wanted[places], subjects

    pasts, handlings = past.pasts(columns, Texts()), past.handlings(columns, rows)
    found = replay(pasts, handlings, book_of(draft), several)
    flips = tuple(
        msgspec.structs.replace(one, example=int(entries[one.example])) for one in found.flips
    )
    return Replayed(
        replay=msgspec.structs.replace(found, flips=flips), pending=pending,
        taken=columns.taken, is_kept=columns.is_kept,
    )  # fmt: skip


def book_of(policy: Policy) -> BookOf:
    """Return what gives the rulebook of a day in Japan."""
    books = Rulebooks(policy)
    return lambda day: books.at(datetime.combine(day, _NOON_IN_JAPAN))
