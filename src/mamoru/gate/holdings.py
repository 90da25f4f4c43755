"""Looking for what is held of somebody who made a request, before anything is decided about it.

No policy can forbid that, and it tells nobody anything: the answer is a handling of its own.
"""

from collections import Counter
from datetime import datetime

import msgspec

from mamoru.gate.asking import SEARCH, Asker, Wish
from mamoru.gate.correspondence import inquiries_of, touched_by
from mamoru.gate.door import Door, Then
from mamoru.gate.observing.history import gathered
from mamoru.gate.read import everything
from mamoru.gate.record import noted
from mamoru.gate.transaction import Record
from mamoru.policy.handling import Decision, Outcome
from mamoru.vault.errors import UnknownPersonError
from mamoru.vault.files import categories_of
from mamoru.vault.read import export, fetch, kinds_of
from mamoru.vault.withhold import of_person


class HeldItem(msgspec.Struct, frozen=True, kw_only=True):
    """How many values of one item are held, former ones too."""

    data: str
    item: str
    values: int
    is_sensitive: bool


class Holdings(msgspec.Struct, frozen=True, kw_only=True):
    """What is held of one person, without any value."""

    version: int
    whose: str
    items: tuple[HeldItem, ...]
    identifiers: tuple[str, ...]
    """Kinds."""
    events: int
    files: int
    quarantined: int
    inquiries: int
    use_suspended: bool
    provision_suspended: bool

    @property
    def is_nothing(self) -> bool:
        """Tell whether nothing is held but the person's being known."""
        counts = (self.events, self.files, self.quarantined, self.inquiries)
        return not self.items and not self.identifiers and not any(counts)


def holdings(
    door: Door, asker: Asker, ref: str, *, then: Then[Holdings | None] | None = None
) -> Holdings | None:
    """Return what is held of one person; `None` where nobody has that name any more.

    The search is on record, as is that it found nobody. `then` stores in the same transaction what
    follows.
    """

    def unit(record: Record) -> Holdings | None:
        found = _found(door, record, asker, ref)
        if then is not None:
            then(record, found)
        return found

    return door.writer.run(unit)[0]


def _found(door: Door, record: Record, asker: Asker, ref: str) -> Holdings | None:
    at = door.clock()
    try:
        about = door.about(record, fetch(ref, history=True), at)
    except UnknownPersonError:
        return None
    observed = gathered(about)
    counted = Counter((one.data, one.item, bool(one.sensitive)) for one in about.held.fields)
    written = touched_by(about.book.policy, ref)
    touched = list(dict.fromkeys([*everything(about), *observed.touched, *written]))
    decision = Decision(outcome=Outcome.ALLOW, token=about.book.token)
    noted(record, asker, Wish(act=SEARCH), touched, decision, about)
    return Holdings(
        version=about.held.version, whose=about.held.whose,
        items=tuple(
            HeldItem(data=data, item=item, values=count, is_sensitive=is_sensitive)
            for (data, item, is_sensitive), count in sorted(counted.items())
        ),
        identifiers=tuple(sorted(kinds_of(about.held))),
        events=len(observed.rows), files=len(categories_of(about.held.number)),
        inquiries=len(inquiries_of(ref)), quarantined=len(of_person(about.held.number)),
        use_suspended=about.held.use_suspended,
        provision_suspended=about.held.provision_suspended,
    )  # fmt: skip


class SeenValue(msgspec.Struct, frozen=True, kw_only=True):
    """One value, as a reviewer sees it."""

    data: str
    item: str
    value: str
    sensitive: str | None
    source: str | None
    collected_at: datetime
    superseded_at: datetime | None


def seen_values(door: Door, asker: Asker, ref: str) -> tuple[SeenValue, ...]:
    """Return what a reviewer looks at, to leave out what is another person's; it is on record.

    Raises `UnknownPersonError`.
    """

    def unit(record: Record) -> tuple[SeenValue, ...]:
        about = door.about(record, fetch(ref, history=True), door.clock())
        decision = Decision(outcome=Outcome.ALLOW, token=about.book.token)
        noted(record, asker, Wish(act=SEARCH), everything(about), decision, about)
        return tuple(
            SeenValue(
                data=one.data, item=one.item, value=one.value, sensitive=one.sensitive,
                source=one.source, collected_at=one.collected_at, superseded_at=one.superseded_at,
            )
            for one in export(door.keys, about.held).values
        )  # fmt: skip

    return door.writer.run(unit)[0]
