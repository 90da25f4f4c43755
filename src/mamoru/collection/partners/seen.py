"""Who a delivery has been about so far: one bit for each person's number."""

from collections.abc import Iterable


class Seen:
    """A set of people's numbers that takes as little memory as an array of bits."""

    def __init__(self) -> None:
        self._bits = bytearray()

    def __contains__(self, number: int) -> bool:
        at = number >> 3
        return at < len(self._bits) and bool(self._bits[at] >> (number & 7) & 1)

    def add(self, numbers: Iterable[int]) -> None:
        """Add people; those of new people follow each other, and cost next to nothing."""
        several = sorted(set(numbers))
        if not several:
            return
        first, last = several[0], several[-1]
        lacking = (last >> 3) + 1 - len(self._bits)
        if lacking > 0:
            self._bits.extend(bytes(max(lacking, 1 << 12)))
        if last - first == len(several) - 1:
            start, end = (first + 7) >> 3, (last + 1) >> 3
            if start < end:
                self._bits[start:end] = b"\xff" * (end - start)
                several = [*range(first, start << 3), *range(end << 3, last + 1)]
        for number in several:
            self._bits[number >> 3] |= 1 << (number & 7)
