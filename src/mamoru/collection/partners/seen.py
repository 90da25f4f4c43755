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
        """Add people."""
        for number in numbers:
            at = number >> 3
            if at >= len(self._bits):
                self._bits.extend(bytes(max(at + 1 - len(self._bits), 1 << 12)))
            self._bits[at] |= 1 << (number & 7)
