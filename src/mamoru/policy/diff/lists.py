"""Lists and words within a sentence, in both languages."""

import re
from collections.abc import Sequence

_PREPOSITIONS = (" of ", " in ", " to ", " for ", " who ", " with ", " that ", " from ", " (")
_DETERMINERS = ("the ", "a ", "an ", "any ", "some", "our ", "whoever ", "all ", "other ")
MANY = 6
"""More clauses than these are not listed in a sentence; the change names them all."""
_TOP = re.compile(r"(?<=[0-9])[^0-9].*")
_BRACKETS = re.compile(r"\([^)]*\)")
_NO_PLURAL = ("s", "information", "data", "staff")


def japanese(words: Sequence[str], last: str = "及び") -> str:
    """Return a list as statutes write it: A、B及びC; with 並びに where an item has 及び itself."""
    if len(words) <= 1:
        return "".join(words)
    if last == "及び" and any(last in word for word in words):
        last = "並びに"
    return "、".join(words[:-1]) + last + words[-1]


def english(words: Sequence[str], last: str = "and") -> str:
    """Return a list: a, b and c; with semicolons where an item has a comma itself."""
    if len(words) <= 1:
        return "".join(words)
    gap = "; " if any("," in _BRACKETS.sub("", word) for word in words) else ", "
    return f"{gap.join(words[:-1])}{';' if gap == '; ' else ''} {last} {words[-1]}"


def lowered(word: str) -> str:
    """Return a word as it stands within a sentence: no capital, but in an abbreviation or name."""
    first = word.split(" ", 1)[0]
    is_name = len(first) > 1 and first[1:] != first[1:].lower()
    return word if is_name else word[:1].lower() + word[1:]


def clause(text: str) -> str:
    """Return a text without its full stop, to stand within a sentence."""
    return lowered(text.strip().rstrip("。."))


def plural(word: str) -> str:
    """Return several of what an English word names one of: contractors, providers of a module."""
    word = lowered(word)
    if word.startswith(_DETERMINERS):
        return word
    at = min((found for one in _PREPOSITIONS if (found := word.find(one)) > 0), default=len(word))
    head, tail = word[:at], word[at:]
    if " or " in head:
        return f"any {word}"
    if head.endswith(_NO_PLURAL):
        return word
    if head.endswith("y") and head[-2:-1] not in "aeiou":
        return f"{head[:-1]}ies{tail}"
    return f"{head}{'es' if head.endswith(('x', 'ch', 'sh')) else 's'}{tail}"


def runs(cites: Sequence[str], dash: str) -> list[str]:
    """Return places with those that follow each other, three or more, drawn together: 2(1)a–g."""
    found: list[list[str]] = []
    for cite in cites:
        last = found[-1][-1] if found else ""
        if last and (cite[:-1], ord(cite[-1])) == (last[:-1], ord(last[-1]) + 1):
            found[-1].append(cite)
        else:
            found.append([cite])
    return [
        one
        for run in found
        for one in ([f"{run[0]}{dash}{run[-1][-1]}"] if len(run) > len("ab") else run)
    ]


def whole(cites: Sequence[str]) -> tuple[str, ...]:
    """Return places; where they are many, the clauses that they are in."""
    if len(cites) <= MANY:
        return tuple(cites)
    tops = dict.fromkeys(_TOP.sub("", cite) for cite in cites)
    return tuple(sorted(tops, key=lambda top: (len(top), top)))


def numbered(cite: str) -> str:
    """Return how Japanese cites a clause: 第4条; a place within one as it stands."""
    return f"第{cite}条" if cite.isdigit() else cite
