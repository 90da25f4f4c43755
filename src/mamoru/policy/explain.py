"""Puts a decision into words: the texts of what decided, what is missing, what is owed."""

from collections.abc import Iterator

import msgspec

from mamoru.errors import Language
from mamoru.policy.evidence import EVIDENCE
from mamoru.policy.handling import Decision, Handling, NearMiss, Outcome
from mamoru.policy.model import Kind
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.words import Word

OUTCOME_WORDS: dict[Outcome, Word] = {
    Outcome.ALLOW: Word("認められます。", "Allowed."),
    Outcome.REFUSE: Word("認められません。", "Refused."),
    Outcome.NEEDS: Word("証拠が必要です。", "Evidence is needed."),
    Outcome.NOT_COVERED: Word("ポリシーに定めがありません。", "The policy does not cover this."),
}
ATTRIBUTE_WORDS: dict[str, Word] = {
    "act": Word("行為", "the act"),
    "data": Word("情報の種類", "the category of information"),
    "sensitive": Word("機微情報の種類", "the kind of sensitive information"),
    "identifying": Word("個人の識別", "whether it identifies the person"),
    "purpose": Word("利用目的", "the purpose"),
    "from": Word("取得元", "the source"),
    "to": Word("提供先", "the recipient"),
    "by": Word("行為者", "who acts"),
    "whose": Word("本人の区分", "the class of person"),
    "place": Word("提供先の所在", "where the recipient is"),
    "residence": Word("本人の居住地", "where the person lives"),
    "grounds": Word("根拠", "the grounds"),
}


