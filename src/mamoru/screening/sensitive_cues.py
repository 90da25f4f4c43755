"""What a sentence says around a sensitive word: whose it is, whether it is denied or only general.

Steps, the first that applies decides:

0. Denied, asked of somebody, or only supposed: nothing.
1. The word begins a compound or a topic (a market, a law, a campaign): nothing.
2. A person is named in the sentence: found, unless offices, fame or works are what it is about.
3. A general statement, a public figure, an organisation or an animal: nothing.
4. A verb says that somebody has it, or the word is all there is, as in a field of a form: found.
"""

import re
import tomllib
from functools import cache
from typing import NamedTuple

from mamoru.screening.findings import Kind
from mamoru.screening.sensitive_words import WORDS, Need, Place

REACH = 80
"""Characters of the sentence that are read on each side of a word."""
_RESULTS = (Kind.HEALTH_CHECK, Kind.DOMICILE)
"""Kinds of which "none" and "normal" say something about a person as well."""
_LISTED_BEFORE = re.compile(r"(?:^|[、,・:=→/\s(\-*○●■])$")
_LISTED_AFTER = re.compile(r"^(?:$|[、,・/)。.])")


class Cues(NamedTuple):
    """Every cue as one compiled pattern."""

    self: re.Pattern[str]
    kin: re.Pattern[str]
    near: re.Pattern[str]
    named: re.Pattern[str]
    has: re.Pattern[str]
    had_by: re.Pattern[str]
    excuse: re.Pattern[str]
    polite: re.Pattern[str]
    denied: re.Pattern[str]
    denied_en_before: re.Pattern[str]
    denied_before: re.Pattern[str]
    compound: re.Pattern[str]
    general: re.Pattern[str]
    topic: re.Pattern[str]
    supposed: re.Pattern[str]
    supposed_before: re.Pattern[str]
    asked: re.Pattern[str]
    strong: re.Pattern[str]
    weak: re.Pattern[str]
    subject: re.Pattern[str]
    animal: re.Pattern[str]
    hearsay: re.Pattern[str]


@cache
def cues() -> Cues:
    """Return the cues that ship with Mamoru."""
    written = tomllib.loads((WORDS / "cues.toml").read_text(encoding="utf-8"))
    flat = {name: cue for group in written.values() for name, cue in group.items()}
    return Cues(**{name: re.compile(flat[name]) for name in Cues._fields})


class Judged(NamedTuple):
    """That a word speaks of a person, why, and how sure that is."""

    reason: str
    confidence: float


class Around(NamedTuple):
    """A word within its sentence."""

    before: str
    word: str
    after: str

    @property
    def sentence(self) -> str:
        """The sentence as far as it is read."""
        return self.before + self.word + self.after


def judged(place: Place, around: Around) -> Judged | None:
    """Return why the word at `place` speaks of a person, or None if it does not."""
    known = cues()
    is_result = place.entry.kind in _RESULTS
    if not is_result and _is_denied(around, known):
        return None
    if known.asked.match(around.after) or known.compound.match(around.after):
        return None
    person = _person(around, known)
    if _is_of_animal(around, known):
        return None
    if known.supposed.match(around.after) or known.supposed_before.search(around.before):
        return None
    has = place.is_followed or bool(
        known.has.match(around.after) or known.had_by.search(around.before)
    )
    found = _of_person(place, around, person, has=has) or _of_nobody(place, around, has=has)
    if found and known.hearsay.search(around.after):
        return Judged(f"{found.reason}-hearsay", round(found.confidence - 0.2, 2))
    return found


def is_nobodys(around: Around) -> bool:
    """Whether an everyday complaint is denied, an animal's, or only what a thing is for."""
    known = cues()
    return (
        _is_denied(around, known)
        or _is_of_animal(around, known)
        or known.asked.match(around.after) is not None
        or known.supposed_before.search(around.before) is not None
        or (known.compound.match(around.after) is not None and _is_topical(around, known))
    )


def _is_topical(around: Around, known: Cues) -> bool:
    return any(cue.search(around.sentence) for cue in (known.general, known.topic))


def is_excuse(around: Around) -> bool:
    """Whether an everyday complaint is given as the reason for staying away."""
    return cues().excuse.match(around.after) is not None


def _is_denied(around: Around, known: Cues) -> bool:
    return bool(
        known.denied.match(around.after)
        or known.denied_en_before.search(around.before)
        or known.denied_before.search(around.before)
    )


def _is_of_animal(around: Around, known: Cues) -> bool:
    """Whether an animal or a plant is the last that was named before the word."""
    last = max((named.end() for named in known.animal.finditer(around.before)), default=None)
    return last is not None and not any(
        who.search(around.before, last) for who in (known.self, known.kin, known.near, known.named)
    )


def _person(around: Around, known: Cues) -> str | None:
    """Return who the sentence is about, as far as it says so."""
    for who in ("self", "kin", "near", "named"):
        if getattr(known, who).search(around.sentence):
            return who
    return None


def _of_person(place: Place, around: Around, person: str | None, *, has: bool) -> Judged | None:
    known = cues()
    if person is None:
        return None
    if person != "self" and _is_public(around, known, is_kin=person == "kin" and has):
        return None
    if known.general.search(around.sentence) and not (has and person == "self"):
        return None
    if known.topic.search(around.sentence) and not has:
        return None
    if not has and place.entry.need is not Need.FACT:
        return None if place.entry.need is Need.LOOSE else Judged(f"person-{person}", 0.7)
    return Judged(f"person-{person}", 0.95 if person == "self" else 0.9)


def _is_public(around: Around, known: Cues, *, is_kin: bool) -> bool:
    """Whether a sentence reads like news, an encyclopedia or a story, and not like a letter."""
    if known.polite.search(around.sentence):
        return False
    cues_of_it = (known.strong,) if is_kin else (known.strong, known.weak)
    return any(cue.search(around.sentence) for cue in cues_of_it)


def _of_nobody(place: Place, around: Around, *, has: bool) -> Judged | None:
    """Judge a sentence that names no person, or one that is about the public."""
    known, sentence = cues(), around.sentence
    if place.entry.need is Need.LOOSE or any(
        cue.search(sentence)
        for cue in (known.strong, known.general, known.subject, *(() if has else (known.topic,)))
    ):
        return None
    if _is_public(around, known, is_kin=False):
        return None
    if place.entry.need is Need.FACT:
        return Judged("word", 0.85)
    if _LISTED_BEFORE.search(around.before) and _LISTED_AFTER.search(around.after):
        return Judged("note", 0.75)
    return Judged("verb", 0.8) if has else None
