"""Telling apart, among rows that arrive together, new people, known people, and neither."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mamoru.gate.incoming import Line
from mamoru.vault.change import lock_many
from mamoru.vault.find import owners_of
from mamoru.vault.keyring import Keyring
from mamoru.vault.person import Held

Token = tuple[str, bytes]

TWICE = "person-twice"
"""Another row of the same delivery is about the same person."""
DISAGREE = "identifiers-disagree"
"""The identifiers of one row lead to different people."""
REFUSED = "refused"
"""Policy or law does not allow it; the refusal is on record."""


HELD = "sensitive"
"""A value of the row may be sensitive, and is in quarantine; the rest was taken."""


class Rejected(NamedTuple):
    """A row that was not taken, and why."""

    row: int
    reason: str
    detail: str = ""
    """The clauses and articles that refused it."""


@dataclass(slots=True)
class Matched:
    """Rows by whom they are about."""

    new: list[Line] = field(default_factory=list)
    known: list[tuple[Line, Held]] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


def matched(keys: Keyring, lines: Sequence[Line], is_seen: Callable[[int], bool]) -> Matched:
    """Return who each line is about; known people are locked until the commit.

    Of several lines about one person the first counts, and none where `is_seen` says that an
    earlier call took one. People who are found under an older epoch's keys are found as well.
    """
    owners = _owners(keys, lines)
    held = lock_many(set(owners.values()))
    owners = {token: ref for token, ref in owners.items() if ref in held}  # not erased meanwhile
    found, taken, used = Matched(), set[str](), set[Token]()
    for line in lines:
        tokens = _tokens(line)
        refs = {owners[token] for token in tokens if token in owners}
        if len(refs) > 1:
            found.rejected.append(Rejected(line.row, DISAGREE))
        elif not used.isdisjoint(tokens) or not refs.isdisjoint(taken):
            found.rejected.append(Rejected(line.row, TWICE))
        elif not refs:
            found.new.append(line)
        else:
            _is_known(found, line, held[refs.pop()], is_seen)
        used.update(tokens)
        taken |= refs
    return found


def _is_known(found: Matched, line: Line, held: Held, is_seen: Callable[[int], bool]) -> None:
    if is_seen(held.number):
        found.rejected.append(Rejected(line.row, TWICE))
    else:
        found.known.append((line, held))


def _tokens(line: Line) -> list[Token]:
    return [(one.kind, one.token) for one in line.sealed.identities]


def _owners(keys: Keyring, lines: Sequence[Line]) -> dict[Token, str]:
    """Return the ref of whom each token leads to."""
    wanted: dict[str, list[bytes]] = {}
    for line in lines:
        for one in line.sealed.identities:
            wanted.setdefault(one.kind, []).append(one.token)
    owners = owners_of(wanted)
    _, older = keys.current()
    for epoch in older:
        named = {
            (one.kind, keys.token(epoch, one.kind, one.value)): (one.kind, now.token)
            for line in lines
            for one, now in zip(line.identities, line.sealed.identities, strict=True)
        }
        asked: dict[str, list[bytes]] = {}
        for kind, token in named:
            asked.setdefault(kind, []).append(token)
        owners |= {named[token]: ref for token, ref in owners_of(asked).items()}
    return owners
