"""Turning a switch: a no is kept at once, and a yes together with the notice that was shown."""

from collections.abc import Sequence
from hashlib import sha256

from mamoru.consent.choices import Choice, Kind
from mamoru.consent.notice import NewNotice
from mamoru.errors import Language
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.choose import choose_many, withdraw
from mamoru.gate.door import Door
from mamoru.gate.recall import history
from mamoru.gate.settle import settle
from mamoru.gate.showing import Display, register, show
from mamoru.policy.model import Policy
from mamoru.portal.choosing.effects import effect
from mamoru.portal.choosing.standing import standing_against
from mamoru.portal.choosing.switches import SHOWN_BY_TAG, Switch
from mamoru.tag.notice import notice as notice_of_tag
from mamoru.tag.seen import Seen

NOTICE = "my-choices"
ITEM = "preference"
"""Item whose category a choice belongs to, where the tag does not say which."""
_DIGITS = 16


def turn(
    door: Door, asker: Asker, ref: str, switch: Switch, *, on: bool, language: Language,
    tag: Seen | None,
) -> None:  # fmt: skip
    """Switch something on or off for one person; doing it again changes nothing.

    Raises `UnknownPersonError`, and for a yes `HandlingRefusedError` and its kinds.
    """
    if switch.kind == SHOWN_BY_TAG and tag is not None:
        _as_the_tag_does(door, asker, ref, switch, on=on, language=language, tag=tag)
    elif not on:
        no = [
            Choice(kind=Kind.REFUSAL, purpose=one.purpose, recipient=one.recipient)
            for one in switch.scopes
        ]
        choose_many(door, asker, Wish(act="collect", source="person"), ref, no, once=True)
    elif switch.gives == "nothing":
        found = history(door, asker, ref)
        for reference in standing_against(door.policy, found, switch, door.clock()):
            withdraw(door, asker, ref, reference)
    else:
        _yes(door, asker, ref, switch, language=language, tag=tag)


def _yes(
    door: Door, asker: Asker, ref: str, switch: Switch, *, language: Language, tag: Seen | None
) -> None:
    kind = Kind.OPT_IN if switch.gives == "opt_in" else Kind.CONSENT
    told = notice(door, switch, language)
    register(door, asker, told)
    shown = show(
        door, asker, Display(name=told.name, language=language, version=told.version), ref
    ).shown
    yes = [
        Choice(kind=kind, purpose=one.purpose, recipient=one.recipient, shown=shown.reference)
        for one in switch.scopes
    ]
    wish = Wish(act="collect", source="person")
    choose_many(door, asker, wish, ref, yes, data=_category(door.policy, tag), once=True)


def _as_the_tag_does(
    door: Door, asker: Asker, ref: str, switch: Switch, *, on: bool, language: Language, tag: Seen
) -> None:
    """Record it in the scopes and under the notice of the tag, so that both mean the same."""
    scopes = set(switch.scopes)
    wish = Wish(act="collect", source="person", purpose=tag.configuration.record_for)
    settle(
        door, asker, wish, ref, allowed=scopes if on else (), refused=() if on else scopes,
        signal=False, notice=notice_of_tag(tag, language), data=tag.configuration.record_as,
    )  # fmt: skip


def notice(door: Door, switch: Switch, language: Language) -> NewNotice:
    """Return what the page says of a switch, under a version that changes with what it says.

    Notices of one name follow each other, so that each switch has a name of its own.
    """
    edition = door.shelf.edition(door.clock())
    policy = door.policy
    texts = {one: _text(policy, switch, one) for one in ("ja", "en")}
    content = "\n".join([edition.text_hash, *texts.values()])
    digest = sha256(content.encode()).hexdigest()[:_DIGITS]
    return NewNotice(
        name=f"{NOTICE}-{switch.name}", version=f"{edition.number}-{digest}", language=language,
        purposes=tuple(one.purpose for one in switch.scopes if one.purpose),
        recipients=tuple(one.recipient for one in switch.scopes if one.recipient),
        text=texts[language],
    )  # fmt: skip


def _text(policy: Policy, switch: Switch, language: str) -> str:
    on, off = effect(switch.kind)
    words = [switch.word, *([switch.about] if switch.about else []), on, off]
    lines: Sequence[str] = [one.ja if language == "ja" else one.en for one in words]
    said = [policy.said[cite] for cite in switch.cites if cite in policy.said]
    clauses = [f"{one.cite} {one.ja if language == 'ja' else one.en}" for one in said]
    return "\n".join([*lines, *clauses])


def _category(policy: Policy, tag: Seen | None) -> str:
    """Return the category that taking a choice down belongs to."""
    if tag is not None:
        return tag.configuration.record_as
    return policy.category_of(ITEM) or next(iter(policy.categories))
