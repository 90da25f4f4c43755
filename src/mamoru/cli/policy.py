"""The commands `mamoru policy check`, `show` and `schema`."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from mamoru.cli.codes import NO, YES
from mamoru.cli.files import policy_of
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, padded, tell, width, wrapped
from mamoru.errors import Language, NotFoundError
from mamoru.policy.errors import Finding, PolicyFileError
from mamoru.policy.evidence import EVIDENCE
from mamoru.policy.grammar import json_schema
from mamoru.policy.model import Duty, Kind, Policy, Rule, Said
from mamoru.policy.words import Word

WIDTH = 100
SHOWN = 100
"""Findings that are listed for people; programs get them all."""

_MORE = Word("ほかに {more} 件あります", "and {more} more")
_HOLDS = Word("誤りはありません", "no errors")
_COUNTS = Word(
    "条 {clauses}、規則 {rules}、利用目的 {purposes}、解釈 {readings}、不足 {gaps}",
    "{clauses} clauses, {rules} rules, {purposes} purposes, {readings} readings, {gaps} gaps",
)
KINDS = {
    Kind.PERMIT: Word("許可", "permit"),
    Kind.BAN: Word("禁止", "ban"),
    Kind.LIFT: Word("禁止の解除", "lift"),
    Kind.DUTY: Word("義務", "duty"),
}
_LAW = Word("法令", "law")
_GAP = Word("不足", "gap")
_ANY = Word("(なし)", "(none)")


class UnknownClauseError(NotFoundError):
    """The policy has no clause of that name."""

    code = "unknown-clause"
    ja = "そのような条項はありません(条: {known})。"
    en = "There is no such clause (clauses: {known})."


def check(asked: Namespace) -> int:
    """Name every error in a policy file with its line and column."""
    speech = language()
    try:
        policy = policy_of(asked.file)
    except PolicyFileError as error:
        _findings(error, asked, speech)
        return NO
    counts = _counted(policy)
    if asked.format == "json":
        head = {"ok": True, "policy": policy.id, "version": policy.version}
        tell(as_json({**head, "text_hash": policy.text_hash, **counts, "findings": []}))
    else:
        named = f"{policy.id} {policy.version}"
        tell(f"{named}: {say(_HOLDS, speech)} ({say(_COUNTS, speech).format_map(counts)})")
    return YES


def _findings(error: PolicyFileError, asked: Namespace, speech: Language) -> None:
    if asked.format == "json":
        tell(as_json({"ok": False, "findings": [_finding(one) for one in error.findings]}))
        return
    name = asked.file or "kusavee.yaml"
    for found in error.findings[:SHOWN]:
        place = f"{name}:{found.place.line}:{found.place.column}"
        tell(f"{place}: {found.message(speech)} [{found.code}]")
    more = len(error.findings) - SHOWN
    if more > 0:
        tell(say(_MORE, speech).format(more=more))


def _finding(found: Finding) -> dict[str, Any]:
    return {
        "code": found.code,
        "line": found.place.line,
        "column": found.place.column,
        "ja": found.message("ja"),
        "en": found.message("en"),
    }


def _counted(policy: Policy) -> dict[str, int]:
    return {
        "clauses": len(_clauses(policy)),
        "rules": len(policy.rules),
        "purposes": len(policy.purposes),
        "readings": len(policy.readings),
        "gaps": len(policy.gaps),
    }


def _clauses(policy: Policy) -> list[str]:
    return [cite for cite, said in policy.said.items() if said.title is not None]


def schema(_asked: Namespace) -> int:
    """Print the JSON Schema of the policy language, for editors."""
    tell(msgspec.json.format(as_json(json_schema()), indent=2))
    return YES


def show(asked: Namespace) -> int:
    """Print the text of a policy, or of one clause with its rules, duties, readings and gaps."""
    file, clause = _file_and_clause(asked.file, asked.clause)
    policy = policy_of(file)
    if clause is not None and clause not in policy.said:
        raise UnknownClauseError(known=", ".join(_clauses(policy)))
    chosen = [said for said in ordered(policy) if clause is None or _is_within(said.cite, clause)]
    if asked.format == "json":
        tell(as_json([_as_object(policy, said) for said in chosen]))
        return YES
    speech = language()
    if clause is None:
        tell(f"{say(policy.controller, speech)}  {say(policy.title, speech)}  {policy.version}")
    for said in chosen:
        for line in _lines(policy, said, speech, is_detailed=clause is not None):
            tell(line)
    return YES


def _file_and_clause(first: str | None, second: str | None) -> tuple[str | None, str | None]:
    """Tell a lone argument apart: it is a file if it looks or exists like one, else a clause."""
    if first is None or second is not None:
        return first, second
    is_file = first == "-" or "/" in first or first.endswith((".yaml", ".yml"))
    return (first, None) if is_file or Path(first).exists() else (None, first)


def ordered(policy: Policy) -> list[Said]:
    """Return every text, that of a clause before what stands in it."""
    clauses = _clauses(policy)
    longest = sorted(clauses, key=len, reverse=True)

    def place(said: Said) -> tuple[int, bool]:
        top = next((one for one in longest if _is_within(said.cite, one)), said.cite)
        return clauses.index(top) if top in clauses else len(clauses), said.title is None

    return sorted(policy.said.values(), key=place)


def _is_within(cite: str, clause: str) -> bool:
    """Return whether `cite` is `clause` or below it: `4(1)` is within `4`, `11` is not in `1`."""
    return cite == clause or (cite.startswith(clause) and not cite[len(clause)].isdigit())


def _as_object(policy: Policy, said: Said) -> dict[str, Any]:
    return {
        "cite": said.cite,
        "title": said.title._asdict() if said.title else None,
        "ja": said.ja,
        "en": said.en,
        "law": said.articles,
        "readings": said.readings,
        "rules": [_rule(rule) for rule in policy.rules if rule.cite == said.cite],
        "duties": [_duty(duty) for duty in policy.duties if duty.cite == said.cite],
        "gaps": [gap.rule for gap in policy.gaps if gap.about == said.cite],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    accepts = {name: sorted(values, key=str) for name, values in rule.accepts.items()}
    return {"kind": rule.kind.value, "accepts": accepts, "facts": sorted(rule.facts)}


def _duty(duty: Duty) -> dict[str, Any]:
    times = {"when": duty.when, "within": duty.within, "every": duty.every}
    return {"do": duty.do, "evidence": duty.evidence, **times}


def _lines(policy: Policy, said: Said, speech: Language, *, is_detailed: bool) -> Iterator[str]:
    if said.title is not None:
        name = f"{said.cite}  {say(said.title, speech)}"
        yield f"\n{name}\n{'-' * width(name)}"
    cite = padded(said.cite, 18) if width(said.cite) < 18 else said.cite + " "
    text = said.ja if speech == "ja" else said.en
    for at, line in enumerate(wrapped(text, WIDTH - 19)):
        yield f"{cite if not at else ' ' * 18} {line}".rstrip()
    if is_detailed:
        yield from (f"{'':18} {line}" for line in _details(policy, said, speech))


def _details(policy: Policy, said: Said, speech: Language) -> Iterator[str]:
    for rule in policy.rules:
        if rule.cite == said.cite:
            kind = say(KINDS[rule.kind], speech)
            yield from wrapped(f"[{kind}] {_conditions(rule, speech)}", WIDTH - 19)
    for duty in policy.duties:
        if duty.cite == said.cite:
            shown = say(EVIDENCE[duty.evidence], speech) if duty.evidence in EVIDENCE else ""
            times = " ".join(filter(None, (duty.when, duty.within, duty.every)))
            yield f"[{say(KINDS[Kind.DUTY], speech)}] {duty.do} ({times}) {shown}"
    if said.articles:
        yield from wrapped(f"[{say(_LAW, speech)}] " + ", ".join(said.articles), WIDTH - 19)
    for name in said.readings:
        reading = say(policy.readings[name].word, speech)
        yield from wrapped(f"[{name}] {reading}", WIDTH - 19)
    for gap in policy.gaps:
        if gap.about == said.cite:
            text = gap.ja if speech == "ja" else gap.en
            yield from wrapped(f"[{say(_GAP, speech)} {gap.rule}] {text}", WIDTH - 19)


def _conditions(rule: Rule, speech: Language) -> str:
    parts = [
        f"{name}: {', '.join(sorted('-' if value is None else str(value) for value in values))}"
        for name, values in rule.accepts.items()
    ]
    if rule.facts:
        parts.append("is: " + ", ".join(sorted(rule.facts)))
    return "; ".join(parts) or say(_ANY, speech)
