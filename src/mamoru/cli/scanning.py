"""The command `mamoru tag scan`: whether a page sends what is published, and nothing else."""

from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec

from mamoru.cli.codes import NO, YES
from mamoru.cli.installation import check_installed
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, tell
from mamoru.cli.tag import configuration_in
from mamoru.law.calendar import tokyo_day
from mamoru.policy.words import Word
from mamoru.tag.publish import in_force
from mamoru.tag.scan import scan as scanned
from mamoru.tag.sightings import Compared, compared

_SAME = Word("公表したとおりです", "as published")
_NO_TAG = Word(
    "タグの表示がないため、許可した後の送信は調べていません",
    "the tag did not ask, so what is sent once it is allowed was not looked at",
)
_PARTS: dict[str, Word] = {
    "too_early": Word("許可の前に送信しています", "sent before it was allowed"),
    "too_early_cookies": Word("許可の前に保存しています", "cookie set before it was allowed"),
    "undeclared": Word("設定にない送信先です", "sent to, and not declared"),
    "undeclared_cookies": Word("設定にないCookieです", "cookie that is not declared"),
    "unseen": Word("設定にありますが、このページでは送信していません", "declared, not seen here"),
}


def scan(asked: Namespace) -> int:
    """Load a page and tell how it differs from what is published."""
    if asked.file is None:
        check_installed()
        configuration = in_force().configuration
    else:
        configuration = configuration_in(asked.file)
    seen = scanned(asked.address, browser=asked.browser, rules=asked.resolve)
    found = compared(configuration, seen, tokyo_day(datetime.now(UTC)))
    if asked.format == "json":
        tell(as_json({"ok": found.is_as_declared, **msgspec.structs.asdict(found)}))
    else:
        for line in _lines(found):
            tell(line)
    return YES if found.is_as_declared else NO


def _lines(found: Compared) -> Iterator[str]:
    speech = language()
    for part, word in _PARTS.items():
        for name in getattr(found, part):
            yield f"{name}: {say(word, speech)}"
    if not found.has_tag:
        yield say(_NO_TAG, speech)
    if found.is_as_declared:
        yield say(_SAME, speech)
