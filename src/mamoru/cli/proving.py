"""The command `mamoru policy prove`: sentences about all that is allowed, proved or refuted."""

from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from mamoru.cli import codes
from mamoru.cli.deciding import told
from mamoru.cli.errors import InputBrokenError
from mamoru.cli.files import STANDARD_INPUT, policy_of, read_file
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, tell
from mamoru.errors import BadInputError, Language
from mamoru.law.book import Rulebooks
from mamoru.law.figures import parameter
from mamoru.policy.explain import explain
from mamoru.policy.moment import tokyo_day
from mamoru.policy.prove.invariant import Form, parse
from mamoru.policy.prove.proof import Proof, Witness, prove
from mamoru.policy.rulebook import LawVersion, Rulebook, compile_rules
from mamoru.policy.words import Word

LARGEST = 1024 * 1024
"""Bytes read of a file of invariants."""
_NONE = Word("不変条件がない", "there is no invariant")
_TOO_LARGE = Word("1 MiB を超えている", "longer than 1 MiB")
_NOT_UTF8 = Word("UTF-8 ではない", "not UTF-8")
_PROVED = Word("証明されました", "proved")
_REFUTED = Word("成り立ちません", "does not hold")
_CLASSES = Word("取扱いの区分 {count} 通り", "{count} classes of handlings")
_EXAMPLE = Word("例", "an example")
_AGAINST = Word("反例", "a counterexample")


class Line(NamedTuple):
    """An invariant, and the line it stands on."""

    number: int
    text: str


def prove_lines(asked: Namespace) -> int:
    """Prove each invariant, or show one handling that is against it."""
    speech = language()
    named, policy_file = _apart(asked.invariant)
    lines = list(_lines(named, asked.file, speech))
    if not lines:
        raise InputBrokenError(reason=say(_NONE, speech))
    now = datetime.now(UTC)
    book = _book(policy_file, now, with_law=not asked.without_law)
    are_proved, is_broken = True, False
    for line in lines:
        try:
            invariant = parse(line.text, book)
        except BadInputError as error:
            is_broken = True
            tell(_broken(line, error, asked, speech))
            continue
        proof = prove(book, invariant, at=now)
        are_proved &= proof.holds
        if asked.format == "json":
            tell(as_json(_as_object(line, proof, now)))
        else:
            for text in _told(line, invariant.form, proof, book, now, speech):
                tell(text)
    if is_broken:
        return codes.INPUT
    return codes.YES if are_proved else codes.NO


def _book(file: str | None, now: datetime, *, with_law: bool) -> Rulebook:
    """Return the policy with the law of today, or on its own with the age that the law sets."""
    policy = policy_of(file)
    if with_law:
        return Rulebooks(policy).at(now)
    return compile_rules(
        policy, law=LawVersion(guardian_age=parameter("guardian_age", tokyo_day(now)))
    )


def _apart(given: list[str]) -> tuple[list[str], str | None]:
    """Tell invariants and a policy file apart: the last argument is a file if it looks like one."""
    if given and (
        given[-1] == STANDARD_INPUT
        or given[-1].endswith((".yaml", ".yml"))
        or (" " not in given[-1] and Path(given[-1]).is_file())
    ):
        return given[:-1], given[-1]
    return given, None


def _lines(named: list[str], file: str | None, speech: Language) -> Iterator[Line]:
    """Yield the invariants that were named, and those of the file; of standard input if none."""
    yield from (Line(number, text) for number, text in enumerate(named, 1))
    if named and file is None:
        return
    raw = read_file(STANDARD_INPUT if file is None else file, LARGEST + 1)
    if len(raw) > LARGEST:
        raise InputBrokenError(reason=say(_TOO_LARGE, speech))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputBrokenError(reason=say(_NOT_UTF8, speech)) from None
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield Line(number, line)


def _broken(line: Line, error: BadInputError, asked: Namespace, speech: Language) -> str:
    message = error.message(speech)
    if asked.format == "json":
        return as_json({"line": line.number, "error": {"code": error.code, "message": message}})
    return f"{line.number}: {message} [{error.code}]"


def _as_object(line: Line, proof: Proof, now: datetime) -> dict[str, Any]:
    found: dict[str, Any] = {
        "line": line.number,
        "invariant": proof.invariant,
        "holds": proof.holds,
        "classes": proof.classes,
        "handling": None,
        "clauses": (),
        "law": (),
    }
    if proof.witness is not None:
        decision = proof.witness.decision
        found["handling"] = _asked(proof.witness, now)
        found |= {"clauses": decision.cites, "law": decision.law}
    return found


def _asked(witness: Witness, now: datetime) -> dict[str, Any]:
    """Return a witness as `mamoru policy decide` takes it, without what it does not state."""
    stated = msgspec.to_builtins(witness.handling)
    kept = ("act", "identifying", "by")
    line = {name: value for name, value in stated.items() if name in kept or value}
    if witness.standing is not None:
        person = msgspec.to_builtins(witness.standing)
        line["standing"] = {name: value for name, value in person.items() if value}
        line["at"] = now
    return line


def _told(
    line: Line, form: Form, proof: Proof, book: Rulebook, now: datetime, speech: Language
) -> Iterator[str]:
    answer = say(_PROVED if proof.holds else _REFUTED, speech)
    count = say(_CLASSES, speech).format(count=f"{proof.classes:,}")
    yield f"{line.number}: {proof.invariant}: {answer} ({count})"
    if proof.witness is not None:
        named = say(_EXAMPLE if form is Form.MAY else _AGAINST, speech)
        yield f"   {named}: {as_json(_asked(proof.witness, now))}"
        decision, handling = proof.witness.decision, proof.witness.handling
        for text in told(explain(book, decision, speech, handling=handling), speech):
            yield f"   {text}"
