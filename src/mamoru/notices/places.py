"""The places of a text in one language, as a tree: each clause with what stands in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from mamoru.errors import Language
from mamoru.policy.model import Policy, Said
from mamoru.policy.texts import as_shown, clause_hashes, in_order
from mamoru.policy.words import Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A cited place of the text."""

    cite: str
    label: str
    """What numbers it within the place above; empty where the text gives it no number."""
    title: str
    text: str
    fingerprint: str
    """SHA-256 of its texts in both languages (`mamoru.policy.texts`)."""
    parts: tuple["Place", ...]

    @property
    def anchor(self) -> str:
        """Return its id on the page, which can hold no space."""
        return anchor(self.cite)


def anchor(cite: str) -> str:
    """Return the id that a place has on the page."""
    return cite.replace(" ", "_")


def places(policy: Policy, language: Language) -> tuple[Place, ...]:
    """Return the clauses of `policy` in the order of the text, each with the places in it."""
    hashes = clause_hashes(policy)

    def grown(said: Said, above: str, below: list[Said]) -> Place:
        label = said.cite.removeprefix(above)
        return Place(
            cite=said.cite,
            label="" if label.startswith("[") else label,
            title=in_language(said.title, language) if said.title else "",
            text=as_shown(said.ja if language == "ja" else said.en),
            fingerprint=hashes[said.cite],
            parts=tuple(grown(one, said.cite, rest) for one, rest in _split(below)),
        )

    return tuple(grown(one, "", rest) for one, rest in _split(in_order(policy.said.values())))


def in_language(word: Word, language: Language) -> str:
    """Return `word` in `language`."""
    return as_shown(word.ja if language == "ja" else word.en)


def _split(ordered: list[Said]) -> Iterator[tuple[Said, list[Said]]]:
    """Yield the places that stand in none of the others, each with those in it."""
    at = 0
    while at < len(ordered):
        first = ordered[at]
        end = at + 1
        while end < len(ordered) and is_within(ordered[end].cite, first.cite):
            end += 1
        yield first, ordered[at + 1 : end]
        at = end


def is_within(cite: str, above: str) -> bool:
    """Return whether `cite` stands in `above`: `4(1)` stands in `4`, `11` does not stand in `1`."""
    return len(cite) > len(above) and cite.startswith(above) and not cite[len(above)].isdigit()
