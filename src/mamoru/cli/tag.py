"""The commands `mamoru tag check`, `publish`, `list` and `show`."""

import sys
from argparse import Namespace

from mamoru.cli.codes import YES
from mamoru.cli.files import read_file
from mamoru.cli.installation import check_installed, opened_door, policy_of_or_here
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, table, tell
from mamoru.cli.streams import OUTPUT, named
from mamoru.gate.asking import OFFICER
from mamoru.policy.moment import TOKYO
from mamoru.policy.source import MAX_BYTES
from mamoru.policy.words import Word
from mamoru.tag.configuration import Configuration
from mamoru.tag.errors import TagFileError, UnknownTagError
from mamoru.tag.load import load
from mamoru.tag.publish import every, publish, text_of

_GOOD = Word(
    "誤りはありません。目的 {purposes} 件、送信先 {destinations} 件",
    "No errors: {purposes} purpose(s), {destinations} destination(s).",
)
_PUBLISHED = Word("タグの設定 {number} を公表しました。", "Configuration {number} is published.")
_HEAD = Word("番号 公表 ポリシーの版 SHA-256", "number published policy SHA-256")


def check(asked: Namespace) -> int:
    """Tell whether a file can be published."""
    found = configuration_in(asked.file)
    counts = {"purposes": len(found.purposes), "destinations": len(found.destinations)}
    if asked.format == "json":
        tell(as_json({"ok": True, "text_hash": found.text_hash, **counts}))
    else:
        tell(say(_GOOD, language()).format_map(counts))
    return YES


def configuration_in(file: str) -> Configuration:
    """Return the configuration in a file, checked against the policy in force here.

    Raises `FileUnreadableError` and `TagFileError`.
    """
    text = read_file(file, MAX_BYTES + 1)
    try:
        return load(text, policy_of_or_here(None))
    except TagFileError as error:
        raise TagFileError(error.findings, file=file) from None


def publish_file(asked: Namespace) -> int:
    """Publish a file."""
    text = read_file(asked.file, MAX_BYTES + 1)
    with opened_door() as door:
        try:
            done = publish(door, OFFICER, text)
        except TagFileError as error:
            raise TagFileError(error.findings, file=asked.file) from None
        if asked.format == "json":
            tell(as_json(done))
        else:
            tell(say(_PUBLISHED, language()).format(number=done.number))
    return YES


def list_published(asked: Namespace) -> int:
    """List what was published."""
    check_installed()
    found = every()
    if asked.format == "json":
        tell(as_json(found))
        return YES
    rows = [
        [
            str(one.number),
            one.published_at.astimezone(TOKYO).strftime("%Y-%m-%d %H:%M"),
            one.policy_version,
            one.text_hash[:16],
        ]
        for one in found
    ]
    tell(table(say(_HEAD, language()).split(" "), rows))
    return YES


def show(asked: Namespace) -> int:
    """Print the file of a configuration, byte by byte."""
    check_installed()
    number = asked.number
    if number is None:
        published = every()
        if not published:
            raise UnknownTagError
        number = published[-1].number
    text = text_of(number)
    if asked.format == "json":
        tell(as_json({"number": number, "text": text.decode()}))
        return YES
    with named(OUTPUT):
        sys.stdout.flush()
        sys.stdout.buffer.write(text)
    return YES
