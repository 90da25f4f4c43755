"""What is asked of one version at a handling, and the facts that bring it nearer."""

from dataclasses import dataclass, replace

from mamoru.policy.diff.sides import Side
from mamoru.policy.verdict import bits


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked of one version, each as a set of its rules.

    `must` match. One of `permits` is met, if any are named; none of `bans` stands; none of `never`
    is met, nor both rules of a pair in `apart`.
    """

    must: int = 0
    permits: int = 0
    bans: int = 0
    never: int = 0
    apart: tuple[int, ...] = ()

    def within(self, side: Side, universe: int) -> "Wanted":
        """Return what is wanted without rules whose facts are not all in `universe`."""
        idle = side.lacking(universe)
        return replace(
            self,
            bans=self.bans & ~idle,
            never=self.never & ~idle,
            apart=tuple(pair for pair in self.apart if not pair & idle),
        )

    def is_spoiled(self, met: int) -> bool:
        """Return whether what must not be met is among the rules that are."""
        return bool(met & self.never) or any(pair & ~met == 0 for pair in self.apart)

    def rules(self, side: Side) -> int:
        """Return every rule that has a say."""
        pairs = 0
        for pair in self.apart:
            pairs |= pair
        lifters = side.lifters(self.bans)
        return self.must | self.permits | self.bans | self.never | pairs | lifters

    def step(self, side: Side, rules: int, met: int) -> list[int] | None:
        """Return facts that would bring what is missing, each an alternative; `None` if nothing is.

        `rules` are those that match, `met` those of them whose facts hold.
        """
        if self.permits and not self.permits & met:
            return [side.facts[rule] for rule in bits(self.permits & rules)]
        for ban in bits(self.bans & met):
            lifters = side.book.lifters[ban] & rules
            if not lifters & met:
                return [side.facts[rule] for rule in bits(lifters)]
        return None
