"""What is late or coming up, as the officer is told of it: rooms announce what they look after.

Nothing here names a person or a company: matters are told by random names, clauses and days.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Literal

import msgspec

from mamoru.policy.words import Word

State = Literal["late", "soon"]


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is due. `late` is past its time, `soon` comes up."""

    key: str
    """Names it for ever."""
    what: str
    """Kind of paper, recall, incident, package, check or request; of another duty, its evidence."""
    state: State
    due_at: datetime
    """The first instant at which it is too late; of several, the earliest."""
    clause: str
    party: str | None = None
    ref: str | None = None
    """Paper, recall, incident, package or request that it is about."""
    count: int = 1
    """How many duties it stands for."""


Source = Callable[[datetime], Iterable[Matter]]
_sources: dict[str, Source] = {}
_words: dict[str, Word] = {}


def announce(name: str, source: Source, words: Mapping[str, Word]) -> None:
    """Let the officer be told of further matters; the room calls it as it is loaded.

    `words` say what each `what` of them is called.
    """
    _sources[name] = source
    _words.update(words)


def announced(at: datetime) -> Iterator[Matter]:
    """Yield what is late or coming up in the rooms that announced something."""
    for name in sorted(_sources):
        yield from _sources[name](at)


def announced_word(what: str) -> Word | None:
    """Return what a matter that was announced is called."""
    return _words.get(what)
