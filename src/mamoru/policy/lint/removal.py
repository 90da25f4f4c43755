"""Rules that decide nothing: without them every handling is answered the same.

Answers are compared by their outcome and by the duties that they bring, whoever states these. An
outcome is told by two questions: is it allowed with the facts that hold, and would it be with those
that are claimed? A rule matters if one of these changes in some cell, or a duty is lost. As facts
only add to what is permitted, lifted and owed, the least facts that bring a rule to bear will do.
"""

from collections.abc import Iterator, Mapping

from mamoru.policy.cells import Cell
from mamoru.policy.growing import Growing, Grown
from mamoru.policy.handling import Owed
from mamoru.policy.model import Kind
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.verdict import bits

Duty = tuple[str, str, str | None, str, str | None]


def idle_rules(book: Rulebook, found: tuple[Cell, ...]) -> frozenset[int]:
    """Return the rules, by number, each of which could be removed and no answer would change."""
    ways = (Growing(book), Growing(book, claims=True))
    return frozenset(
        rule
        for rule in range(len(book.rules))
        if not any(
            _matters(growing, cell, rule)
            for cell in found
            if cell.matching >> rule & 1
            for growing in ways
        )
    )


def _matters(growing: Growing, cell: Cell, rule: int) -> bool:
    """Return whether the answer to some handling of the cell rests on this rule."""
    match growing.book.rules[rule].kind:
        case Kind.PERMIT:
            return _as_permit(growing, cell, rule) or _as_lifter(growing, cell, rule)
        case Kind.LIFT:
            return _as_lifter(growing, cell, rule)
        case Kind.BAN:
            return _as_ban(growing, cell, rule)
        case Kind.DUTY:
            return any(
                _owes_alone(growing, cell, rule, grown)
                for grown in _allowed(growing, cell, growing.book.rule_facts[rule])
            )


def _allowed(
    growing: Growing, cell: Cell, facts: int, *, banned: int = 0, skipping: int = 0
) -> Iterator[Grown]:
    """Yield the least facts with `facts` under which the cell is allowed, by any permit."""
    for permit in bits(cell.matching & growing.book.permits):
        begun = facts | growing.book.rule_facts[permit]
        yield from growing.grown(cell, begun, banned=banned, skipping=skipping)


def _as_permit(growing: Growing, cell: Cell, rule: int) -> bool:
    others = cell.matching & growing.book.permits & ~(1 << rule)
    for grown in growing.grown(cell, growing.book.rule_facts[rule]):
        if not others & ~growing.book.lacking[grown.counted]:
            return True
        if _owes_alone(growing, cell, rule, grown):
            return True
    return False


def _as_lifter(growing: Growing, cell: Cell, rule: int) -> bool:
    book = growing.book
    facts = book.rule_facts[rule]
    for ban in bits(cell.matching & book.bans):
        if not book.lifters[ban] >> rule & 1:
            continue
        for grown in _allowed(growing, cell, facts, banned=book.rule_facts[ban]):
            if not growing.lifting(cell, ban, grown.counted) & ~(1 << rule):
                return True
            if _owes_alone(growing, cell, rule, grown):
                return True
    return False


def _as_ban(growing: Growing, cell: Cell, ban: int) -> bool:
    book = growing.book
    facts = book.rule_facts[ban]
    for grown in _allowed(growing, cell, 0, banned=facts, skipping=1 << ban):
        if not growing.lifting(cell, ban, grown.counted):
            return True
    if growing.claims:
        return False
    for lifter in bits(book.lifters[ban] & cell.matching):
        if not book.rules[lifter].owes:
            continue
        for grown in _allowed(growing, cell, facts | book.rule_facts[lifter]):
            if _owes_alone(growing, cell, ban, grown):
                return True
    return False


def _owes_alone(growing: Growing, cell: Cell, rule: int, grown: Grown) -> bool:
    """Return whether a duty would be lost without the rule, where these facts hold."""
    if growing.claims:
        return False
    deciding = growing.deciding(cell, grown.held)
    without = growing.deciding(cell, grown.held, without=1 << rule)
    rules = growing.book.rules
    return not _duties(rules[one].owes for one in bits(deciding)).keys() <= (
        _duties(rules[one].owes for one in bits(without)).keys()
    )


def _duties(owes: Iterator[tuple[Owed, ...]]) -> Mapping[Duty, None]:
    """Return duties by what is to be done, and not by who states them."""
    return {
        (one.duty, one.evidence, one.within, one.since, one.every): None
        for some in owes
        for one in some
    }
