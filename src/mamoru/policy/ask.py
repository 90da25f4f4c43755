"""Answers under which conditions a handling would be allowed, with some attributes left open."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

import msgspec

from mamoru.errors import BadInputError
from mamoru.policy.classes import classes
from mamoru.policy.evidence import is_evidence
from mamoru.policy.handling import Handling
from mamoru.policy.model import Value
from mamoru.policy.rulebook import DATALESS, Rulebook, is_identifying
from mamoru.policy.verdict import bits
from mamoru.policy.words import IMPLIES

MAX_COMBINATIONS = 100_000


class TooOpenError(BadInputError):
    """So many attributes are open that the answer would be longer than the policy."""

    code = "too-open"
    ja = "未定の項目が多すぎます(組み合わせ {count}、上限 {limit})。いくつか指定してください。"
    en = "Too many attributes are open ({count} combinations, limit {limit}); state some of them."


class UnknownAttributeError(BadInputError):
    """No attribute of a handling has this name."""

    code = "unknown-attribute"
    ja = "「{attribute}」という項目はありません(あるもの: {known})。"
    en = "There is no attribute {attribute!r} (known: {known})."


class Way(msgspec.Struct, frozen=True):
    """One way to be allowed: open attributes with any of these values, and all these facts.

    `None` among the values is not stated. Facts that are given with evidence are not repeated.
    """

    values: dict[str, tuple[Value, ...]]
    facts: tuple[str, ...]


def ask(book: Rulebook, handling: Handling, open_attributes: Iterable[str]) -> tuple[Way, ...]:
    """Return every way in which `handling` would be allowed, whatever it says on what is open.

    The ways cover exactly the combinations that `decide` allows once the facts hold: each set of
    facts is minimal. Raises `UnknownAttributeError` and `TooOpenError`.
    """
    names = tuple(dict.fromkeys(open_attributes))
    for name in names:
        if name not in book.tables:
            raise UnknownAttributeError(attribute=name[:40], known=", ".join(book.tables))
    alike = [classes(book, name) for name in names]
    count = 1
    for one in alike:
        count *= len(one)
    if count > MAX_COMBINATIONS:
        raise TooOpenError(count=count, limit=MAX_COMBINATIONS)
    if not book.claimable.keys() >= handling.grounds.keys():
        return ()  # not covered, whatever the rest is
    held = 0
    for fact, evidence in handling.grounds.items():
        held |= book.claimable[fact] if is_evidence(evidence) else 0
    boxes: dict[int, list[dict[str, tuple[Value, ...]]]] = {}
    for combination in product(*alike):
        box = dict(zip(names, combination, strict=True))
        found = _fact_sets(book, _matching(book, handling, box), held)
        for facts in _minimal(_unimplied(book, facts) for facts in found):
            boxes.setdefault(facts, []).append(box)
    return tuple(
        Way(values=box, facts=book.names(facts))
        for facts, found in sorted(boxes.items(), key=lambda item: item[0].bit_count())
        for box in _merged(names, found)
    )


def _matching(book: Rulebook, handling: Handling, box: Mapping[str, tuple[Value, ...]]) -> int:
    stated = msgspec.to_builtins(handling)
    chosen = {name: box[name][0] if name in box else stated.get(name) for name in book.tables}
    chosen["by"] = box["by"][0] if "by" in box else handling.actor
    data = None if chosen["data"] is None else str(chosen["data"])
    if data is None and chosen["act"] not in DATALESS:
        return 0
    asked = msgspec.structs.replace(handling, data=data, identifying=bool(chosen["identifying"]))
    if data is not None and data not in book.policy.categories:
        return 0
    chosen["identifying"] = is_identifying(book.policy, asked)
    if chosen["sensitive"] is None:
        chosen["sensitive"] = book.natures.get(data)
    matching = -1
    for name, table in book.tables.items():
        matching &= table.get(chosen[name], 0)
    return matching


def _fact_sets(book: Rulebook, matching: int, held: int) -> Iterator[int]:
    """Yield sets of further facts under which the matching rules allow."""
    waiting = [book.rule_facts[i] & ~held for i in bits(matching & book.permits)]
    seen: set[int] = set()
    while waiting:
        facts = waiting.pop()
        if facts in seen:
            continue
        seen.add(facts)
        met = matching & ~book.lacking[held | _closed(book, facts)]
        standing = [i for i in bits(met & book.bans) if not book.lifters[i] & met]
        if not standing:
            yield facts
            continue
        lifters = book.lifters[standing[0]] & matching
        waiting.extend(facts | book.rule_facts[i] & ~held for i in bits(lifters))


def _closed(book: Rulebook, facts: int) -> int:
    """Return `facts` with everything they imply."""
    for name in book.names(facts):
        facts |= book.fact_bits[name]
    return facts


def _unimplied(book: Rulebook, facts: int) -> int:
    """Return `facts` without those that others among them imply."""
    names = set(book.names(facts))
    for name in names & IMPLIES.keys():
        facts &= ~(book.fact_bits[name] & book.fact_bits[IMPLIES[name]])
    return facts


def _minimal(sets: Iterable[int]) -> list[int]:
    found: list[int] = []
    for facts in sorted(set(sets), key=int.bit_count):
        if not any(smaller & facts == smaller for smaller in found):
            found.append(facts)
    return found


def _merged(
    names: tuple[str, ...], boxes: list[dict[str, tuple[Value, ...]]]
) -> list[dict[str, tuple[Value, ...]]]:
    """Return boxes that cover the same combinations, joined along each attribute in turn."""
    for name in names:
        joined: dict[tuple[tuple[Value, ...], ...], dict[str, tuple[Value, ...]]] = {}
        for box in boxes:
            key = tuple(box[other] for other in names if other != name)
            if key in joined:
                joined[key] = {**joined[key], name: (*joined[key][name], *box[name])}
            else:
                joined[key] = box
        boxes = list(joined.values())
    return boxes
