"""By which rule a change is important: one that is not may be assessed as minor."""

from collections.abc import Iterable, Iterator

from mamoru.policy.diff.asks import RIGHTS
from mamoru.policy.diff.changes import Change, Particular, Reason
from mamoru.policy.diff.lists import english
from mamoru.policy.diff.periods import days
from mamoru.policy.diff.regions import Direction
from mamoru.policy.model import Duty, Policy
from mamoru.policy.words import Word

_NOTICES = frozenset(["announcement", "notice", "notice_record", "publication"])
"""Evidence of duties by which people are told something."""
_RESPONSIBLE = frozenset(["controller", "address", "representative"])


def importance(
    old: Policy, new: Policy, changes: Iterable[Change], stated: Iterable[Particular]
) -> tuple[Reason, ...]:
    """Return every reason why the new version is an important change."""
    changes, stated = tuple(changes), tuple(stated)
    found = [*_handlings(changes), *_new_words(old, new), *_notices(old, new)]
    if any(one.code == "fee" and one.new is not None for one in stated):
        found.append(_reason("fee", Word("手数料が変わります。", "A fee is added or changes.")))
    if any(one.code in _RESPONSIBLE for one in stated):
        word = Word("責任を負う者に関する記載が変わります。", "The responsible party changes.")
        found.append(_reason("responsible_party", word))
    return (*found, *_retention(old, new))


def _handlings(changes: tuple[Change, ...]) -> Iterator[Reason]:
    widened = [one for one in changes if one.direction is Direction.WIDENED]
    if widened:
        word = Word("できることが広がります。", "More becomes allowed.")
        yield _reason("widened", word, _clauses(widened))
    narrowed = [
        one
        for one in changes
        if one.direction is Direction.NARROWED and RIGHTS & set(one.values.get("act", RIGHTS))
    ]
    if narrowed:
        word = Word("本人の権利が狭まります。", "People's rights become narrower.")
        yield _reason("rights_narrowed", word, _clauses(narrowed))


def _clauses(changes: list[Change]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cite for one in changes for cite in one.clauses))


def _new_words(old: Policy, new: Policy) -> Iterator[Reason]:
    parties = [one.word for name, one in new.parties.items() if name not in old.parties]
    if parties:
        word = _listed(parties, Word("新しい相手方: ", "New recipient: "))
        yield _reason("new_recipient", word)
    data = [one.word for name, one in new.categories.items() if name not in old.categories]
    if data:
        word = _listed(data, Word("新しい種類の情報: ", "New category of information: "))
        yield _reason("new_category", word)


def _listed(words: list[Word], before: Word) -> Word:
    ja = "、".join(one.ja for one in words)
    return Word(f"{before.ja}{ja}。", f"{before.en}{english([one.en for one in words])}.")


def _notices(old: Policy, new: Policy) -> Iterator[Reason]:
    """Yield duties to tell people something that are gone, or whose time is another."""
    kept = {duty.cite: duty for duty in _telling(new)}
    done = {duty.do for duty in _telling(new)}
    for duty in _telling(old):
        same = kept.get(duty.cite)
        if same is None and duty.do not in done:
            word = Word("お知らせする義務がなくなります。", "A duty to tell people is dropped.")
            yield _reason("notice_removed", word, (duty.cite,))
        elif same is not None and (duty.within, duty.every) != (same.within, same.every):
            word = Word("お知らせの期限が変わります。", "The time of a notice changes.")
            yield _reason("notice_period", word, (duty.cite,))


def _telling(policy: Policy) -> Iterator[Duty]:
    return (duty for duty in policy.duties if duty.evidence in _NOTICES)


def _retention(old: Policy, new: Policy) -> Iterator[Reason]:
    """Yield where a category is kept longer, or no longer has an end."""
    longer = [
        entry.id
        for entry in old.retention
        for leaf in sorted(entry.data)
        if leaf in new.categories and _kept(new, leaf, entry.since) > (days(entry.keep) or 0)
    ]
    if longer:
        word = Word("保存期間が長くなります。", "Information is kept longer.")
        yield _reason("retention_longer", word, tuple(dict.fromkeys(longer)))


def _kept(policy: Policy, leaf: str, since: str) -> float:
    """Return for how many days, at the least, a category is kept from an event."""
    periods = [
        days(one.keep) or 0 for one in policy.retention if leaf in one.data and one.since == since
    ]
    return min(periods, default=float("inf"))


def _reason(code: str, word: Word, clauses: tuple[str, ...] = ()) -> Reason:
    return Reason(code=code, clauses=clauses, ja=word.ja, en=word.en)
