"""Small random policies, and handlings and people over their words, for comparing two evaluators.

`policies()` makes documents as plain dictionaries that keep to docs/reference/language.md: every
sentence and every condition occurs, nested. The words are few, so that rules meet often.
`random_handlings.py` makes what is asked of them.
"""

from dataclasses import dataclass, field
from typing import Any

import yaml
from hypothesis import strategies as st
from tests.policy.pick import Pick
from tests.policy.sound import make_sound, overlapping

Node = dict[str, Any]
TEXT = {"ja": "文", "en": "text"}
ACTS = ("collect", "use", "provide", "entrust", "disclose", "amend")
PARTIES = {
    "company": "company", "customer": "person", "bank": "third_party", "shop": "third_party",
    "helper": "contractor", "heir": "successor", "partner": "joint_user",
}  # fmt: skip
CLAIMS = ("consent", "consent_prior", "foreign_consent", "by_law", "badge", "succession")
OWED = {"notice_shown": "notice_record", "approved": "approval", "stamp": "review"}
OF_PERSON = (
    "opted_in", "agreed", "use_suspended", "provision_suspended", "left", "minor",
    "guardian_consent", "retention_over",
)  # fmt: skip
FACTS = (*CLAIMS, *CLAIMS, *OWED, *OF_PERSON)
"""Claims twice, so that they are drawn more often."""
PARTY_VALUES = ("company", "bank", "shop", "partner", "role:third_party", "role:successor")
VALUES: dict[str, tuple[Any, ...]] = {
    "data": ("all", "traces", "card", "clicks", "notes"),
    "sensitive": ("any", "none", "health", "union"),
    "identifying": (True, False),
    "from": ("person", "partner", "module"),
    "to": PARTY_VALUES,
    "by": PARTY_VALUES,
    "whose": ("guest", "firm"),
    "place": ("JP", "designated", "abroad"),
    "residence": ("JP", "EEA", "other"),
    "purpose_kind": ("service", "marketing"),
}
OF_PURPOSES = ("for", "purpose_kind")
"""Conditions on the purpose."""
ARTICLES = ("APPI 17(1)", "APPI 20(2)", "APPI 27(1)")


@dataclass
class Drawn:
    """What was drawn so far, so that references never dangle."""

    pick: Pick
    purposes: list[str] = field(default_factory=list)
    """Paths that `for:` may name: purposes, groups and the clauses that hold them."""
    bans: list[str] = field(default_factory=list)
    """Clauses with a ban that an exception may name."""


def leaf(identifies: str, label: str) -> Node:
    """A category without smaller ones."""
    return {**TEXT, "identifies": identifies, "items": {f"{label}_item": dict(TEXT)}}


def vocabulary() -> Node:
    """Everything of a policy but its clauses."""
    traces = {"clicks": leaf("maybe", "clicks"), "pages": leaf("never", "pages")}
    kinds = {
        "card": leaf("always", "card"),
        "traces": {**TEXT, "kinds": traces},
        "notes": leaf("maybe", "notes"),
    }
    reading = {"about": ["1"], "date": "2026-11-01", "asks": TEXT, "holds": TEXT, "because": TEXT}
    return {
        "mamoru": 1,
        "policy": {
            "id": "random",
            "title": TEXT,
            "controller": {"id": "random", **TEXT},
            "version": "2026-01-01",
            "effective_from": "2026-01-01",
            "history": [{"date": "2026-01-01", **TEXT}],
            "users": TEXT,
        },
        "people": {"guest": {**TEXT, "is": "natural"}, "firm": {**TEXT, "is": "corporate"}},
        "data": {"all": {**TEXT, "kinds": kinds}},
        "sensitive": {
            "health": {**TEXT, "law": "special_care"},
            "union": {**TEXT, "law": "other"},
        },
        "parties": {name: {**TEXT, "role": role} for name, role in PARTIES.items()},
        "facts": {
            "badge": {**TEXT, "evidence": "referral", "origin": "claim"},
            "stamp": {**TEXT, "evidence": "review", "origin": "owed"},
        },
        "readings": {"R1": reading, "R2": reading},
    }


@st.composite
def policies(draw: st.DrawFn) -> Node:
    """Draw a valid policy of two to six clauses, sometimes with overlay and retention."""
    return policy(Pick.drawing(draw))


