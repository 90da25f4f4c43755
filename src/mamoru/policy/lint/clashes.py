"""Clauses that clash, and clauses without effect: found over every handling, not by their words.

* A permit that *no request can reach*: whatever the handling and its facts, bans stand wherever it
  is met.
* A *contradiction*: one clause permits and another forbids the same, in every cell of the permit
  and with exactly the facts that the permit asks for; and the ban is the closed list of an
  `only_when`, which the permit is no exception to, or nothing at all lifts it there. A ban with an
  `unless:` that can still be met is no contradiction: both can be obeyed.
* An *overlap*: the same in a part of the permit. The ban prevails, which the text should say.
* A case or an exception that *lifts nothing*: where it applies, no ban does that it could lift.
* A ban that *nothing can lift*, and a rule that *decides nothing* (see `removal`).
"""

from collections.abc import Iterator, Mapping

import msgspec

from mamoru.policy.cells import FIELDS, OPTIONAL, Cell, cells
from mamoru.policy.errors import Place
from mamoru.policy.growing import Growing
from mamoru.policy.handling import Handling
from mamoru.policy.lint.raised import Raised
from mamoru.policy.lint.removal import idle_rules
from mamoru.policy.model import Kind, Policy, Rule
from mamoru.policy.rulebook import LawVersion, Rulebook, compile_rules
from mamoru.policy.verdict import bits

_SOME_AGE = LawVersion(guardian_age=1)
"""People below the age of consent exist, whatever that age is."""


def clashes(policy: Policy, places: Mapping[str, Place]) -> Iterator[Raised]:
    """Yield what is wrong among the rules of a policy, the law left aside.

    `places` says where each clause and case stands.
    """
    found = Clashing(policy)
    for code, rule, facts, example in found.all():
        yield Raised(
            code=code,
            about=rule.cite,
            place=places.get(rule.cite, Place(1, 1)),
            facts={"clause": rule.cite, **facts},
            example=example,
        )


Clash = tuple[str, Rule, dict[str, str], Handling | None]


