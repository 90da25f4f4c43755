"""What a party lacks before it may receive: pure rules over its particulars and papers.

The policy's clauses 4 to 6 and the law say which papers there must be. A party lacks one that is
absent, that ran out, or that does not lay down what it must. Days are days in Japan.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime, time
from typing import Literal, NamedTuple

import msgspec

from mamoru.law.calendar import TOKYO, tokyo_day
from mamoru.law.figures import due
from mamoru.parties.papers import CLAUSES, KINDS, Paper, holding, latest
from mamoru.parties.party import Party
from mamoru.policy.words import Word

Why = Literal["absent", "expired", "lacking", "overdue"]
CONTRACT = (
    "confidentiality", "sub_entrustment", "return_and_deletion", "audit", "incident_report",
    "location",
)  # fmt: skip
"""What a contract of entrustment must lay down (clause 5b, APPI 25, guidelines 3-4-4)."""
LOOKS = ("review", "assessment", "contract")
"""Papers for which somebody looked at a contractor: the next review counts from the last."""
CHECKS = ("measures_check", "foreign_measures")
"""Papers for which somebody looked at measures abroad: the next check counts from the last."""
WITHOUT_CONSENT = frozenset(["by_law", "life_body_property", "public_health", "state_function"])
"""Grounds on which APPI 28(1) asks for nothing more, being those of 27(1)."""
_WORDS: dict[str, Word] = {
    "absent": Word("がありません", "is missing"),
    "expired": Word("の期限が切れています", "has expired"),
    "lacking": Word("に必要な定めがありません", "does not lay down what it must"),
    "overdue": Word("の期限を過ぎています", "is overdue"),
}
_PARTICULARS: dict[str, Word] = {
    "name": Word("名称", "the name"),
    "address": Word("住所", "the address"),
    "representative": Word("代表者", "the representative"),
}


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """What is missing, why that counts as missing, and which clause and article ask for it."""

    what: str
    """Kind of paper, or the particular."""
    why: Why
    lacks: tuple[str, ...] = ()
    """What the paper does not lay down."""
    clause: str
    article: str
    ja: str
    en: str


class _Asked(NamedTuple):
    """A paper that is asked for, what it has to lay down, and who asks."""

    what: str
    clause: str
    article: str
    clauses: tuple[str, ...] = ()


def missing(
    party: Party, papers: Sequence[Paper], act: str, *, is_foreign: bool, at: datetime,
    grounds: Collection[str] = (),
) -> tuple[Missing, ...]:  # fmt: skip
    """Return what stands between `party` and receiving by `act`, in the order of the clauses.

    `is_foreign` says that it is in a country not recognised by APPI 28(1); `grounds` are the facts
    that are claimed. Nothing where it may receive, as far as its papers go.
    """
    found = [*_particulars(party, act)]
    found += _OF_ACT[act](party, papers, at)
    if is_foreign and act != "entrust" and WITHOUT_CONSENT.isdisjoint(grounds):
        found += _abroad(papers, at)
    return tuple(found)


def _particulars(party: Party, act: str) -> Iterator[Missing]:
    needed = ["name", "address"]
    if party.is_corporation and party.kind != "state_body":
        needed.append("representative")
    clause, article = {
        "provide": ("4", "APPI 29(1)"),
        "entrust": ("5", "APPI 25"),
        "share": ("6", "APPI 27(5)(iii)"),
    }[act]
    for item in needed:
        if not getattr(party, item):
            word = _PARTICULARS[item]
            yield _missing(item, word, "absent", clause, article)


def _provide(party: Party, papers: Sequence[Paper], at: datetime) -> Iterator[Missing]:
    if party.kind == "successor":
        yield from _succession(papers, tokyo_day(at))
    elif party.kind != "state_body" and latest(papers, "contract"):
        yield from _held(papers, tokyo_day(at), _Asked("contract", "4", "APPI 27(1)"))


def _succession(papers: Sequence[Paper], on: date) -> Iterator[Missing]:
    """Yield nothing where the deal is closed, or looking into it is under contract (GL 3-6-3)."""
    if holding(papers, on, "succession_contract"):
        return
    if latest(papers, "due_diligence_contract"):
        asked = _Asked(
            "due_diligence_contract", "4(6)", "APPI 27(5)(ii)", ("handling", "return_on_failure")
        )
        yield from _held(papers, on, asked)
    else:
        yield from _held(papers, on, _Asked("succession_contract", "4(6)", "APPI 27(5)(ii)"))


def unclosed(papers: Sequence[Paper], at: datetime) -> tuple[Missing, ...]:
    """Return what is missing for handing over at the closing of a deal, when it is past its start.

    A contract on the due diligence is enough while the deal is looked into, and no longer.
    """
    asked = _Asked("succession_contract", "4(6)", "APPI 27(5)(ii)")
    return tuple(_held(papers, tokyo_day(at), asked))


def no_data_set() -> Missing:
    """Return that nobody has said what a contractor needs for the purpose (clause 5)."""
    word = Word("利用目的に必要な最小限の項目", "the least that the purpose needs")
    return _missing("data_set", word, "absent", "5[needed]", "APPI 27(5)(i)")


def no_joint_use() -> Missing:
    """Return that no statement of joint use in force names a party (clause 6)."""
    word = KINDS["joint_use_statement"]
    return _missing("joint_use_statement", word, "absent", "6", "APPI 27(5)(iii)")


def _entrust(_: Party, papers: Sequence[Paper], at: datetime) -> Iterator[Missing]:
    on = tokyo_day(at)
    yield from _held(papers, on, _Asked("assessment", "5a", "APPI 25", ("passed",)))
    yield from _held(papers, on, _Asked("contract", "5b", "APPI 25", CONTRACT))
    last = latest((one for one in papers if one.from_ <= on), *LOOKS)
    if last and review_due(last) <= at:
        yield _missing("review", KINDS["review"], "overdue", "5c", "APPI 25")


def review_due(last: Paper) -> datetime:
    """Return when the next review of a contractor is late, counted from the last look at it."""
    return due("vendor_review", datetime.combine(last.from_, time(12), TOKYO))


def check_due(last: Paper) -> datetime:
    """Return when the next check of measures abroad is late, counted from the last look at them."""
    return due("foreign_check", datetime.combine(last.from_, time(12), TOKYO))


def _share(_: Party, papers: Sequence[Paper], at: datetime) -> Iterator[Missing]:
    asked = _Asked("joint_use_agreement", "6", "APPI 27(5)(iii)")
    yield from _held(papers, tokyo_day(at), asked)


def _abroad(papers: Sequence[Paper], at: datetime) -> Iterator[Missing]:
    """Yield what is missing of both ways in which a recipient abroad may receive (APPI 28)."""
    on = tokyo_day(at)
    if measures_of(papers, at) or not [*_held(papers, on, _TOLD)]:
        return
    if holding(papers, on, "foreign_measures"):
        yield _missing("measures_check", KINDS["measures_check"], "overdue", "4", "APPI 28(3)")
    else:
        yield from _held(papers, on, _TOLD)


_TOLD = _Asked("foreign_information", "4", "APPI 28(2)", ("country", "system", "measures"))


def measures_of(papers: Sequence[Paper], at: datetime) -> Paper | None:
    """Return what shows equivalent measures abroad, while they are checked as often as they must.

    That is the check made last, or the arrangement itself while it is young (APPI 28(3), Rule 18).
    """
    on = tokyo_day(at)
    if holding(papers, on, "foreign_measures") is None:
        return None
    seen = (one for one in papers if one.from_ <= on)
    last = latest(seen, *CHECKS)
    if last is None or check_due(last) <= at:
        return None
    return last


def _held(papers: Sequence[Paper], on: date, asked: _Asked) -> Iterator[Missing]:
    """Yield what is wrong with the paper that is asked for."""
    word = KINDS[asked.what]
    found = holding(papers, on, asked.what)
    if found is None:
        was_there = any(one.kind == asked.what and one.from_ <= on for one in papers)
        why: Why = "expired" if was_there else "absent"
        yield _missing(asked.what, word, why, asked.clause, asked.article)
        return
    lacks = tuple(one for one in asked.clauses if one not in found.clauses)
    if lacks:
        yield _missing(asked.what, word, "lacking", asked.clause, asked.article, lacks)


def _missing(
    what: str, word: Word, why: Why, clause: str, article: str, lacks: tuple[str, ...] = ()
) -> Missing:
    ja, en = word.ja + _WORDS[why].ja, f"{word.en} {_WORDS[why].en}"
    if lacks:
        ja += "(" + "、".join(CLAUSES[one].ja for one in lacks) + ")"
        en += " (" + ", ".join(CLAUSES[one].en for one in lacks) + ")"
    return Missing(what=what, why=why, lacks=lacks, clause=clause, article=article, ja=ja, en=en)


_OF_ACT: dict[str, Callable[[Party, Sequence[Paper], datetime], Iterator[Missing]]] = {
    "provide": _provide,
    "entrust": _entrust,
    "share": _share,
}
