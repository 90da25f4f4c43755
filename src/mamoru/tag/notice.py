"""The notice that a banner shows, as it is kept for receipts: everything it says before a choice.

The words around it are the script's own; its hash is in the text, so that they can be looked up.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from hashlib import sha256

from mamoru.consent.notice import NewNotice
from mamoru.errors import Language
from mamoru.policy.words import Word
from mamoru.tag.asked import built
from mamoru.tag.configuration import Configuration, Destination
from mamoru.tag.seen import Seen
from mamoru.tag.wording import WORDS

NAME = "tag"
DIGITS = 16


def notice(now: Seen, language: Language) -> NewNotice:
    """Return what is shown in `language`, under a version that changes with what is shown.

    It also changes with the text of the policy, under which a notice is made, and is never that of
    something that was shown before and then was not for a while.
    """
    configuration = now.configuration
    texts = {one: _text(now, one) for one in ("ja", "en")}
    turned = _since(configuration, now.day).isoformat()
    content = "\n".join([now.policy.text_hash, turned, *texts.values()])
    digest = sha256(content.encode()).hexdigest()[:DIGITS]
    purposes = {one for purpose in configuration.purposes for one in purpose.policy}
    return NewNotice(
        name=NAME,
        version=f"{now.number}-{digest}",
        language=language,
        purposes=tuple(sorted(purposes)),
        recipients=tuple(sorted({one.party for one in configuration.destinations})),
        text=texts[language],
    )


def _since(configuration: Configuration, day: date) -> date:
    """Return the last day on which a destination began or was over."""
    turns = [one.since for one in configuration.destinations]
    turns += [one.until + timedelta(1) for one in configuration.destinations if one.until]
    return max((one for one in turns if one <= day), default=date.min)


def _text(now: Seen, language: Language) -> str:
    def say(word: Word) -> str:
        return word.ja if language == "ja" else word.en

    def destination(one: Destination) -> Iterator[str]:
        yield f"  {say(WORDS['recipient'])}: {say(one.recipient)} ({say(one.country.name)})"
        yield f"  {say(WORDS['sends'])}: {' / '.join(say(item) for item in one.sends)}"
        yield f"  {say(WORDS['sender_purpose'])}: {say(one.sender_purpose)}"
        yield f"  {say(WORDS['recipient_purpose'])}: {say(one.recipient_purpose)}"

    lines: list[str] = []
    for purpose in now.configuration.purposes:
        lines += [say(purpose.name), f"  {say(purpose.about)}"]
        for one in now.configuration.destinations_for(purpose.id, now.day):
            lines += destination(one)
    lines.append(f"mamoru.js sha256:{_script()}")
    return "\n".join(lines) + "\n"


@cache
def _script() -> str:
    return sha256(built()).hexdigest()
