"""Reads a policy document into flat rules, straight from docs/reference/language.md.

Nothing here is shared with the compiler: it is one half of the oracle (the other is `oracle.py`),
written to be compared with the language's definition line by line, not to be fast.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from mamoru.policy.handling import Owed

CONDITIONS = (
    "data", "sensitive", "identifying", "for", "from", "to", "by", "whose", "place", "residence",
    "purpose_kind",
)  # fmt: skip
"""The words that narrow; `is` is apart because facts add up."""
ACTS_OF_THOSE_WHO_AGREED = ("collect", "use", "provide", "entrust", "share")
Node = dict[str, Any]
Condition = tuple[str, tuple[Any, ...]]
"""A word and the values of which one must be the handling's."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A permit, a ban, a case that lifts a ban, or a duty of the law: what can match a handling."""

    path: str
    within: tuple[str, ...] = ()
    """Paths of everything it stands in, the top clause first, itself last."""
    acts: tuple[str, ...] = ()
    conditions: "tuple[Condition, ...]" = ()
    facts: frozenset[str] = frozenset()
    law: frozenset[str] = frozenset()
    readings: frozenset[str] = frozenset()
    owes: frozenset[Owed] = frozenset()
    excepts: frozenset[str] = frozenset()
    lifters: "tuple[Rule, ...]" = ()
    """For a ban: its own cases. Exceptions elsewhere are found by their `excepts`."""
    liftable: bool = True
    """False for a case of `refuse_when:`."""
    of_law: bool = False


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the reader stands in the document, with all that a case there inherits."""

    within: tuple[str, ...] = ()
    conditions: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    narrowed: "tuple[Condition, ...]" = ()
    """Conditions that nothing further down replaces: an overlay's, and a ban's for its cases."""
    facts: frozenset[str] = frozenset()
    law: frozenset[str] = frozenset()
    readings: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    owes: frozenset[Owed] = frozenset()
    excepts: frozenset[str] = frozenset()

    @property
    def path(self) -> str:
        """Path by which it is cited."""
        return self.within[-1] if self.within else ""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Everything in a document that decides."""

    permits: tuple[Rule, ...]
    bans: tuple[Rule, ...]
    clauses: dict[str, Node]
    """Top clauses by their id, those of overlays as well."""


def many(stated: Any) -> list[Any]:
    """Return what is stated as a list: absent is none, one value is a list of one."""
    if stated is None:
        return []
    return list(stated) if isinstance(stated, list) else [stated]


def enter(place: Place, label: str, node: Node, *, narrows: bool = False) -> Place:
    """Step into a case, group or purpose: its conditions replace, everything else adds up."""
    stated = {word: tuple(many(node[word])) for word in CONDITIONS if word in node}
    path = place.path + label
    inherited = tuple(place.conditions.items()) if narrows else ()
    return Place(
        within=(*place.within, path),
        conditions=stated if narrows else {**place.conditions, **stated},
        narrowed=place.narrowed + inherited,
        facts=place.facts | set(many(node.get("is"))),
        law=place.law | set(many(node.get("law"))),
        readings=place.readings | set(many(node.get("reading"))),
        before=place.before | before_facts(node),
        owes=place.owes | after_duties(path, node),
        excepts=place.excepts | set(many(node.get("exception_to"))),
    )


def before_facts(node: Node) -> set[str]:
    """Facts that must hold before the act, by the duties of this very node."""
    return {duty["do"] for duty in node.get("must", {}).values() if duty["when"] == "before"}


def after_duties(path: str, node: Node) -> set[Owed]:
    """Duties of this very node that arise once the act is allowed."""
    return {
        Owed(
            clause=path + label,
            duty=duty["do"],
            evidence=duty["evidence"],
            within=duty.get("within"),
            every=duty.get("every"),
        )
        for label, duty in node.get("must", {}).items()
        if duty["when"] == "after"
    }


def rule_at(place: Place, acts: list[str], *, facts: frozenset[str] | None = None) -> Rule:
    """Make the rule that stands at a place; without `facts`, with all that add up there."""
    return Rule(
        path=place.path,
        within=place.within,
        acts=tuple(acts),
        conditions=place.narrowed + tuple(place.conditions.items()),
        facts=place.facts if facts is None else facts,
        law=place.law,
        readings=place.readings,
        owes=place.owes,
        excepts=place.excepts,
    )


# ------------------------------------------------------------------ the policy


def read(document: Node) -> Rules:
    """Return the permits and bans of a policy, those of overlays with the residence they need."""
    permits: list[Rule] = []
    bans: list[Rule] = []
    clauses: dict[str, Node] = {}
    for top, clause, narrowed in top_clauses(document):
        clauses[top] = clause
        for rule, is_ban in sentences(Place(narrowed=narrowed), top, clause):
            (bans if is_ban else permits).append(rule)
    if document["policy"].get("binds") == "those_who_agreed":  # paragraph 7
        permits = [half for permit in permits for half in asking_agreement(permit)]
        bans = [
            replace(ban, lifters=tuple(lifters_asking_agreement(ban.lifters, permits)))
            for ban in bans
        ]
    return Rules(permits=tuple(permits), bans=tuple(bans), clauses=clauses)


