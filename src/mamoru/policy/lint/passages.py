"""Every text of a policy file with both its languages, where it stands, and what it belongs to."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from mamoru.policy.errors import Place
from mamoru.policy.references import all_clauses
from mamoru.policy.shapes import Section, Spot

BODIES = ("cases", "only_when", "unless", "refuse_when", "purposes", "also", "must")
"""What a clause holds under labels that are cited."""


class Part(StrEnum):
    """What a passage is within its clause."""

    TITLE = "title"
    CLAUSE = "clause"
    CASE = "case"
    PURPOSE = "purpose"
    DUTY = "duty"
    FEE = "fee"
    ELSEWHERE = "elsewhere"
    """Words, readings, gaps and the head: what stands outside the clauses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A text in both languages. `about` is the clause, or the part of the file it stands in."""

    about: str
    top: str
    part: Part
    ja: Spot
    en: Spot
    place: Place
    """Where its label stands or, outside the clauses, it itself."""
    bans: bool = False
    """Whether its sentence is a `never`."""

    @property
    def spots(self) -> tuple[tuple[str, Spot], tuple[str, Spot]]:
        """Return both texts with their language."""
        return ("ja", self.ja), ("en", self.en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A policy file as its reader sees it."""

    file: Section
    clauses: tuple[Passage, ...]
    """The public text, in the order of the file."""
    others: tuple[Passage, ...]
    places: dict[str, Place]
    """Where everything that can be cited stands."""

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return all texts."""
        return self.clauses + self.others


def page_of(file: Section) -> Page:
    """Return the texts of a file that was read without a finding."""
    clauses: list[Passage] = []
    places: dict[str, Place] = {}
    for table in all_clauses(file):
        for label, section in table.items():
            for cite, place, passages in _below(label, label, section, Part.CLAUSE):
                places[cite] = place
                clauses.extend(passages)
    for label in file.get("retention", {}):
        places[f"retention[{label}]"] = label.place
    others = [
        passage
        for name, section in file.items()
        if name != "clauses"
        for passage in _elsewhere(str(name), section)
    ]
    return Page(file=file, clauses=tuple(clauses), others=tuple(others), places=places)


def _below(
    top: str, cite: str, section: Section, part: Part, *, label: Spot | None = None
) -> Iterator[tuple[str, Place, list[Passage]]]:
    """Yield a cited place with its passages, and then all below it."""
    place = label.place if label is not None else getattr(cite, "place", section.place)
    found = [_passage(cite, top, part, section, place)]
    for key, kind in (("title", Part.TITLE), ("fee", Part.FEE)):
        if key in section:
            at = section[key].place if key == "fee" else place
            found.append(_passage(cite, top, kind, section[key], at))
    yield str(cite), place, sorted(found, key=lambda one: one.part is not Part.TITLE)
    for body in BODIES:
        kind = {"purposes": Part.PURPOSE, "must": Part.DUTY, "also": Part.CLAUSE}.get(
            body, Part.CASE
        )
        for name, inner in section.get(body, {}).items():
            yield from _below(top, cite + name, inner, kind, label=name)


def _passage(cite: str, top: str, part: Part, section: Section, place: Place) -> Passage:
    return Passage(
        about=str(cite), top=str(top), part=part, ja=section["ja"], en=section["en"],
        place=place, bans="never" in section and part is not Part.TITLE,
    )  # fmt: skip


def _elsewhere(path: str, node: object) -> Iterator[Passage]:
    """Yield the texts outside the clauses, each by the names that lead to it."""
    if isinstance(node, list):
        for entry in node:
            yield from _elsewhere(path, entry)
    elif isinstance(node, Section):
        if isinstance(node.get("ja"), Spot) and isinstance(node.get("en"), Spot):
            yield Passage(
                about=path, top="", part=Part.ELSEWHERE, ja=node["ja"], en=node["en"],
                place=node.place,
            )  # fmt: skip
        for key, inner in node.items():
            if key != "clauses":
                yield from _elsewhere(f"{path}.{key}", inner)
