"""The letter about an important change: what changes, in plain sentences, and from when."""

from django.conf import settings

from mamoru.errors import Language
from mamoru.gate.editions import Edition
from mamoru.outbox.enqueue import LONGEST_BODY, LONGEST_SUBJECT
from mamoru.outbox.letters import NewLetter
from mamoru.policy.diff.difference import Asks, Change, Difference, Direction
from mamoru.policy.model import Policy
from mamoru.policy.words import Word

SENTENCES = 40
"""Sentences in a letter; the public page has all of them."""
_SUBJECT = Word("{title}の改定のお知らせ({day} 適用)", "Changes to our {title} (from {day})")
_OPENING = Word(
    "{company}は、{title}を改定します。改定後の本文は {day} から適用されます。",
    "{company} is revising its {title}. The new text applies from {day}.",
)
_CHANGES = Word("変わること", "What changes")
_MORE = Word("ほかに {more} 件の変更があります。", "There are {more} more changes.")
_AGREE = Word(
    "「同意が必要」とある変更は、同意された方についてのみ適用されます。",
    "A change marked “needs your agreement” applies to you only once you have agreed to it.",
)
_NEEDS = Word("同意が必要", "needs your agreement")
_WHERE = Word("本文と変更の一覧: {address}", "The text and all changes: {address}")
_DIRECTIONS = {
    Direction.WIDENED: Word("広がる取扱い", "wider"),
    Direction.NARROWED: Word("狭まる取扱い", "narrower"),
    Direction.DUTY_ADDED: Word("増える義務", "new duty"),
    Direction.DUTY_REMOVED: Word("なくなる義務", "duty that ends"),
}


def letter_about(new: Policy, found: Difference, edition: Edition, purpose: str) -> NewLetter:
    """Return the letter that tells about `found`, sent for `purpose`.

    Nothing in it is about anybody in particular.
    """
    return NewLetter(
        key=f"revision:{new.version}.{edition.number}",
        kind="revision",
        purpose=purpose,
        subject=Word(*(_subject(new, language) for language in ("ja", "en"))),
        body=Word(*(_cut(_body(new, found, language), LONGEST_BODY) for language in ("ja", "en"))),
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


def _body(new: Policy, found: Difference, language: Language) -> str:
    def say(word: Word) -> str:
        return str(getattr(word, language))

    lines = [_filled(_OPENING, new, language), "", say(_CHANGES)]
    lines += [f"- {_line(one, language)}" for one in found.changes[:SENTENCES]]
    more = len(found.changes) - SENTENCES
    if more > 0:
        lines.append(say(_MORE).format(more=more))
    if any(one.asks is Asks.CONSENT for one in found.changes):
        lines += ["", say(_AGREE)]
    if settings.URL:
        lines += ["", say(_WHERE).format(address=f"{settings.URL}/policy")]
    return "\n".join(lines)


def _line(one: Change, language: Language) -> str:
    marks = [str(getattr(_DIRECTIONS[one.direction], language)), *one.clauses]
    if one.asks is Asks.CONSENT:
        marks.append(str(getattr(_NEEDS, language)))
    return f"{getattr(one, language)} [{', '.join(marks)}]"
