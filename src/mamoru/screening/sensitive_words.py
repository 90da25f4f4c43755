"""The dictionary of sensitive information, and where its words stand in a text.

Two characters of a word are looked for first, in one pass over the text, so that plain text costs
little. What stands there is then compared with the spellings, the longest first.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from mamoru.screening.findings import Kind

WORDS = files("mamoru.screening") / "words"
_ENDINGS = "病症炎癌腫"
_ILLNESS = re.compile(
    r"[一-龠々ァ-ヶーa-z0-9]{1,12}(?:病|症候群|症|炎|がん|癌|肉腫|腫瘍|腫|不全|梗塞|麻痺|結石|欠損)$"
)
_NO_ILLNESS = re.compile(
    r"(?:臆|看|疾|闘|仮|伝染|万|急|無|職業|五月|中二|厨二|厨|高二|発|重|軽|無|感染|難|大|奇|枯|萎凋|うどんこ|いもち"
    r"|立枯|炭疽|べと|斑点|肺|慢性|生活習慣|成人|婦人|持|公害|風土|仕事|恋の|恋|性|炎|火|陽|気|情|紅|消|鎮|抗|対|夏"
    r"|老|余|宿|同|各|諸|該当|の|る|大企業|先進国|完璧|先送り|平和|ぼけ|合併|後遺|既往|持久|病|罹|患者|急性|慢|重篤|血管)"
    r"(?:病|症|炎|癌|腫)$|(?:うどんこ|いもち|さび|べと|炭疽|モザイク|[葉根茎果枝幹]\S?)病$"
)


class Need(StrEnum):
    """What a word needs around it before it speaks of a person."""

    FACT = "fact"
    """Nothing: it only ever speaks of a person."""
    STATE = "state"
    """A person, or a verb that says that somebody has it."""
    LOOSE = "loose"
    """A person in the same sentence: it has other meanings."""
    MILD = "mild"
    """The word of the n-gram model: an everyday complaint."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A spelling in the dictionary."""

    spelling: str
    kind: Kind
    need: Need
    after: re.Pattern[str] | None = None
    """What has to stand right after it."""
    before: re.Pattern[str] | None = None
    """What has to stand right before it."""


class Place(NamedTuple):
    """Where an entry stands in a text."""

    start: int
    end: int
    entry: Entry
    is_followed: bool
    """Whether it was found with what has to stand after it."""


class Dictionary(NamedTuple):
    """All entries, arranged to be found in one pass."""

    first: re.Pattern[str]
    """Where an entry may begin, or the name of an illness may end."""
    entries: dict[str, tuple[Entry, ...]]
    """Entries by their first two characters, or their only one; the longest first."""


@cache
def dictionary() -> Dictionary:
    """Return the dictionary that ships with Mamoru."""
    found: dict[str, list[Entry]] = defaultdict(list)
    text = (WORDS / "sensitive.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            for entry in _entries(*line.split("\t")):
                found[entry.spelling[:2]].append(entry)
    for group in found.values():
        group.sort(key=lambda entry: len(entry.spelling), reverse=True)
    return Dictionary(_first(set(found)), {key: tuple(group) for key, group in found.items()})


def _entries(
    kind: str, need: str, spellings: str, after: str = "", before: str = ""
) -> Iterator[Entry]:
    for spelling in dict.fromkeys(spellings.split()):
        yield Entry(
            spelling=spelling.replace("_", " "),
            kind=Kind(kind),
            need=Need(need),
            after=re.compile(after) if after else None,
            before=re.compile(f"{before}$") if before else None,
        )


def _first(starts: set[str]) -> re.Pattern[str]:
    """Return a pattern of one character that is followed by a second one that may be right."""
    by_first: dict[str, set[str]] = defaultdict(set)
    for start in starts:
        by_first[start[0]].add(start[1:])
    by_seconds: dict[str, list[str]] = defaultdict(list)
    for first, seconds in by_first.items():
        wide = "" if "" in seconds or (not first.isascii() and first > "一") else _set(seconds)
        by_seconds[wide].append(first)
    parts = [
        f"[{_set(set(firsts))}]" + (f"(?=[{seconds}])" if seconds else "")
        for seconds, firsts in by_seconds.items()
    ]
    either = "|".join([*sorted(parts, key=len, reverse=True), f"[{_ENDINGS}]"])
    return re.compile(
        f"(?=[{_set(set(by_first))}{_ENDINGS}])(?:{either})"
    )  # most places need one look


def _set(chars: set[str]) -> str:
    return "".join(sorted(re.escape(char) for char in chars))


def places(text: str) -> list[Place]:
    """Return where entries stand in a folded text, in order; of those that overlap the longest."""
    known = dictionary().entries
    found: list[Place] = []
    for hit in dictionary().first.finditer(text):
        at = hit.start()
        place = _at(text, at, known)
        if place is None and text[at] in _ENDINGS:
            place = _illness(text, at + 1)
        if place and not (found and _is_within(place, found[-1])):
            while found and found[-1].start >= place.start:
                found.pop()
            found.append(place)
    return found


def _is_within(place: Place, last: Place) -> bool:
    return place.start < last.end and place.end - place.start <= last.end - last.start


def _at(text: str, at: int, known: dict[str, tuple[Entry, ...]]) -> Place | None:
    for key in (text[at : at + 2], text[at]):
        for entry in known.get(key, ()):
            end = at + len(entry.spelling)
            if not text.startswith(entry.spelling, at) or not _stands_alone(text, at, end):
                continue
            then = entry.after.match(text, end, end + 40) if entry.after else None
            if entry.after is not None and then is None:
                continue
            if entry.before is None or entry.before.search(text[max(0, at - 8) : at]):
                return Place(at, end, entry, then is not None and then.end() > end)
    return None


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether letters or katakana do not go on beyond the word."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_goes_on(before, text[start]) or _goes_on(text[end - 1], after))


def _goes_on(left: str, right: str) -> bool:
    if not left or not right:
        return False
    if _is_letter(left) and _is_letter(right):
        return True
    return _is_katakana(left) and _is_katakana(right)


def _is_letter(char: str) -> bool:
    return "a" <= char <= "z"


def _is_katakana(char: str) -> bool:
    return "ァ" <= char <= "ヺ" or char == "ー"


@cache
def _unlisted() -> Entry:
    return Entry(spelling="", kind=Kind.MEDICAL_HISTORY, need=Need.STATE)


def _illness(text: str, end: int) -> Place | None:
    """Return the name of an illness that ends here though it is not in the dictionary."""
    window = text[max(0, end - 13) : end]
    named = _ILLNESS.search(window)
    if (
        named is None
        or _NO_ILLNESS.search(window)
        or text[end : end + 1] in tuple("院棟室床人身状例上天")
    ):
        return None
    return Place(end - len(named[0]), end, _unlisted(), is_followed=False)
