"""What can be wrong with an invariant.

MamoruError
└── BadInputError
    └── BadInvariantError     an invariant cannot be read
"""

from mamoru.errors import BadInputError
from mamoru.policy.words import Word

LONGEST_ECHO = 40
"""Characters of a word that a message repeats."""

EMPTY = Word("何も書かれていません", "nothing is written here")
TOO_LONG = Word("長すぎます(上限 {limit} 文字)", "it is too long (limit {limit} characters)")
BEGINS = Word(
    "never、always owes、may のいずれかで始まります", "it begins with never, always owes or may"
)
ENDS_EARLY = Word("{wanted}がないまま終わっています", "it ends where {wanted} should stand")
NOT_THERE = Word(
    "「{word}」ではなく{wanted}が必要です", "{wanted} should stand here instead of {word!r}"
)
UNKNOWN = Word(
    "「{word}」は{wanted}にありません(あるもの: {known})",
    "{word!r} is not {wanted} (known: {known})",
)
TWICE = Word("「{word}」は 2 度目です", "{word!r} stands here for the second time")
AMBIGUOUS = Word(
    "「{word}」は情報の種類にも機微情報の種類にもあります。"
    "of {word} または that is {word} と書きます",
    "{word!r} is a category and a kind; write `of {word}` or `that is {word}`",
)
NOT_ALIKE = Word(
    "情報の種類と機微情報の種類は、of と that is に分けて書きます",
    "write categories after `of` and kinds after `that is`",
)
NOTHING_LEFT = Word("当てはまる値が残りません", "no value is left")
NOT_AFTER_MAY = Word("unless は may と並べられません", "unless does not go with may")


class BadInvariantError(BadInputError):
    """An invariant cannot be read; the message says where, and what would have been known."""

    code = "bad-invariant"
    ja = "不変条件の {column} 文字目: {reason_ja}。"
    en = "The invariant, at character {column}: {reason_en}."

    def __init__(self, column: int, reason: Word, **facts: str | int | Word) -> None:
        cut = {name: _cut(fact) for name, fact in facts.items()}
        super().__init__(
            column=column,
            reason_ja=reason.ja.format_map({name: one.ja for name, one in cut.items()}),
            reason_en=reason.en.format_map({name: one.en for name, one in cut.items()}),
        )


def _cut(fact: str | int | Word) -> Word:
    if isinstance(fact, Word):
        return fact
    text = str(fact)
    return Word(text, text)
