"""Loads a policy file: reads it strictly, and returns a `Policy` or every finding at once."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import NamedTuple

from mamoru.policy.errors import PolicyFileError
from mamoru.policy.grammar import FILE
from mamoru.policy.handling import Owed
from mamoru.policy.model import Acceptance, Gap, Kind, Policy, Reading, Retention, Rule
from mamoru.policy.purposes import collect_purposes
from mamoru.policy.references import all_clauses, check_references, sections
from mamoru.policy.shapes import Reader, Section
from mamoru.policy.source import read_tree
from mamoru.policy.unfold import MAX_RULES, Unfolding
from mamoru.policy.vocabulary import Vocabulary, read_words, word_of
from mamoru.policy.words import RESIDENCES, Word

_BY_AGREEMENT = frozenset(["collect", "use", "provide", "entrust", "share"])
"""Acts that a policy which binds only those who agreed permits towards them only."""


class Loaded(NamedTuple):
    """A policy, and the file as it was read, in which every word knows its place."""

    policy: Policy
    file: Section


def load(text: str | bytes, *, clocks: Collection[str] | None = None) -> Policy:
    """Return the policy that `text` holds.

    Duties may name `clocks` of the law's table; without it, any name passes. Raises
    `PolicyFileError` with every finding if anything is wrong.
    """
    return load_with_file(text, clocks=clocks).policy


def load_with_file(text: str | bytes, *, clocks: Collection[str] | None = None) -> Loaded:
    """Return the policy that `text` holds as `load` does, and where everything in it stands."""
    reader = Reader()
    file = FILE.read(read_tree(text), reader)
    if file is None or reader.findings:
        raise PolicyFileError(reader.findings)
    words = read_words(file, reader)
    for section in all_clauses(file):
        collect_purposes(section, words)
    unfolding = Unfolding(words)
    rules = _rules(file, unfolding)
    if len(rules) > MAX_RULES:
        reader.say("too-many-rules", file["clauses"].place, limit=MAX_RULES)
    else:
        check_references(file, unfolding, reader, clocks)
    if reader.findings:
        raise PolicyFileError(reader.findings)
    raw = text.encode() if isinstance(text, str) else text
    text_hash = hashlib.sha256(raw).hexdigest()
    return Loaded(_policy(file, words, unfolding, tuple(rules), text_hash), file)


def _rules(file: Section, unfolding: Unfolding) -> list[Rule]:
    for label, section in file["clauses"].items():
        unfolding.clause(label, section)
    overlaid: dict[str, frozenset[str]] = {}
    moved: dict[str, set[str]] = {}
    for overlay in file.get("overlays", {}).values():
        places = frozenset(map(str, overlay["residence"]))
        for replaced in overlay.get("replaces", []):
            if replaced not in file["clauses"]:
                unfolding.say(
                    "unknown-word", replaced.place, word=replaced, what="clauses", known="-"
                )
            moved.setdefault(str(replaced), set()).update(places)
        for label, section in overlay["clauses"].items():
            overlaid[str(label)] = places
            unfolding.clause(label, section)
            if places.isdisjoint(section.get("residence", places)):
                unfolding.say("never-holds", section["residence"][0].place)
    rules = [_placed(rule, overlaid, moved) for rule in unfolding.settled()]
    if file["policy"].get("binds") == "those_who_agreed":
        rules = [part for rule in rules for part in _by_agreement(rule)]
    return [*rules, *_retention_rules(_retention(file, unfolding.words))]


def _by_agreement(rule: Rule) -> Iterator[Rule]:
    """Yield a permit with `agreed` for the acts that need it, and as it is for its other acts."""
    bound = rule.accepts["act"] & _BY_AGREEMENT
    if rule.kind is not Kind.PERMIT or not bound:
        yield rule
        return
    yield replace(rule, accepts={**rule.accepts, "act": bound}, facts=rule.facts | {"agreed"})
    if free := rule.accepts["act"] - bound:
        yield replace(rule, accepts={**rule.accepts, "act": free})


def _placed(rule: Rule, overlaid: dict[str, frozenset[str]], moved: dict[str, set[str]]) -> Rule:
    """Return `rule` as it applies beside the overlays: to their residents, or to everybody else."""
    everywhere = frozenset([*RESIDENCES, None])
    allowed = rule.accepts.get("residence", everywhere)
    if rule.top in overlaid:
        allowed &= overlaid[rule.top]
    elif rule.top in moved:
        allowed -= moved[rule.top]
    else:
        return rule
    return replace(rule, accepts={**rule.accepts, "residence": allowed})


def _retention(file: Section, words: Vocabulary) -> tuple[Retention, ...]:
    found = []
    for label, entry in file.get("retention", {}).items():
        accepts = words.resolve({key: entry[key] for key in ("data", "whose") if key in entry})
        whose = accepts.get("whose")
        found.append(
            Retention(
                id=f"retention[{label}]",
                data=frozenset(map(str, accepts["data"])),
                whose=None if whose is None else frozenset(map(str, whose)),
                keep=str(entry["keep"]),
                since=str(entry["from"]),
                word=word_of(entry),
                articles=tuple(map(str, entry.get("law", []))),
            )
        )
    return tuple(found)


def _retention_rules(entries: tuple[Retention, ...]) -> list[Rule]:
    rules = []
    for entry in entries:
        accepts: dict[str, frozenset[str | bool | None]] = {
            "act": frozenset(["collect"]),
            "data": frozenset(entry.data),
        }
        if entry.whose is not None:
            accepts["whose"] = frozenset(entry.whose)
        owed = Owed(
            clause=entry.id,
            duty="dispose",
            evidence="disposal_record",
            within=entry.keep,
            since=entry.since,
        )
        rules.append(
            Rule(
                kind=Kind.DUTY,
                cite=entry.id,
                top=entry.id,
                accepts=accepts,
                owes=(owed,),
                articles=entry.articles,
            )
        )
    return rules


def _policy(
    file: Section, words: Vocabulary, unfolding: Unfolding, rules: tuple[Rule, ...], text_hash: str
) -> Policy:
    head = file["policy"]
    return Policy(
        id=str(head["id"]),
        version=str(head["version"]),
        effective_from=str(head["effective_from"]),
        title=word_of(head["title"]),
        controller=word_of(head["controller"]),
        controller_id=str(head["controller"]["id"]),
        users=word_of(head["users"]),
        binds_everyone=head.get("binds", "everyone") == "everyone",
        text_hash=text_hash,
        history=tuple((str(entry["date"]), word_of(entry)) for entry in head["history"]),
        people=words.people,
        natural=words.natural,
        categories=words.categories,
        groups=words.groups,
        sensitive=words.sensitive,
        sensitive_law=words.sensitive_law,
        parties=words.parties,
        purposes=words.purposes,
        facts=words.facts,
        rules=rules,
        said=unfolding.said,
        duties=tuple(unfolding.duties),
        readings=_readings(file),
        gaps=_gaps(file),
        retention=_retention(file, words),
        fees=_fees(file),
        group_words=words.group_words,
        address=_said(head["controller"], "address"),
        representative=_said(head["controller"], "representative"),
        contact=str(head["controller"]["contact"]) if "contact" in head["controller"] else None,
        accepted=_accepted(file),
    )


def _said(section: Section, key: str) -> Word | None:
    return word_of(section[key]) if key in section else None


def _readings(file: Section) -> dict[str, Reading]:
    return {
        str(name): Reading(
            id=str(name),
            about=tuple(map(str, entry["about"])),
            date=str(entry["date"]),
            asks=word_of(entry["asks"]),
            holds=word_of(entry["holds"]),
            because=word_of(entry["because"]),
            articles=tuple(map(str, entry.get("law", []))),
        )
        for name, entry in file.get("readings", {}).items()
    }


def _gaps(file: Section) -> tuple[Gap, ...]:
    return tuple(
        Gap(
            about=str(gap["about"]),
            rule=str(gap["rule"]),
            ja=str(gap["ja"]),
            en=str(gap["en"]),
            since=str(gap["since"]) if "since" in gap else None,
        )
        for gap in file.get("gaps", [])
    )


def _accepted(file: Section) -> tuple[Acceptance, ...]:
    return tuple(
        Acceptance(
            finding=str(one["finding"]),
            date=str(one["date"]),
            ja=str(one["ja"]),
            en=str(one["en"]),
            about=str(one["about"]) if "about" in one else None,
        )
        for one in file.get("accepted", [])
    )


def _fees(file: Section) -> dict[str, Word]:
    return {
        str(act): word_of(section["fee"])
        for _, _, section in sections(file)
        if "fee" in section
        for act in section["fee"]["for"]
    }
