"""The rules of a rulebook as Cedar policies, and handlings as Cedar requests.

A permit becomes `permit`, a ban `forbid … unless` one of the rules that lift it holds, the closed
vocabulary one more `forbid`. The act is the action; everything else stands in the context, with
`-` for what is not stated. `shown` has the grounds that came with evidence.
"""

import json
from collections.abc import Iterable
from typing import Any

from mamoru.policy.handling import Handling
from mamoru.policy.model import Kind, Rule, Value
from mamoru.policy.rulebook import DATALESS, Rulebook
from mamoru.policy.verdict import bits

NOT_STATED = "-"
Request = dict[str, Any]


def policies(book: Rulebook) -> str:
    """Return every permit and ban of `book` as one Cedar policy set."""
    said = [_vocabulary(book)]
    for i, rule in enumerate(book.rules):
        if rule.kind is Kind.PERMIT:
            said.append(f"permit ({_scope(rule)}) when {{ {_holds(book, rule)} }};")
        elif rule.kind is Kind.BAN:
            lifts = [book.rules[lifter] for lifter in bits(book.lifters[i])]
            unless = _any(f"({_acts(one)} && {_holds(book, one)})" for one in lifts)
            said.append(
                f"forbid ({_scope(rule)}) when {{ {_holds(book, rule)} }}"
                + (f" unless {{ {unless} }};" if lifts else ";")
            )
    return "\n".join(said)


def request(book: Rulebook, handling: Handling) -> Request:
    """Return `handling` as a Cedar request, its context written as JSON beforehand."""
    stated = {
        "data": handling.data,
        "sensitive": handling.sensitive,
        "purpose": handling.purpose,
        "from": handling.source,
        "to": handling.recipient,
        "by": handling.actor,
        "whose": handling.whose,
        "place": handling.place,
        "residence": handling.residence,
    }
    context = {name: value or NOT_STATED for name, value in stated.items()}
    shown = {fact: True for fact, evidence in handling.grounds.items() if evidence}
    always = {c.id for c in book.policy.categories.values() if c.identifies == "always"}
    identifying = handling.identifying or handling.data in always
    return {
        "principal": 'Party::"company"',
        "action": f'Action::"{handling.act}"',
        "resource": 'Person::"anybody"',
        "context": json.dumps({**context, "identifying": identifying, "shown": shown}),
    }


def _scope(rule: Rule) -> str:
    return f"principal, {_acts(rule)}, resource"


def _acts(rule: Rule) -> str:
    acts = sorted(map(str, rule.accepts.get("act", ())))
    return f"action in [{', '.join(f'Action::{json.dumps(act)}' for act in acts)}]"


def _holds(book: Rulebook, rule: Rule) -> str:
    parts = [
        _accepts(name, rule.accepts[name])
        for name in book.tables
        if name in rule.accepts and name != "act"
    ]
    return " && ".join([*parts, *(_fact(book, name) for name in sorted(rule.facts))]) or "true"


def _accepts(name: str, values: Iterable[Value]) -> str:
    if name == "identifying":
        return _any("context.identifying" if value else "!context.identifying" for value in values)
    words = sorted(NOT_STATED if value is None else str(value) for value in values)
    return _any(f'context["{name}"] == {json.dumps(word)}' for word in words)


def _fact(book: Rulebook, asked: str) -> str:
    """Return when the fact holds: it, or one that implies it, was shown."""
    bit = 1 << book.fact_names.index(asked)
    return _any(f"context.shown has {name}" for name, m in book.claimable.items() if m & bit)


def _vocabulary(book: Rulebook) -> str:
    acts = _acts(
        Rule(kind=Kind.BAN, cite="", top="", accepts={"act": frozenset(book.tables["act"])})
    )
    known = [
        acts,
        *(
            _accepts(name, table)
            for name, table in book.tables.items()
            if name not in ("act", "identifying")
        ),
    ]
    dataless = ", ".join(f"Action::{json.dumps(act)}" for act in sorted(DATALESS))
    known.append(f'(context.data != "{NOT_STATED}" || action in [{dataless}])')
    return f"forbid (principal, action, resource) unless {{ {' && '.join(known)} }};"


def _any(parts: Iterable[str]) -> str:
    listed = list(parts)
    return f"({' || '.join(listed)})" if listed else "false"
