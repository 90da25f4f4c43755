"""The brake of everything that is erased by time alone: while it is on, none of it goes.

A clock that jumps would end every period at once. Whoever watches over erasures says when to stop;
what erases by itself asks before each round. Acts of people are not held up by it.
"""

from collections.abc import Callable

from mamoru.gate.door import Door

Watch = Callable[[Door], bool]
_watches: dict[str, Watch] = {}


def announce(name: str, watch: Watch) -> None:
    """Let something watch over erasures by time; the room calls it as it is loaded."""
    _watches[name] = watch


def is_on(door: Door) -> bool:
    """Tell whether nothing may be erased by time alone now."""
    return any(watch(door) for watch in _watches.values())


def unless_on(chore: Callable[[Door], object]) -> Callable[[Door], object]:
    """Return a chore that does nothing while the brake is on."""

    def braked(door: Door) -> object:
        return None if is_on(door) else chore(door)

    return braked
