"""Hashes of what a policy tells people, place by place, so that two texts can be compared.

The canonical form of a place is the UTF-8 of its cite, its title in Japanese and in English, and
its text in Japanese and in English, in this order, each with its whitespace as it is shown: runs
of it are one space, and none at either end. Each part is followed by a line feed, which none of
them holds; a place without a title has two empty parts. The hash of a place is the SHA-256 of
that, and that of the whole is the SHA-256 of every place's canonical form, one after the other in
the order of the text.
"""

import hashlib
from collections.abc import Iterable

from mamoru.policy.model import Policy, Said

WHOLE = ""
"""Under which the hash of the whole stands: no place has an empty cite."""


def clause_hashes(policy: Policy) -> dict[str, str]:
    """Return the SHA-256, in hex, of each cited place's texts, and of all under `WHOLE`."""
    forms = {said.cite: canonical(said) for said in in_order(policy.said.values())}
    hashes = {cite: hashlib.sha256(form).hexdigest() for cite, form in forms.items()}
    return {**hashes, WHOLE: hashlib.sha256(b"".join(forms.values())).hexdigest()}


def canonical(said: Said) -> bytes:
    """Return the canonical form of a place's texts."""
    titles = said.title or ("", "")
    parts = (said.cite, *titles, said.ja, said.en)
    return "".join(f"{as_shown(part)}\n" for part in parts).encode()


def in_order(places: Iterable[Said]) -> list[Said]:
    """Return places as the file has them: a clause before what stands in it."""
    return sorted(places, key=lambda said: (said.line, len(said.cite)))


def as_shown(text: str) -> str:
    """Return `text` with its whitespace as readers see it."""
    return " ".join(text.split())
