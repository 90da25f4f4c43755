"""The least facts under which what matches a handling is allowed.

More facts never take away a permit or what lifts a ban; they only bring further bans. So it is
enough to begin with the facts that are asked about, and to add those of something that lifts
wherever a ban stands: every set of facts that allows holds one of the sets found.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from mamoru.policy.cells import Cell
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.verdict import bits

_WITH_CONSENT = ("consent", "consent_prior")
"""What holds as well where a guardian consented: nobody does so otherwise than by consenting."""


class Grown(NamedTuple):
    """Facts under which every ban of a cell is lifted and a permit is met."""

    asked: int
    """Facts to bring, without those that they imply."""
    counted: int
    """Facts that count for permits and for what lifts: all that hold, or are at least claimed."""
    held: int
    """Facts that count for bans."""


@dataclass(frozen=True)
class Growing:
    """Looks for facts in the cells of one rulebook.

    With `claims`, a claim is enough for permits and for what lifts, as for the answer `needs`; else
    facts have to hold, as for `allow`.
    """

    book: Rulebook
    claims: bool = False
    _closures: dict[int, int] = field(default_factory=dict)

    @cached_property
    def of_person(self) -> int:
        """Return the facts that only the person's state brings: these hold, or are not there."""
        facts = self.book.policy.facts
        return self.mask(*(name for name in facts if facts[name].origin == "person"))

    @cached_property
    def base(self) -> int:
        """Return the facts that count without being brought."""
        return self.book.owed if self.claims else 0

    def mask(self, *names: str) -> int:
        """Return the bits of facts, without those that they imply."""
        return sum(1 << self.book.fact_names.index(name) for name in names)

    def closed(self, facts: int) -> int:
        """Return `facts` with everything that holds with them."""
        found = self._closures.get(facts)
        if found is None:
            names = self.book.names(facts)
            found = facts
            for name in (*names, *(_WITH_CONSENT if "guardian_consent" in names else ())):
                found |= self.book.fact_bits[name]
            self._closures[facts] = found
        return found

    def lifting(self, cell: Cell, ban: int, counted: int) -> int:
        """Return the rules that lift a ban in a cell where these facts count."""
        return self.book.lifters[ban] & cell.matching & ~self.book.lacking[counted]

    def met(self, cell: Cell, facts: int) -> int:
        """Return the rules of a cell whose facts are all among `facts`."""
        return cell.matching & ~self.book.lacking[facts]

    def grown(
        self, cell: Cell, begun: int, *, banned: int = 0, skipping: int = 0
    ) -> Iterator[Grown]:
        """Yield the least facts with `begun` under which every ban but `skipping` is lifted.

        The facts `banned` hold, whatever else is only claimed. A permit is met only where the
        facts of one were begun with.
        """
        waiting, seen = [begun | banned], set[int]()
        while waiting:
            asked = waiting.pop()
            whole = self.closed(asked)
            if asked in seen or whole & cell.impossible:
                continue
            seen.add(asked)
            counted = self.closed(asked | self.base)
            held = self.closed(asked & self.of_person | banned) if self.claims else whole
            standing = self._standing(cell, counted, held, skipping)
            if standing is None:
                yield Grown(asked, counted, held)
                continue
            lifters = bits(self.book.lifters[standing] & cell.matching)
            waiting.extend(asked | self.book.rule_facts[one] & ~counted for one in lifters)

    def _standing(self, cell: Cell, counted: int, held: int, skipping: int) -> int | None:
        """Return a ban that nothing lifts yet."""
        for ban in bits(self.met(cell, held) & self.book.bans & ~skipping):
            if not self.lifting(cell, ban, counted):
                return ban
        return None

    def deciding(self, cell: Cell, held: int, *, without: int = 0) -> int:
        """Return the rules whose duties are owed where these facts hold and it is allowed."""
        met = self.met(cell, held) & ~without
        deciding = met & (self.book.permits | self.book.duties)
        for ban in bits(met & self.book.bans):
            deciding |= self.lifting(cell, ban, held) & ~without
        return deciding
