"""What the values of an entry's fields are called, by the policy and by the lists of each room."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from mamoru.console.inquiries.words import CHANNELS as INQUIRY_CHANNELS
from mamoru.console.inquiries.words import ENDED, KIND
from mamoru.console.ledger.words import OUTCOMES
from mamoru.console.requests import words as requests
from mamoru.console.worded import said
from mamoru.errors import Language
from mamoru.law.citing import cited, clause
from mamoru.law.requests import request_rules
from mamoru.ledger.entries import (
    Entry,
    Handled,
    RequestChanged,
    SystemChanged,
)
from mamoru.ledger.inquiry import InquiryChanged
from mamoru.policy.evidence import EVIDENCE
from mamoru.policy.model import Policy
from mamoru.policy.words import ACTS as POLICY_ACTS
from mamoru.policy.words import FACTS, PLACES, SOURCES, Word
from mamoru.rights.answer.wording import OWN_ACTS

ACTS: dict[str, Word] = POLICY_ACTS | OWN_ACTS
"""Every act that an entry can have: the policy's, and those that the door decides by itself."""
QUARANTINED: dict[str, Word] = {
    "held": Word("分けて置いた", "held apart"), "reviewed": Word("内容を確かめた", "looked at"),
    "cleared": Word("要配慮ではないとした", "said not to be sensitive"),
    "claimed": Word("例外に当たるとした", "taken in by an exception"),
    "purged": Word("消去した", "erased"),
}  # fmt: skip
WEIGHTS: dict[str, Word] = {
    "first": Word("最初の版", "the first version"), "minor": Word("軽微な変更", "a minor change"),
    "important": Word("重要な変更", "an important change"),
}  # fmt: skip
_YES_NO = {"yes": Word("できる", "yes"), "no": Word("できない", "no")}
_CITING = ("cites", "law", "needs")
"""Fields that name clauses and articles."""
_FIXED: dict[str, Mapping[str, Word]] = {
    "act": ACTS, "outcome": OUTCOMES, "place": PLACES, "identifying": _YES_NO,
    "quarantine": QUARANTINED, "weight": WEIGHTS,
    "facts": {name: Word(one.ja, one.en) for name, one in FACTS.items()}, "needs": EVIDENCE,
}  # fmt: skip


def value_of(
    entry: Entry, field: str, policy: Policy, names: Mapping[str, str], language: Language
) -> str:
    """Return what a field of an entry holds, in words; what has none stays as it is."""
    held = getattr(entry, field)
    if isinstance(held, datetime):
        return timezone.localtime(held).strftime("%Y-%m-%d %H:%M:%S")
    text = " · ".join(texts_of(entry, field, policy, language))
    if field in _CITING:
        return cited(text, language)
    return names.get(text, text) if is_officer(entry, field) else text


def is_officer(entry: Entry, field: str) -> bool:
    """Tell whether a field names an officer, or a worker of ours."""
    is_about_one = isinstance(entry, SystemChanged) and entry.change.startswith("officer_")
    return field == "caller" or (field == "system" and is_about_one)


def texts_of(entry: Entry, field: str, policy: Policy, language: Language) -> tuple[str, ...]:
    """Return each thing that a field holds, in words."""
    held = getattr(entry, field)
    words = words_of(entry, field, policy)
    texts = held if isinstance(held, tuple) else (held,)
    told = [said(words[one], language) if one in words else str(one) for one in texts]
    if field == "purpose" and held in words:
        return (f"{told[0]} ({clause(held, language)})",)
    return tuple(told)


def words_of(entry: Entry, field: str, policy: Policy) -> Mapping[str, Word]:
    """Return the words that values of a field have."""
    if field in _FIXED:
        return _FIXED[field]
    if isinstance(entry, Handled):
        return _of_policy(field, policy)
    if isinstance(entry, RequestChanged):
        return _of_request(field)
    if isinstance(entry, InquiryChanged):
        return {"asks": KIND, "what": KIND | INQUIRY_CHANNELS | ENDED}.get(field, {})
    return {}


def _of_policy(field: str, policy: Policy) -> Mapping[str, Word]:
    match field:
        case "data":
            return {name: one.word for name, one in policy.categories.items()}
        case "sensitive":
            return policy.sensitive
        case "purpose":
            return {name: one.word for name, one in policy.purposes.items()}
        case "actor" | "recipient" | "source":
            parties = {name: one.word for name, one in policy.parties.items()}
            return SOURCES | parties if field == "source" else parties
    return {}


def _of_request(field: str) -> Mapping[str, Word]:
    rules = request_rules()
    if field == "asks":
        return {one.name: one.word for one in rules.kinds}
    if field != "what":
        return {}
    grounds = {name: one.word for name, one in rules.grounds.items()}
    ways = {one.name: one.word for one in rules.ways}
    return grounds | ways | requests.METHODS | requests.CHANNELS | requests.OUTCOMES
