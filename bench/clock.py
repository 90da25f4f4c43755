"""Times short work on a machine that others use as well.

Time is the processor's (`now`): on a quiet machine it is the time that passes, on a busy one it
leaves out the wait for a core. Every figure is the least of several: what others do only adds. A
fixed loop of plain Python, timed next to the work, says how fast the core was just then;
normalised figures are what a core that takes `REFERENCE_NS` for one round of that loop would show.
"""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat

now = time.process_time_ns
REFERENCE_NS = 35.0
ROUNDS = 20_000


def loop_ns() -> float:
    """Return the time of one round of the fixed loop: the least of some."""
    return min(_loop() for _ in range(5))


def _loop() -> float:
    total = 0
    began = now()
    for number in range(ROUNDS):
        total += number & 7
    return (now() - began) / ROUNDS


def least_ns(
    act: Callable[[], object], *, times: int, tries: int, clock: Callable[[], int] = now
) -> float:
    """Return the time of one `act`: the least average over `times` of them, of `tries` averages."""
    best = float("inf")
    for _ in range(tries):
        began = clock()
        for _ in repeat(None, times):
            act()
        best = min(best, (clock() - began) / times)
    return best


def micros(nanoseconds: Iterable[float], share: float = 0.5) -> float:
    """Return the median, or another quantile, in microseconds."""
    ordered = sorted(nanoseconds)
    if share == 0.5:
        return round(statistics.median(ordered) / 1e3, 3)
    return round(quantile(ordered, share) / 1e3, 3)


def quantile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