def policy(pick: Pick) -> Node:
    """Make a valid policy of two to six clauses, sometimes with overlay and retention."""
    drawn = Drawn(pick)
    document = vocabulary()
    if pick.once_in(4):
        document["policy"]["binds"] = "those_who_agreed"
    names = [str(number + 1) for number in range(2 + pick.below(5))]
    document["clauses"] = {name: clause(drawn, name) for name in names}
    if pick.once_in(3):
        document["overlays"] = {"eea": overlay(drawn, names)}
    if pick.once_in(2):
        document["retention"] = retention(pick)
    if pick.once_in(3):
        document["data"]["all"]["kinds"]["notes"]["sensitive"] = pick.one(["health", "union"])
    make_sound(document)
    return document


def overlay(drawn: Drawn, names: list[str]) -> Node:
    """Make an overlay with one clause, which may replace some."""
    pick = drawn.pick
    replaced = pick.some(names, 0, 2)
    lives = pick.one([["EEA"], ["EEA", "UK"]])
    found = clause(drawn, "E1")
    if "residence" in found:
        found["residence"] = overlapping(pick, found["residence"], lives)
    listed = {"replaces": replaced} if replaced else {}
    return {**TEXT, "residence": lives, **listed, "clauses": {"E1": found}}


def retention(pick: Pick) -> Node:
    """Make one or two entries of retention."""
    return {
        label: {
            **TEXT,
            "data": pick.one(VALUES["data"]),
            **({"whose": "guest"} if pick.once_in(2) else {}),
            "keep": pick.one(["P1Y", "P90D"]),
            "from": pick.one(["collected", "account_deleted", "last_contact"]),
        }
        for label in ["short", "long"][: 1 + pick.below(2)]
    }


def clause(drawn: Drawn, path: str) -> Node:
    """Make a clause: a sentence, or a group of them, and sometimes another under `also:`."""
    found: Node = {"title": TEXT, **TEXT}
    if drawn.pick.once_in(5):
        found |= conditions(drawn, most=1, without=OF_PURPOSES)
        found["cases"] = {
            label: {**TEXT, **sentence(drawn, path, path + label, above=found)}
            for label in ("(1)", "(2)")
        }
    else:
        found |= sentence(drawn, path, path)
    if drawn.pick.once_in(4):
        found["also"] = {"[also]": {**TEXT, **sentence(drawn, path, path + "[also]")}}
    return found


def sentence(drawn: Drawn, top: str, path: str, *, above: Node | None = None) -> Node:
    """Make one sentence of any shape with its conditions, duties and cases."""
    pick = drawn.pick
    shape = pick.one(["may", "may", "only_when", "purposes", "never", "on_request"])
    verb = shape if shape in ("never", "on_request") else "may"
    found: Node = {verb: pick.some(ACTS, 1, 3)}
    found |= conditions(drawn, without=OF_PURPOSES if shape == "purposes" else ())
    if pick.once_in(4):
        found["is"] = facts(pick)
    found |= references(pick) | duties(pick, before=shape != "never")
    others = [ban for ban in drawn.bans if ban != top]
    if verb == "may" and others and pick.once_in(2):
        found["exception_to"] = [pick.one(others)]
    found |= below_sentence(drawn, shape, path, {**(above or {}), **found})
    if shape == "purposes":
        drawn.purposes.append(top)
    if shape in ("only_when", "never"):
        drawn.bans.append(top)
    return found


def below_sentence(drawn: Drawn, shape: str, path: str, sentence: Node) -> Node:
    """Make the cases or purposes that a sentence of the shape may or must have."""
    if shape == "purposes":
        return {"purposes": purposes(drawn, path)}
    if shape == "only_when":
        return {"only_when": cases(drawn, sentence, deep=1)}
    if drawn.pick.once_in(2):
        return {}
    if shape == "never":
        return {"unless": cases(drawn, sentence, narrows=True)}
    if shape == "on_request" and drawn.pick.once_in(2):
        return {"refuse_when": cases(drawn, sentence, must=False, narrows=True)}
    return {"cases": cases(drawn, sentence, deep=1)}


