"""The command `mamoru policy lint`: what is wrong with the text and the rules of a policy."""

from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from mamoru.cli.codes import NO, YES
from mamoru.cli.errors import UsageError
from mamoru.cli.files import policy_text
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, tell, wrapped
from mamoru.errors import Language
from mamoru.law.figures import law_clocks
from mamoru.policy.lint.report import Finding, lint
from mamoru.policy.lint.rows import Severity
from mamoru.policy.load import load_with_file
from mamoru.policy.moment import tokyo_day
from mamoru.policy.words import Word

WIDTH = 100
_SEVERITIES = {
    Severity.ERROR: Word("誤り", "error"),
    Severity.WARN: Word("注意", "warn"),
    Severity.INFO: Word("参考", "info"),
}
_SUGGESTION = Word("→", "→")
_UNVERIFIED = Word("公式の資料では未確認", "not verified in an official source")
_SINCE = Word("{day} から", "since {day}")
_KNOWN = Word("不足(gaps)に記載済み", "listed among the gaps")
_ACCEPTED = Word("受け入れ済み({day}): {reason}", "accepted on {day}: {reason}")
_EXAMPLE = Word("例: {handling}", "for example: {handling}")
_COUNT = Word(
    "{name} {version}: 誤り {error}、注意 {warn}、参考 {info}、うち受け入れ済み {accepted}",
    "{name} {version}: {error} errors, {warn} warnings, {info} infos, {accepted} of them accepted",
)
_REFERENCE = "kusavee.yaml"


def lint_policy(asked: Namespace) -> int:
    """Say everything that is wrong with a policy on a day; yes if no error or warning is open."""
    speech = language()
    at = _day(asked)
    clocks = {clock.name for clock in law_clocks().clocks}
    loaded = load_with_file(policy_text(asked.file), clocks=clocks)
    found = lint(loaded, at=at)
    shown = [one for one in found if _is_shown(one, asked.severity)]
    counts: dict[str, Any] = {
        severity.value: sum(one.severity is severity for one in found) for severity in Severity
    }
    counts["accepted"] = sum(one.accepted is not None for one in found)
    is_clean = not any(one.counts for one in found)
    policy = loaded.policy
    if asked.format == "json":
        head = {"ok": is_clean, "policy": policy.id, "version": policy.version, "at": at}
        tell(as_json({**head, **counts, "findings": [_as_object(one) for one in shown]}))
    else:
        for one in shown:
            for line in _lines(one, asked.file or _REFERENCE, speech):
                tell(line)
        tell(say(_COUNT, speech).format(name=policy.id, version=policy.version, **counts))
    return YES if is_clean else NO


def _day(asked: Namespace) -> date:
    """Return the day that the lint is for: today in Japan unless stated."""
    if asked.at is None:
        return tokyo_day(datetime.now(UTC))
    try:
        return date.fromisoformat(asked.at)
    except ValueError:
        raise UsageError(
            asked.parser.format_usage(),
            reason_ja="--at には 2026-04-01 の形の日付が必要です",
            reason_en="--at takes a date such as 2026-04-01",
        ) from None


def _is_shown(found: Finding, least: str) -> bool:
    severities = list(Severity)
    return severities.index(found.severity) <= severities.index(Severity(least))


def _as_object(found: Finding) -> dict[str, Any]:
    stated: dict[str, Any] = msgspec.to_builtins(found)
    suggestion = {"ja": stated.pop("suggestion_ja"), "en": stated.pop("suggestion_en")}
    stated["clause"] = stated.pop("about")
    return {**stated, "suggestion": suggestion}


def _lines(found: Finding, name: str, speech: Language) -> Iterator[str]:
    text = found.ja if speech == "ja" else found.en
    suggestion = found.suggestion_ja if speech == "ja" else found.suggestion_en
    severity = say(_SEVERITIES[found.severity], speech)
    place = f"{name}:{found.line}:{found.column}"
    yield f"{place}: {severity} {found.about}: {text} [{found.code}]"
    for line in (_basis(found, speech), f"{say(_SUGGESTION, speech)} {suggestion}"):
        if line:
            yield from (f"   {part}" for part in wrapped(line, WIDTH - 3))
    if found.handling is not None:
        given = msgspec.to_builtins(found.handling)
        handling = {key: value for key, value in given.items() if value not in (None, {})}
        yield "   " + say(_EXAMPLE, speech).format(handling=as_json(handling))
    if found.accepted is not None:
        reason = found.accepted.ja if speech == "ja" else found.accepted.en
        yield "   " + say(_ACCEPTED, speech).format(day=found.accepted.date, reason=reason)


def _basis(found: Finding, speech: Language) -> str:
    """Return what the rule rests on, from when, and what is to be known of it."""
    parts = [", ".join((*found.law, *found.basis))] if found.law or found.basis else []
    if found.effective_from is not None:
        parts.append(say(_SINCE, speech).format(day=found.effective_from))
    if not found.verified:
        parts.append(say(_UNVERIFIED, speech))
    if found.known_gap:
        parts.append(say(_KNOWN, speech))
    return "; ".join(parts)
