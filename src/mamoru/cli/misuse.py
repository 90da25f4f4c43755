"""What is wrong with the arguments of a command, by kind: never by repeating what was typed.

argparse says it in English and with the value that it did not take, which may be somebody's. Of its
message only the kind is taken, and the names and numbers that are ours.
"""

import re

from mamoru.policy.words import Word

TOO_MANY = "unrecognized arguments"
_ANY = Word("コマンドまたは引数を確かめてください", "check the command and its arguments")
_KINDS: tuple[tuple[re.Pattern[str], Word], ...] = tuple(
    (re.compile(pattern, re.DOTALL), word)
    for pattern, word in (
        (
            r"the following arguments are required: (?P<names>[^\n]*)",
            Word("{names} が足りません", "{names} is missing"),
        ),
        (
            r"argument (?P<name>[^:]+): invalid choice: .*\(choose from (?P<known>[^)]*)\)",
            Word("{name} は {known} のいずれかです", "{name} is one of {known}"),
        ),
        (
            r"argument (?P<name>[^:]+): (?P<low>\d+) to (?P<high>\d+)",
            Word("{name} は {low} から {high} までの数です", "{name} is a number, {low} to {high}"),
        ),
        (
            r"argument (?P<name>[^:]+): invalid int value: .*",
            Word("{name} は数です", "{name} is a number"),
        ),
        (
            r"argument (?P<name>[^:]+): a date",
            Word("{name} は日付です(例 2026-11-23)", "{name} is a date, such as 2026-11-23"),
        ),
        (
            r"argument (?P<name>[^:]+): a reference",
            Word(
                "{name} は記録の所在を示す符号です(例 approval:2026-12)",
                "{name} is the id of a record, such as approval:2026-12",
            ),
        ),
        (
            r"argument (?P<name>[^:]+): expected .*",
            Word("{name} の値がありません", "{name} is without its value"),
        ),
        (
            r"argument (?P<name>[^:]+): ignored explicit argument .*",
            Word("{name} は値をとりません", "{name} takes no value"),
        ),
        (
            TOO_MANY,
            Word(
                "このコマンドにない引数があります",
                "there are arguments that this command does not have",
            ),
        ),
    )
)


def misuse(message: str) -> Word:
    """Return what argparse's `message` means, in both languages."""
    for pattern, word in _KINDS:
        if found := pattern.fullmatch(message):
            ours = {name: text.replace("'", "") for name, text in found.groupdict().items()}
            return Word(word.ja.format_map(ours), word.en.format_map(ours))
    return _ANY