def asking_agreement(permit: Rule) -> Iterator[Rule]:
    """Yield a permit as it is for acts that bind nobody, and with `agreed` for those that do.

    AMBIGUITY: a sentence that permits acts of both sorts is read act by act.
    """
    bound = tuple(act for act in permit.acts if act in ACTS_OF_THOSE_WHO_AGREED)
    free = tuple(act for act in permit.acts if act not in ACTS_OF_THOSE_WHO_AGREED)
    if bound:
        yield replace(permit, acts=bound, facts=permit.facts | {"agreed"})
    if free:
        yield replace(permit, acts=free)


def lifters_asking_agreement(lifters: tuple[Rule, ...], permits: list[Rule]) -> Iterator[Rule]:
    """Yield the lifters, with `agreed` where they are permits; a case of `unless:` is none."""
    for lifter in lifters:
        halves = [permit for permit in permits if permit.path == lifter.path]
        yield from halves or [lifter]


def top_clauses(document: Node) -> Iterator[tuple[str, Node, tuple[Condition, ...]]]:
    """Yield every top clause with the residence that an overlay makes it ask for."""
    overlays = document.get("overlays", {}).values()
    for top, clause in document["clauses"].items():
        away = tuple(
            place
            for overlay in overlays
            if top in many(overlay.get("replaces"))
            for place in many(overlay["residence"])
        )
        yield top, clause, ((("not_residence", away),) if away else ())
    for overlay in overlays:
        for top, clause in overlay["clauses"].items():
            yield top, clause, (("residence", tuple(many(overlay["residence"]))),)


def sentences(outer: Place, label: str, node: Node) -> Iterator[tuple[Rule, bool]]:
    """Yield the rules of a clause and of all clauses below it, each with whether it is a ban."""
    here = enter(outer, label, node)
    if "may" in node:
        yield from read_may(here, node)
    elif "never" in node:
        lifters = tuple(lifting_case(here, node["never"], *case) for case in cases(node, "unless"))
        yield replace(rule_at(here, node["never"]), lifters=lifters), True
    elif "on_request" in node:
        yield from read_on_request(here, node)
    else:
        for case_label, case in cases(node, "cases"):
            yield from sentences(here, case_label, case)
    for also_label, sentence in cases(node, "also"):
        # It inherits nothing from the clause, but is cited below it and lives where it applies.
        alone = Place(within=here.within, narrowed=outer.narrowed)
        yield from sentences(alone, also_label, sentence)


def cases(node: Node, word: str) -> list[tuple[str, Node]]:
    """Return the labelled cases under one word."""
    return list(node.get(word, {}).items())


def read_may(here: Place, node: Node) -> Iterator[tuple[Rule, bool]]:
    """Yield the permits of a `may`, and the ban that `only_when:` is for everything else."""
    shapes = [word for word in ("cases", "only_when", "purposes") if word in node]
    if len(shapes) > 1:
        raise ValueError(f"{here.path}: the language does not define {' beside '.join(shapes)}")
    word = shapes[0] if shapes else "cases"
    permits = [permit(leaf, node["may"]) for leaf in leaves(here, node, word)]
    yield from ((rule, False) for rule in permits)
    if "only_when" in node:
        yield replace(rule_at(here, node["may"], facts=frozenset()), lifters=tuple(permits)), True


def read_on_request(here: Place, node: Node) -> Iterator[tuple[Rule, bool]]:
    """Yield the permits of a request that was made by a verified person, and its refusals."""
    asked = frozenset({"request", "identity_verified"})
    for leaf in leaves(here, node, "cases"):
        rule = permit(leaf, node["on_request"])
        yield replace(rule, facts=rule.facts | asked), False
    for label, case in cases(node, "refuse_when"):
        without_is = replace(here, facts=frozenset())
        refusal = rule_at(enter(without_is, label, case, narrows=True), node["on_request"])
        yield replace(refusal, liftable=False), True


def leaves(here: Place, node: Node, word: str = "cases") -> Iterator[Place]:
    """Yield where the rules of a sentence are: its innermost cases or purposes, else itself."""
    if word not in node:
        yield here
    for label, case in cases(node, word):
        inner = enter(here, label, case)
        if word == "purposes":
            yield from purposes(inner, case)
        else:
            yield from leaves(inner, case)


def purposes(here: Place, node: Node) -> Iterator[Place]:
    """Yield one case per purpose, whose `for:` is that purpose itself."""
    if "purposes" in node:
        yield from leaves(here, node, "purposes")
    else:
        conditions = {**here.conditions, "for": (node.get("named", here.path),)}
        yield replace(here, conditions=conditions)


def permit(place: Place, acts: list[str]) -> Rule:
    """Make a permit; what must be done before the act is one more fact of it."""
    return rule_at(place, acts, facts=place.facts | place.before)


def lifting_case(ban: Place, acts: list[str], label: str, case: Node) -> Rule:
    """Make a case of `unless:`; only its own `before` duties belong to it."""
    inner = enter(ban, label, case, narrows=True)
    return rule_at(inner, acts, facts=inner.facts | before_facts(case))
