"""The letter about an important change: what changes, in plain sentences, and from when."""

from collections.abc import Iterator

from django.conf import settings

from mamoru.errors import Language
from mamoru.outbox.enqueue import LONGEST_BODY, LONGEST_SUBJECT
from mamoru.outbox.letters import NewLetter
from mamoru.policy.diff.difference import Asks, Change, Difference, Direction
from mamoru.policy.diff.lists import MANY
from mamoru.policy.model import Policy
from mamoru.policy.words import Word

SENTENCES = 20
"""Sentences in a letter; the public page has all of them."""
_SUBJECT = Word("{title}の改定のお知らせ({day} 適用)", "Changes to our {title} (from {day})")
_OPENING = Word(
    "{company}は、{title}を改定します。改定後の本文は {day} から適用されます。",
    "{company} is revising its {title}. The new text applies from {day}.",
)
_MORE = Word("(ほかに {more} 件の変更)", "(and {more} more)")
_AGREE = Word(
    "次のことは、同意された方についてのみ適用されます。",
    "These apply to you only once you have agreed to them.",
)
_NEEDS = Word("同意が必要な変更", "What needs your agreement")
_STATED = Word("記載の変更", "What is stated anew")
_CHANGES_AT = Word("変更の一覧: {address}", "All changes: {address}")
_CONTACT = Word("お問い合わせ: {contact}", "Questions: {contact}")
_TEXT_AT = Word("改定後の本文: {address}", "The new text: {address}")
_DIRECTIONS = {
    Direction.WIDENED: Word("広がる取扱い", "What we may do in addition"),
    Direction.NARROWED: Word("狭まる取扱い", "What we may no longer do"),
    Direction.DUTY_ADDED: Word("増える義務", "Duties that are added"),
    Direction.DUTY_REMOVED: Word("なくなる義務", "Duties that end"),
}


def letter_about(
    old: Policy, new: Policy, found: Difference, number: int, purpose: str
) -> NewLetter:
    """Return the letter that tells about `found`, sent for `purpose`.

    What needs the reader's agreement comes first. Told are the changes that people notice, not that
    many clauses take in a new word of which the law asks nothing: what comes of it, other changes
    tell. The page has everything.

    `number` is that of the edition. Nothing in it is about anybody in particular.
    """
    return NewLetter(
        key=f"revision:{new.version}.{number}",
        kind="revision",
        purpose=purpose,
        subject=Word(_subject(new, "ja"), _subject(new, "en")),
        body=Word(
            _cut(_body(old, new, found, "ja"), LONGEST_BODY),
            _cut(_body(old, new, found, "en"), LONGEST_BODY),
        ),
    )


def purpose_of(policy: Policy) -> str | None:
    """Return the purpose under which a policy sends important notices; `None` if it has none."""
    return next((one.id for one in policy.purposes.values() if one.kind == "notice"), None)


def _subject(policy: Policy, language: Language) -> str:
    """Return a subject in one line; a wide space counts as a space, and is none in a header."""
    words = " ".join(_filled(_SUBJECT, policy, language).split())
    return _cut("".join(one for one in words if one.isprintable()), LONGEST_SUBJECT)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _filled(word: Word, policy: Policy, language: Language) -> str:
    return str(getattr(word, language)).format(
        title=getattr(policy.title, language),
        company=getattr(policy.controller, language),
        day=policy.effective_from,
    )


def _body(old: Policy, new: Policy, found: Difference, language: Language) -> str:
    def say(word: Word) -> str:
        return str(getattr(word, language))

    told = _told(found)
    lines = [_filled(_OPENING, new, language)]
    for heading, changes in _sections(told[:SENTENCES]):
        lines += ["", say(heading)] + [say(_AGREE)] * (heading is _NEEDS)
        lines += [f"- {_line(one, language)}" for one in changes]
    if found.particulars:
        lines += ["", say(_STATED)]
        lines += [f"- {say(Word(one.ja, one.en))}" for one in found.particulars]
    more = len(found.changes) - len(told[:SENTENCES])
    if more > 0:
        lines += ["", say(_MORE).format(more=more)]
    if settings.URL:
        root = f"{settings.URL}{'' if language == 'ja' else '/en'}/policy"
        changes_at = f"{root}/changes/{old.version}..{new.version}"
        lines += ["", say(_CHANGES_AT).format(address=changes_at)]
        lines += [say(_TEXT_AT).format(address=f"{root}/versions/{new.version}")]
    if new.contact:
        lines += ["", say(_CONTACT).format(contact=new.contact)]
    return "\n".join(lines)


def _told(found: Difference) -> list[Change]:
    """Return the changes that are told, those first that need agreement."""
    matters = (one for one in found.changes if one.asks is not Asks.NOTHING or not _is_wide(one))
    return sorted(matters, key=lambda one: one.asks is not Asks.CONSENT)


def _is_wide(one: Change) -> bool:
    """Return whether so many clauses decide that they say nothing to a reader."""
    return len(one.clauses) > MANY


def _sections(told: list[Change]) -> Iterator[tuple[Word, list[Change]]]:
    agreed = [one for one in told if one.asks is Asks.CONSENT]
    if agreed:
        yield _NEEDS, agreed
    for direction, heading in _DIRECTIONS.items():
        changes = [one for one in told if one.direction is direction and one not in agreed]
        if changes:
            yield heading, changes


def _line(one: Change, language: Language) -> str:
    clauses = (one.owed.clause,) if one.owed else one.clauses
    named = "" if _is_wide(one) else f" [{', '.join(clauses)}]"
    return f"{getattr(one, language)}{named}"