def cases(
    drawn: Drawn, above: Node, *, deep: int = 0, must: bool = True, narrows: bool = False
) -> Node:
    """Make one to three cases, `deep` levels of which may hold further cases.

    `above` is what they stand in. Where a case narrows it, they share a value.
    """
    pick = drawn.pick
    labels = ["(1)", "(2)", "(3)"] if deep else ["a", "b", "c"]
    found: Node = {}
    for label in labels[: 1 + pick.below(3)]:
        without = () if above.keys().isdisjoint(OF_PURPOSES) else OF_PURPOSES
        narrowed = conditions(drawn, most=1, without=without)
        for word in narrowed.keys() & above.keys() if narrows else ():
            narrowed[word] = overlapping(pick, narrowed[word], above[word])
        case: Node = {**TEXT, **narrowed, **references(pick)}
        if not narrowed or pick.once_in(2):
            case["is"] = facts(pick)
        if must:
            case |= duties(pick, before=True)
        if deep and pick.once_in(4):
            case["cases"] = cases(drawn, {**above, **case}, deep=deep - 1)
        found[label] = case
    return found


def purposes(drawn: Drawn, path: str) -> Node:
    """Make a group of two purposes and a single one, which may have a name of its own."""
    pick = drawn.pick
    kinds = VALUES["purpose_kind"]
    group = {label: {**TEXT, "kind": pick.one(kinds)} for label in ("a", "b")}
    narrowed = conditions(drawn, most=1, without=OF_PURPOSES)
    single: Node = {**TEXT, "kind": pick.one(kinds), **narrowed}
    if pick.once_in(2):
        single["is"] = facts(pick)
    names = [f"{path}(1)", f"{path}(1)a", f"{path}(1)b", f"{path}(2)"]
    if pick.once_in(2):
        single["named"] = names[3] = f"goal{''.join(c for c in path if c.isalnum()).lower()}"
    drawn.purposes += names
    return {"(1)": {**TEXT, "purposes": group}, "(2)": single}


def conditions(drawn: Drawn, *, most: int = 2, without: tuple[str, ...] = ()) -> Node:
    """Make up to `most` conditions, each with one value or a list.

    Of two conditions on the purpose one is left out: together they might never hold.
    """
    pick = drawn.pick
    known = {**VALUES, **({"for": tuple(drawn.purposes)} if drawn.purposes else {})}
    words = [word for word in known if word not in without]
    found: Node = {}
    chosen = pick.some(words, 0, most)
    for word in chosen if not set(OF_PURPOSES) <= set(chosen) else OF_PURPOSES[:1]:
        several = word != "identifying" and pick.once_in(2)
        found[word] = pick.some(known[word], 1, 2) if several else pick.one(known[word])
    return found


def facts(pick: Pick) -> list[str]:
    """Choose one or two facts."""
    return list(dict.fromkeys(pick.some(FACTS, 1, 2)))


def references(pick: Pick) -> Node:
    """Choose articles and readings, or none."""
    return {
        **({"law": [pick.one(ARTICLES)]} if pick.once_in(4) else {}),
        **({"reading": [pick.one(["R1", "R2"])]} if pick.once_in(4) else {}),
    }


def duties(pick: Pick, *, before: bool) -> Node:
    """Make the duties of one place: one before the act, one after it, both or none."""
    must: Node = {}
    if before and pick.once_in(6):
        fact = pick.one(sorted(OWED))
        must["x"] = {"do": fact, "when": "before", "evidence": OWED[fact], **TEXT}
    if pick.once_in(5):
        period = pick.one([{}, {"within": "P3D"}, {"every": "P1Y"}, *CLOCKS])
        must["y"] = {"do": "file_it", "when": "after", "evidence": "review", **TEXT, **period}
    return {"must": must} if must else {}


CLOCKS = ({"within": "disclosure_reply"}, {"within": "provision_record"})
"""One that counts from another event than the handling, and one that mostly does not."""


class Plain(yaml.SafeDumper):
    """A dumper that writes no anchors, which the language does not have."""

    def ignore_aliases(self, _: object) -> bool:
        """Write every value out."""
        return True


def to_yaml(document: Node) -> str:
    """Write a document as a policy file."""
    return yaml.dump(document, Dumper=Plain, allow_unicode=True, sort_keys=False)