class Clashing:
    """The rules of one policy, with every cell that they tell apart."""

    def __init__(self, policy: Policy) -> None:
        self.book: Rulebook = compile_rules(policy, law=_SOME_AGE)
        self.cells = cells(self.book).found
        self.growing = Growing(self.book)

    def all(self) -> Iterator[Clash]:
        """Yield every clash; a rule that is unreachable or lifts nothing is not said to be idle."""
        useless = set[int]()
        for code, number, facts, example in self._of_one():
            useless.add(number)
            yield code, self.book.rules[number], facts, example
        yield from self._contradictions()
        for number in self._absolute():
            yield "absolute-ban", self.book.rules[number], {}, None
        for number in self._redundant(useless):
            yield "redundant", self.book.rules[number], {}, None

    def _of_one(self) -> Iterator[tuple[str, int, dict[str, str], Handling | None]]:
        for number, rule in enumerate(self.book.rules):
            if rule.kind is Kind.PERMIT and not self._is_reachable(number):
                bans = ", ".join(self._bans_over(number)) or "-"
                yield "unreachable-permit", number, {"bans": bans}, self._example(number)
            if rule.kind in (Kind.LIFT, Kind.PERMIT) and rule.lifts and not self._lifts(number):
                yield "idle-exception", number, {"bans": ", ".join(rule.lifts)}, None

    def _redundant(self, useless: set[int]) -> Iterator[int]:
        """Yield one rule of each place that could go; the ban of a closed list cannot be taken out.

        A place whose rule was split by its acts could go only if each part could.
        """
        parts: dict[tuple[str, Kind], list[int]] = {}
        for number, rule in enumerate(self.book.rules):
            parts.setdefault((rule.cite, rule.kind), []).append(number)
        idle = idle_rules(self.book, self.cells)
        for (_, kind), numbers in parts.items():
            if not idle.issuperset(numbers) or useless.intersection(numbers):
                continue
            if kind is not Kind.BAN or not self._is_closed_list(numbers[0]):
                yield numbers[0]

    def _cells_of(self, number: int) -> Iterator[Cell]:
        return (cell for cell in self.cells if cell.matching >> number & 1)

    def _is_reachable(self, number: int) -> bool:
        facts = self.book.rule_facts[number]
        return any(True for cell in self._cells_of(number) for _ in self.growing.grown(cell, facts))

    def _bans_over(self, number: int) -> list[str]:
        """Return the bans that are not lifted where just the facts of a permit hold."""
        found = [
            self.book.rules[ban].cite
            for cell in self._cells_of(number)
            for ban in self._standing(cell, number)
        ]
        return list(dict.fromkeys(found))

    def _standing(self, cell: Cell, permit: int) -> Iterator[int]:
        """Yield the bans that stand in a cell where exactly the facts of the permit hold."""
        held = self.growing.closed(self.book.rule_facts[permit])
        if held & cell.impossible:
            return
        for ban in bits(self.growing.met(cell, held) & self.book.bans):
            if not self.growing.lifting(cell, ban, held):
                yield ban

    def _lifts(self, number: int) -> bool:
        return any(
            self.book.lifters[ban] >> number & 1
            for cell in self._cells_of(number)
            for ban in bits(cell.matching & self.book.bans)
        )

    def _absolute(self) -> Iterator[int]:
        for number, rule in enumerate(self.book.rules):
            if rule.kind is Kind.BAN and rule.can_be_excepted:
                lifters = self.book.lifters[number]
                if not any(cell.matching & lifters for cell in self._cells_of(number)):
                    yield number

    def _contradictions(self) -> Iterator[Clash]:
        """Yield one finding for each ban and clause that it takes something from."""
        found: dict[tuple[str, int, str], list[tuple[int, Cell]]] = {}
        for permit in bits(self.book.permits):
            own = [cell for cell in self._cells_of(permit) if self._is_possible(cell, permit)]
            if not self._is_reachable(permit):
                continue
            for ban, clashing in self._against(own, permit).items():
                code = "contradiction" if len(clashing) == len(own) else "overlap"
                key = (code, ban, self.book.rules[permit].top)
                found.setdefault(key, []).append((permit, clashing[0]))
        for (code, ban, _), permits in found.items():
            named = dict.fromkeys(self.book.rules[permit].cite for permit, _ in permits)
            first, cell = permits[0]
            facts = {"permits": ", ".join(named), "ban": self.book.rules[ban].cite}
            yield code, self.book.rules[first], facts, self._with_facts(cell, first, ban)

    def _against(self, own: list[Cell], permit: int) -> dict[int, list[Cell]]:
        """Return the bans of other clauses that contradict a permit, each with the cells."""
        clashing: dict[int, list[Cell]] = {}
        for cell in own:
            for ban in self._standing(cell, permit):
                if self._is_against(cell, permit, ban):
                    clashing.setdefault(ban, []).append(cell)
        return clashing

    def _is_possible(self, cell: Cell, permit: int) -> bool:
        return not self.growing.closed(self.book.rule_facts[permit]) & cell.impossible

    def _is_against(self, cell: Cell, permit: int, ban: int) -> bool:
        """Return whether a ban that stands contradicts the permit, rather than adding to it."""
        permitting, banning = self.book.rules[permit], self.book.rules[ban]
        if permitting.top == banning.top or not banning.can_be_excepted:
            return False
        return not self.book.lifters[ban] & cell.matching or self._is_closed_list(ban)

    def _is_closed_list(self, ban: int) -> bool:
        top = self.book.rules[ban].top
        lifters = (self.book.rules[one] for one in bits(self.book.lifters[ban]))
        return any(one.kind is Kind.PERMIT and one.top == top for one in lifters)

    def _example(self, number: int) -> Handling | None:
        return next((self._with_facts(cell, number) for cell in self._cells_of(number)), None)

    def _with_facts(self, cell: Cell, *numbers: int) -> Handling:
        """Return a handling of the cell that these rules match, with the first one's facts.

        It claims what an asker can claim, and states nothing that the rules do not ask for.
        """
        facts = self.book.policy.facts
        grounds: dict[str, str | None] = {
            name: f"{facts[name].evidence}:1"
            for name in sorted(self.book.rules[numbers[0]].facts)
            if facts[name].origin != "person"
        }
        free = {
            FIELDS.get(name, name): None
            for name in OPTIONAL
            if all(self.book.tables[name][None] >> number & 1 for number in numbers)
        }
        return msgspec.structs.replace(cell.handling(), grounds=grounds, **free)