REGISTRATION = "registration"
IDENTIFIER = "identifier"
AGREEMENT = "agreement"
CHOICE = "choice"
CONSENT = "declared_consent"
SIGNAL = "opt_out_signal"
GUARDIAN = "guardian"
RECIPIENT = "registered_party"
CASE = "approved_case"
JOINT_USE = "published_joint_use"
HOLD = "named_hold"
DOOR_WORDS: dict[str, Word] = {
    REGISTRATION: Word(
        "この仕組みは、その利用目的のために登録されていません。",
        "This system is not registered for that purpose.",
    ),
    IDENTIFIER: Word(
        "この識別子では、すでに登録があります。",
        "Somebody is found by this identifier already.",
    ),
    AGREEMENT: Word(
        "この取扱いは改定によって認められたもので、ご本人の同意がまだありません。",
        "A revision allows this anew, and the person has not agreed to it yet.",
    ),
    CHOICE: Word(
        "ご本人がこの利用目的を拒否しています。",
        "The person has said no to this purpose.",
    ),
    CONSENT: Word(
        "イベントの定義により、この利用目的には本人の同意が必要です。",
        "As the event is declared, this purpose needs the person's consent.",
    ),
    SIGNAL: Word(
        "本人のブラウザが、この利用目的を望まないと伝えています(Global Privacy Control)。",
        "The person's browser says no to this purpose (Global Privacy Control).",
    ),
    GUARDIAN: Word(
        "この様式は、年少者による提出に法定代理人の同意を求めています。",
        "This form asks for the guardian's consent where a young person hands it in.",
    ),
    RECIPIENT: Word(
        "受け取ることのできる提供先が、登録簿から示されていません。",
        "No party of the register is named that may receive it.",
    ),
    CASE: Word(
        "承認されたケースまたは定められた項目の範囲に含まれていません。",
        "No approved case, or no data set that was fixed, reaches so far.",
    ),
    JOINT_USE: Word(
        "公表した共同利用の範囲(利用者、項目、利用目的、期間)に含まれていません。",
        "It is not within the joint use that was published: its users, items, purposes and time.",
    ),
    HOLD: Word(
        "法令により保存しているものは、その保存の名前と根拠(by_law)の所在を示さなければ開けません。",
        "What is kept by law is opened only by naming that very hold and showing the law (by_law).",
    ),
}
"""What a near miss says where it is not the text that says no, but the door."""
_LACKS = Word("足りないもの: ", "lacks: ")
_GRANTING = frozenset([Kind.PERMIT, Kind.LIFT])


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing the decision rests on, and its text."""

    cite: str
    text: str
    verified: bool = True
    """False for law that was not seen in an official source; people must be told so."""


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """A decision in words of one language."""

    outcome: str
    clauses: tuple[Line, ...]
    grounds: tuple[Line, ...]
    """Facts that hold and that the cited clauses and articles rest on."""
    evidence: tuple[Line, ...]
    """What shows these facts."""
    law: tuple[Line, ...]
    readings: tuple[Line, ...]
    needs: tuple[Line, ...]
    owes: tuple[Line, ...]
    near: tuple[Line, ...]
    unknown: tuple[Line, ...]
    natures: tuple[Line, ...] = ()
    """The category whose nature decided, with the kind of sensitive information that it is."""
    token: str


def explain(
    book: Rulebook,
    decision: Decision,
    language: Language = "en",
    *,
    handling: Handling | None = None,
) -> Explanation:
    """Return `decision` in words, with the texts of the clauses, articles and readings it cites.

    With the `handling` it also says what its category is taken to be by nature.
    """
    speaker = _Speaker(book, language)
    line, said = speaker.line, speaker.said
    grounds = tuple(_grounds(book, decision))
    facts = book.policy.facts
    return Explanation(
        outcome=said(OUTCOME_WORDS[decision.outcome]),
        clauses=tuple(line(cite) for cite in decision.cites),
        grounds=tuple(line(cite, speaker.fact(name)) for cite, name in grounds),
        evidence=tuple(line(cite, said(EVIDENCE[facts[name].evidence])) for cite, name in grounds),
        law=tuple(line(cite) for cite in decision.law),
        readings=tuple(
            line(name, said(book.policy.readings[name].word)) for name in decision.readings
        ),
        needs=tuple(
            line(need.clause, f"{said(EVIDENCE[need.evidence])} — {speaker.fact(need.fact)}")
            for need in decision.needs
        ),
        owes=tuple(
            line(owed.clause, f"{speaker.text(owed.clause)} ({said(EVIDENCE[owed.evidence])})")
            for owed in decision.owes
        ),
        near=tuple(line(miss.clause, speaker.miss(miss)) for miss in decision.near),
        unknown=tuple(line(name, said(ATTRIBUTE_WORDS[name])) for name in decision.unknown),
        natures=tuple(line(name, said(kind)) for name, kind in _natures(book, handling)),
        token=decision.token,
    )


class _Speaker:
    """Says words and lines in one language."""

    def __init__(self, book: Rulebook, language: Language) -> None:
        self.book = book
        self.language = language

    def said(self, word: Word) -> str:
        return word.ja if self.language == "ja" else word.en

    def text(self, cite: str) -> str:
        return self.said(text_of(self.book, cite))

    def line(self, cite: str, text: str | None = None) -> Line:
        """Return a line with `text`, or with that of what is cited."""
        text = self.text(cite) if text is None else text
        return Line(cite, text, cite not in self.book.law.unverified)

    def fact(self, name: str) -> str:
        """Return the word of a fact, or of an attribute."""
        if name in ATTRIBUTE_WORDS:
            return self.said(ATTRIBUTE_WORDS[name])
        known = self.book.policy.facts[name]
        return self.said(Word(known.ja, known.en))

    def miss(self, miss: NearMiss) -> str:
        """Return what a near miss lacks, or why the door itself says no."""
        if miss.clause in DOOR_WORDS:
            return self.said(DOOR_WORDS[miss.clause])
        return self.said(_LACKS) + ", ".join(map(self.fact, miss.lacks))


def _grounds(book: Rulebook, decision: Decision) -> Iterator[tuple[str, str]]:
    """Yield the facts that hold of what decided, by how it is cited, in the order of citing.

    A citation alone does not tell which rule of its place decided; then the facts are named that
    all of these ask for. A clause that is cited for being near has none that are known to hold.
    """
    is_refusal = decision.outcome is Outcome.REFUSE
    tops = {rule.top for rule in book.rules if rule.kind is Kind.PERMIT} if is_refusal else set()
    kinds = frozenset([Kind.BAN]) if is_refusal else _GRANTING
    asked: dict[str, frozenset[str]] = {}
    for rule in book.rules:
        if rule.kind in kinds and rule.cite not in tops:
            asked[rule.cite] = asked.get(rule.cite, rule.facts) & rule.facts
    missing = {(need.clause, need.fact) for need in decision.needs}
    for cite in dict.fromkeys((*decision.cites, *decision.law)):
        for name in book.policy.facts:
            if name in asked.get(cite, ()) and (cite, name) not in missing:
                yield cite, name


def _natures(book: Rulebook, handling: Handling | None) -> Iterator[tuple[str, Word]]:
    if handling is not None and handling.data is not None and handling.sensitive is None:
        kind = book.natures.get(handling.data)
        if kind is not None:
            yield handling.data, book.policy.sensitive[kind]


def text_of(book: Rulebook, cite: str) -> Word:
    """Return the text of a clause, a case, a duty or an article; empty if none is held."""
    said = book.policy.said.get(cite)
    if said is not None:
        return Word(said.ja, said.en)
    for entry in book.policy.retention:
        if entry.id == cite:
            return entry.word
    return book.law.said.get(cite, Word("", ""))
