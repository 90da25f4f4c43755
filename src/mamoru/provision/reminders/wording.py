"""The words of a reminder, in both languages."""

from collections.abc import Sequence
from datetime import timedelta

from mamoru.gate.matters import Matter, announced_word
from mamoru.law.calendar import tokyo_day
from mamoru.outbox.letters import Text
from mamoru.policy.evidence import EVIDENCE
from mamoru.policy.words import Word

MOST = 100
"""Lines of one mail in one language; whoever has more reads the list."""
WHAT: dict[str, Word] = {
    "assessment": Word("委託先の審査", "assessment of a contractor"),
    "contract": Word("委託の契約", "contract with a contractor"),
    "review": Word("委託先の見直し", "review of a contractor"),
    "deletion": Word("回収した情報の消去の証明", "certificate that what was recalled is deleted"),
    "incident": Word("委託先の事故への対応", "incident at a contractor"),
    "check": Word("外国の提供先の措置の確認", "check of the measures of a recipient abroad"),
    "package": Word("引渡しの受領の確認", "word of the recipient that it has a package"),
}
_SUBJECT = Word(
    "期限の知らせ: 期限切れ {late} 件、まもなく期限 {soon} 件",
    "Reminder: {late} late, {soon} coming up",
)
_HEADS = {
    "late": Word("期限を過ぎたもの:", "Late:"),
    "soon": Word("まもなく期限が来るもの:", "Coming up:"),
}
_LINE = Word("- {what} [{clause}] 期限 {day} {names}", "- {what} [{clause}], due {day} {names}")
_COUNTED = Word(" ({count} 件)", " ({count} of them)")
_MORE = Word("ほかに {count} 件", "and {count} more")
_END = Word(
    "すべての一覧は mamoru reminder list で示します。同じものは一日に一度だけ知らせます。",
    "`mamoru reminder list` shows everything. Of each you are told at most once a day.",
)


def text_of(matters: Sequence[Matter]) -> Text:
    """Return the mail about `matters`: random names, clauses and days, and nothing of anybody."""
    counts = {state: sum(one.state == state for one in matters) for state in _HEADS}
    ja, en = (
        "\n\n".join([*_parts(matters, is_japanese=is_japanese), _said(_END, is_japanese)])
        for is_japanese in (True, False)
    )
    subject = Word(_SUBJECT.ja.format(**counts), _SUBJECT.en.format(**counts))
    return Text(subject=subject, body=Word(ja, en))


def word_of(what: str) -> Word:
    """Return what a matter is called; a duty is called by what shows that it was done."""
    return WHAT.get(what) or announced_word(what) or EVIDENCE.get(what) or Word(what, what)


def _parts(matters: Sequence[Matter], *, is_japanese: bool) -> list[str]:
    parts = []
    for state, head in _HEADS.items():
        lines = [_line(one, is_japanese) for one in matters if one.state == state]
        if len(lines) > MOST:
            more = _said(_MORE, is_japanese).format(count=len(lines) - MOST)
            lines = [*lines[:MOST], more]
        if lines:
            parts.append("\n".join([_said(head, is_japanese), *lines]))
    return parts


def _line(one: Matter, is_japanese: bool) -> str:  # noqa: FBT001 - passed on
    what = _said(word_of(one.what), is_japanese)
    if one.count > 1:
        what += _said(_COUNTED, is_japanese).format(count=one.count)
    names = " ".join(filter(None, (one.party, one.ref)))
    day = tokyo_day(one.due_at - timedelta(seconds=1)).isoformat()
    said = _said(_LINE, is_japanese).format(what=what, clause=one.clause, day=day, names=names)
    return said.rstrip()


def _said(word: Word, is_japanese: bool) -> str:  # noqa: FBT001 - passed on
    return word.ja if is_japanese else word.en
