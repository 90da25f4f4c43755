"""Opening a hold: by whoever names it, for its own purpose, under the law that it is kept by.

What is kept by law is for that law. Every other handling is refused here, before policy and law are
asked, whatever they would allow; a refusal is on record like any.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from django.db.models import QuerySet

from mamoru.gate.about import Touched
from mamoru.gate.asking import SEARCH, Asker, Wish
from mamoru.gate.basis import NOTHING
from mamoru.gate.create import category_of
from mamoru.gate.door import Door
from mamoru.gate.holding.make import HeldBack, shown
from mamoru.gate.judge import Judged, checked, judge
from mamoru.gate.looking import looking
from mamoru.gate.misses import HELD
from mamoru.gate.record import note
from mamoru.gate.transaction import Record
from mamoru.policy.evidence import is_evidence
from mamoru.policy.handling import Decision, Outcome, Standing
from mamoru.policy.rulebook import Rulebook
from mamoru.vault import hold as vault
from mamoru.vault.hold import HoldRow, Material

LAW = "by_law"


class OpenedHold(msgspec.Struct, frozen=True, kw_only=True):
    """What is in a hold, and the decision that allowed to open it."""

    hold: HeldBack
    content: tuple[Material, ...]
    decision: Decision


class OpenedFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a hold, piece by piece, and the decision that allowed to open it."""

    file: str
    media: str
    size: int
    label: str | None
    content: Iterator[bytes]
    decision: Decision


def listed(*, after: str = "", limit: int = 100, record: str | None = None) -> list[HeldBack]:
    """Return what is held, without its content: each with its article and its end."""
    with looking():
        return [shown(one) for one in vault.listed(after=after, limit=limit, record=record)]


def rows() -> QuerySet[Any]:
    """Return the rows of all holds, for a list that goes through them by key: see `of_row`."""
    return vault.every()


def of_row(row: Any) -> HeldBack:  # noqa: ANN401 - the vault's own row
    """Return a hold without its content."""
    return shown(vault.shown(row))


def holds_of(door: Door, asker: Asker, kind: str, value: str) -> list[HeldBack]:
    """Return the holds of whoever had an identifier, without their content; the look is on record.

    Like every search for what is held of somebody who asks (`SEARCH`), no policy can forbid it.
    Raises what is wrong with the identifier.
    """

    def unit(record: Record) -> list[HeldBack]:
        at = door.clock()
        book = door.shelf.book(at)
        found = vault.of_identifier(door.keys, kind, value)
        touched: list[Touched] = [(category_of(book.policy, kind), None)]
        decision = Decision(outcome=Outcome.ALLOW, token=book.token)
        note(record, book, asker, Wish(act=SEARCH), touched, decision, at=at, count=len(found))
        return [shown(one) for one in found]

    return door.writer.run(unit)[0]


def hold(ref: str) -> HeldBack:
    """Return one hold without its content; raises `UnknownHoldError`."""
    with looking():
        return shown(vault.held(ref))


def open_hold(
    door: Door, asker: Asker, wish: Wish, ref: str, *, kind: str
) -> tuple[OpenedHold, int | None]:
    """Return what is in a hold of the `kind` that is named, under the law that `wish` shows.

    The purpose is the hold's own. Raises `UnknownHoldError`, `InvalidValueError`,
    `HandlingRefusedError` and its kinds.
    """
    with looking():
        wish = purposed(checked(asker, wish, "use"), vault.held(ref))

    def unit(record: Record) -> OpenedHold | Decision:
        row = vault.held(ref)
        at = door.clock()
        book = door.shelf.book(at)
        touched = vault.categories(ref)
        decision, basis = allowed(book, wish, row, touched, kind, door)
        note(
            record, book, asker, wish, touched, decision, at=at, subject=row.pseudonym, basis=basis
        )
        if decision.outcome is not Outcome.ALLOW:
            return decision
        content = vault.opened(door.keys, ref)
        return OpenedHold(hold=shown(row), content=content, decision=decision)

    return door.run(asker, wish, unit)


def open_file(
    door: Door, asker: Asker, wish: Wish, ref: str, name: str, *, kind: str
) -> tuple[OpenedFile, int | None]:
    """Return a file of a hold, as `open_hold` returns what else is in it: decided, on record.

    Raises `UnknownHoldError`, `UnknownFileError`, `ContentAbsentError`, and what `open_hold` does.
    """
    with looking():
        wish = purposed(checked(asker, wish, "use"), vault.held(ref))

    def unit(record: Record) -> OpenedFile | Decision:
        row, at = vault.held(ref), door.clock()
        book = door.shelf.book(at)
        found = vault.opened_file(door.keys, ref, name)
        touched: list[Touched] = [(found.data, None)]
        decision, basis = allowed(book, wish, row, touched, kind, door)
        note(
            record, book, asker, wish, touched, decision, at=at, subject=row.pseudonym, basis=basis
        )
        if decision.outcome is not Outcome.ALLOW:
            return decision
        return OpenedFile(
            file=name, media=found.media, size=found.size, label=found.label,
            content=door.files.opened(name, found.key), decision=decision,
        )  # fmt: skip

    return door.run(asker, wish, unit)


def purposed(wish: Wish, row: HoldRow) -> Wish:
    """Return the wish with the purpose of the hold, where it names none."""
    return msgspec.structs.replace(wish, purpose=wish.purpose or row.purpose)


def allowed(
    book: Rulebook, wish: Wish, row: HoldRow, touched: Sequence[Touched], kind: str, door: Door
) -> Judged:
    """Return whether a hold may be opened: by itself first, then by policy and law."""
    is_own = row.purpose is None or wish.purpose == row.purpose
    if kind != row.kind or not is_own or not is_evidence(wish.grounds.get(LAW)):
        return Judged(Decision(outcome=Outcome.REFUSE, near=(HELD,), token=book.token), NOTHING)
    known = [one for one in touched if one[0] is not None]
    return judge(book, wish, known or everything(book), given=standing(row), at=door.clock())


def standing(row: HoldRow, *, retention_over: bool = False) -> Standing:
    """Return what decisions are told of whoever it was: they have left."""
    return Standing(
        left=True, whose=row.whose, residence=row.residence, agreed=row.agreed,
        retention_over=retention_over,
    )  # fmt: skip


def everything(book: Rulebook) -> list[Touched]:
    """Return the categories that may tell whose it is: of a hold with nothing but identifiers."""
    categories = book.policy.categories
    found = [name for name, one in categories.items() if one.identifies == "always"]
    return [(name, None) for name in found or list(categories)[:1]]
