"""How the demonstration looks on a terminal of 100 columns."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from mamoru.cli.demo.course import Course
from mamoru.cli.demo.stage import Answered
from mamoru.cli.language import say
from mamoru.cli.output import padded, row, table, width, wrapped
from mamoru.errors import Language
from mamoru.policy.evidence import EVIDENCE
from mamoru.policy.explain import DOOR_WORDS, explain, text_of
from mamoru.policy.handling import Decision, NearMiss, Outcome
from mamoru.policy.model import Policy
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.words import Word

if TYPE_CHECKING:
    from mamoru.cli.demo.told import Erasure

WIDTH = 100
COLUMNS = (29, 11, 21, 33)
ANSWERS = {
    Outcome.ALLOW: Word("認める", "ALLOWED"),
    Outcome.REFUSE: Word("認めない", "REFUSED"),
    Outcome.NEEDS: Word("要証拠", "EVIDENCE"),
    Outcome.NOT_COVERED: Word("定めなし", "NOT COVERED"),
}
HEAD = (
    Word("求めた取扱い", "what was asked"),
    Word("答え", "answer"),
    Word("根拠", "cited"),
    Word("条文と、足りないもの", "the text, and what is needed"),
)
LEGEND = Word(
    "APPI: 個人情報保護法 · MAIL: 特定電子メール法 · TBA: 電気通信事業法 · R1…: ポリシーの解釈",
    "APPI: Act on the Protection of Personal Information · MAIL: Act on Regulation of Transmission"
    " of Specified Electronic Mail · TBA: Telecommunications Business Act · R1…: readings of the"
    " policy",
)
NEEDED = Word("必要: ", "needs: ")
LACKING = Word("不足: ", "lacks: ")
UNKNOWN = Word("ポリシーにない語: ", "not a word of the policy: ")
UNEXPECTED = Word("!想定外", "!UNEXPECTED")
NEAR_SHOWN = 2


def title(policy: Policy, speech: Language) -> str:
    """Return the first lines: whose policy, which version."""
    names = f"{say(policy.controller, speech)}  {say(policy.title, speech)}  {policy.version}"
    head = say(Word("守る (mamoru) 実演", "mamoru demo"), speech)
    return f"{head}: {names}"


def legend(speech: Language) -> str:
    """Return what the short names among the cited articles and readings stand for."""
    return "\n".join(wrapped(say(LEGEND, speech), WIDTH))


def heading(policy: Policy, clause: str, speech: Language) -> str:
    """Return the line above the steps of a clause."""
    said = policy.said[clause]
    name = said.title or Word(said.ja, said.en)
    text = f"第{clause}条 {name.ja}" if speech == "ja" else f"Clause {clause}. {name.en}"
    return f"\n-- {text} " + "-" * max(2, WIDTH - width(text) - 4)


def head(speech: Language) -> str:
    """Return the names of the columns."""
    return row([say(word, speech) for word in HEAD], COLUMNS)


def step(book: Rulebook, answered: Answered, speech: Language) -> str:
    """Return one step as a row."""
    decision = answered.decision
    answer = say(ANSWERS[decision.outcome], speech)
    if not answered.is_as_foreseen:
        answer += f"\n{say(UNEXPECTED, speech)}"
    cites = list(_cites(answered))
    text = "\n".join(_text(book, answered, speech))
    return row([say(answered.asked, speech), answer, "\n".join(cites), text], COLUMNS)


def _cites(answered: Answered) -> Iterator[str]:
    decision = answered.decision
    if not decision.cites and not decision.law:
        yield f"({answered.clause})"
    yield from decision.cites
    yield from dict.fromkeys(cite.removesuffix("(main)") for cite in decision.law)
    if decision.readings:
        yield "/".join(decision.readings)


def _text(book: Rulebook, answered: Answered, speech: Language) -> Iterator[str]:
    decision = answered.decision
    cited = decision.cites or decision.law[:1]
    if decision.outcome is Outcome.REFUSE and not cited:
        yield f"{answered.clause}: {say(text_of(book, answered.clause), speech)}"
    for cite in cited:
        yield f"{cite}: {say(text_of(book, cite), speech)}"
    if decision.needs:
        wanted = dict.fromkeys(need.evidence for need in decision.needs)
        comma = "、" if speech == "ja" else ", "
        words = comma.join(say(EVIDENCE[name], speech) for name in wanted)
        yield f"-> {say(NEEDED, speech)}{words}"
    for word in explain(book, decision, speech).unknown:
        yield f"-> {say(UNKNOWN, speech)}{word.text}"
    if decision.outcome is Outcome.REFUSE:
        yield from _near(book, decision, speech)


def _near(book: Rulebook, decision: Decision, speech: Language) -> Iterator[str]:
    """Yield the nearest misses: first those that lack facts, then those of another attribute."""

    def lacks_facts(miss: NearMiss) -> bool:
        return all(name in book.policy.facts for name in miss.lacks)

    nearest = sorted(decision.near, key=lambda miss: not lacks_facts(miss))[:NEAR_SHOWN]
    near = msgspec.structs.replace(decision, near=tuple(nearest))
    prefix = {"ja": "足りないもの: ", "en": "lacks: "}[speech]
    for line in explain(book, near, speech).near:
        if line.cite in DOOR_WORDS:
            yield f"-> {line.text}"
            continue
        yield f"-> {line.cite} {say(LACKING, speech)}{line.text.removeprefix(prefix)}"


def erasure(erasure: "Erasure", speech: Language) -> str:
    """Return how much of the person was found before the erasure, and after it."""
    names = [
        say(Word("探したもの", "searched for"), speech),
        "",
        f"{say(Word('表の行', 'table rows'), speech)} ({erasure.rows})",
        f"{say(Word('台帳の記録', 'ledger entries'), speech)} ({erasure.entries})",
        f"{say(Word('ファイル', 'files'), speech)} ({erasure.files})",
    ]
    rows = []
    for one in erasure.searched:
        for when, found in (
            (Word("消去前", "before"), one.before),
            (Word("消去後", "after"), one.after),
        ):
            counts = (found.tables, found.entries, found.files)
            rows.append([say(one.word, speech), say(when, speech), *map(str, counts)])
    return table(names, rows, WIDTH)


def course(course: Course, speech: Language) -> str:
    """Return what took several steps, one a row."""
    rows = [
        row([say(name, speech), say(came, speech)], (26, WIDTH - 28)) for name, came in course.steps
    ]
    return "\n".join([*rows, *([] if course.is_as_foreseen else [say(UNEXPECTED, speech)])])


def section(word: Word, speech: Language) -> str:
    """Return a heading that is no clause."""
    text = say(word, speech)
    return f"\n-- {text} " + "-" * max(2, WIDTH - width(text) - 4)


def pair(name: Word, value: str, speech: Language) -> str:
    """Return a line with a name and a value."""
    return f"{padded(say(name, speech), 26)} {value}"
