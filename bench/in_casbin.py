"""The rules of a rulebook as a casbin model with attribute rules, and handlings as its requests.

Every permit and ban is a line of policy for each act: an expression over the request, and the
effect. A ban's expression ends in `and not` what lifts it; the closed vocabulary is one more line
with the effect `deny`; a denial prevails. `Enforcer` goes through all lines. `FastEnforcer`, the
fastest that casbin offers, goes through those of the act and the category alone, so there every
line stands once for each category its rule accepts.
"""

from collections.abc import Iterable, Iterator

import casbin
from casbin.model import FastModel, Model

from mamoru.policy.handling import Handling
from mamoru.policy.model import ATTRIBUTES, Kind, Rule, Value
from mamoru.policy.rulebook import DATALESS, Rulebook, is_identifying
from mamoru.policy.verdict import bits

MODEL = """
[request_definition]
r = {attributes}, shown

[policy_definition]
p = {keys}, rule, eft

[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))

[matchers]
m = {same} && eval(p.rule)
"""
NOT_STATED = "-"
ACT = ("act",)
ACT_AND_DATA = ("act", "data")
Enforcer = casbin.Enforcer
Request = tuple[str | bool | frozenset[str], ...]


def enforcer(book: Rulebook, keys: tuple[str, ...]) -> casbin.Enforcer:
    """Return the rules of `book`, with a line for each combination of `keys`."""
    model = FastModel([0, 1]) if keys == ACT_AND_DATA else Model()
    same = " && ".join(f"r.{key} == p.{key}" for key in keys)
    names = {"attributes": ", ".join(ATTRIBUTES), "keys": ", ".join(keys), "same": same}
    model.load_model_from_text(MODEL.format(**names))
    for line in dict.fromkeys(_lines(book, keys)):
        model.add_policy("p", "p", list(line))
    if keys == ACT_AND_DATA:
        return casbin.FastEnforcer(model, cache_key_order=[0, 1])
    return casbin.Enforcer(model)


def allows(enforcer: casbin.Enforcer, request: Request) -> bool:
    """Return whether casbin allows it; where no line has the keys, casbin raises, which is no."""
    try:
        return bool(enforcer.enforce(*request))
    except RuntimeError:
        return False


def request(book: Rulebook, handling: Handling) -> Request:
    """Return `handling` as the values of `r`."""
    stated = (
        handling.act,
        handling.data,
        handling.sensitive,
        is_identifying(book.policy, handling),
        handling.purpose,
        handling.source,
        handling.recipient,
        handling.actor,
        handling.whose,
        handling.place,
        handling.residence,
    )
    shown = frozenset(fact for fact, evidence in handling.grounds.items() if evidence)
    return (*map(_word, stated), shown)


def _lines(book: Rulebook, keys: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    rest = tuple(name for name in ATTRIBUTES if name not in keys)
    for i, rule in enumerate(book.rules):
        if rule.kind is Kind.PERMIT:
            for found in _combinations(book, rule, keys):
                yield (*found, _holds(book, rule, rest), "allow")
        elif rule.kind is Kind.BAN:
            lifts = [book.rules[lifter] for lifter in bits(book.lifters[i])]
            for found in _combinations(book, rule, keys):
                parts = [
                    _holds(book, o, rest) for o in lifts if found in _combinations(book, o, keys)
                ]
                unless = f" and not {_any(parts)}" if parts else ""
                yield (*found, _holds(book, rule, rest) + unless, "deny")
    for found in _combinations(book, None, keys):
        yield (*found, _strange(book, found[0], rest), "deny")


def _combinations(
    book: Rulebook, rule: Rule | None, keys: tuple[str, ...]
) -> list[tuple[str, ...]]:
    """Return the values of the keys that `rule` accepts; every one if it is `None`."""
    found: list[tuple[str, ...]] = [()]
    for key in keys:
        accepted = rule.accepts.get(key) if rule else None
        values = [str(_word(one)) for one in (book.tables[key] if accepted is None else accepted)]
        found = [(*before, value) for before in found for value in sorted(values)]
    return found


def _holds(book: Rulebook, rule: Rule, names: Iterable[str]) -> str:
    parts = [_accepts(name, rule.accepts[name]) for name in names if name in rule.accepts]
    return " and ".join([*parts, *(_fact(book, name) for name in sorted(rule.facts))]) or "True"


def _accepts(name: str, values: Iterable[Value]) -> str:
    listed = sorted(map(_word, values))
    if len(listed) == 1:
        return f"r.{name} == {listed[0]!r}"
    return f"r.{name} in ({', '.join(map(repr, listed))})"


def _fact(book: Rulebook, asked: str) -> str:
    """Return when the fact holds: it, or one that implies it, was shown."""
    bit = 1 << book.fact_names.index(asked)
    return _any(f"{name!r} in r.shown" for name, m in book.claimable.items() if m & bit)


def _strange(book: Rulebook, act: str, names: Iterable[str]) -> str:
    known = [_accepts(name, book.tables[name]) for name in names if name != "identifying"]
    untold = "" if act in DATALESS else f" or r.data == {NOT_STATED!r}"
    return f"not ({' and '.join(known)}){untold}"


def _any(parts: Iterable[str]) -> str:
    listed = [f"({part})" for part in parts]
    return f"({' or '.join(listed)})" if listed else "False"


def _word(value: Value) -> str | bool:
    return NOT_STATED if value is None else value
