"""What a policy tells people, place by place, with a hash of each place.

The canonical form of a place is the UTF-8 of its cite, its title in Japanese and in English, and
its text in Japanese and in English, in this order, each with its whitespace as it is shown: runs
of it are one space, and none at either end. Each part is followed by a line feed, which none of
them holds; a place without a title has two empty parts. The hash of a place is the SHA-256 of
that, and that of the whole is the SHA-256 of every place's canonical form, one after the other in
the order of the text.
"""

import hashlib
from collections.abc import Iterable, Mapping

from mamoru.policy.model import Policy, Said
from mamoru.policy.words import Word

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


def texts(policy: Policy) -> dict[str, Word]:
    """Return every text by where it stands: a cite, a cite with `title`, a reading, a gap, a word.

    Clauses come first, in the policy's order; then readings, gaps, retention, and the words.
    """
    found: dict[str, Word] = {}
    for cite, said in policy.said.items():
        if said.title is not None:
            found[f"{cite} title"] = said.title
        found[cite] = Word(said.ja, said.en)
    for name, reading in policy.readings.items():
        parts = (reading.asks, reading.holds, reading.because)
        about = ", ".join(reading.about)
        date = f"({about}; {reading.date})"
        found[name] = Word(
            "".join(one.ja for one in parts) + date, " ".join([*(one.en for one in parts), date])
        )
    for gap in policy.gaps:
        since = f" ({gap.since})" if gap.since else ""
        found[f"gap {gap.about} {gap.rule}"] = Word(f"{gap.ja}{since}", f"{gap.en}{since}")
    found |= {entry.id: entry.word for entry in policy.retention}
    return found | _words(policy)


def _words(policy: Policy) -> dict[str, Word]:
    """Return what the words of a policy are called, and what its head says."""
    head = {
        "title": policy.title,
        "users": policy.users,
        "version": Word(policy.version, policy.version),
        "effective_from": Word(policy.effective_from, policy.effective_from),
    }
    tables: dict[str, Mapping[str, Word]] = {
        "policy": head,
        "history": dict(policy.history),
        "people": policy.people,
        "data": {
            **policy.group_words,
            **{name: one.word for name, one in policy.categories.items()},
        },
        "item": {n: w for one in policy.categories.values() for n, w in one.items.items()},
        "sensitive": policy.sensitive,
        "parties": {name: one.word for name, one in policy.parties.items()},
        "facts": {name: Word(one.ja, one.en) for name, one in policy.facts.items()},
    }
    return {
        f"{table} {name}": word for table, words in tables.items() for name, word in words.items()
    }
