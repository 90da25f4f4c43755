"""The texts of a policy that people read, place by place, and a hash of each."""

import hashlib
import json
from collections.abc import Mapping

from mamoru.policy.model import Policy, Said
from mamoru.policy.words import Word


def clause_hashes(policy: Policy) -> dict[str, str]:
    """Return the SHA-256, in hex, of the text of every clause, case, purpose and duty, by its cite.

    Hashed is the JSON array `[cite, ja, en, title ja, title en]` in UTF-8, without spaces and
    without escapes that JSON does not need, `null` for a title that is not there. The rules beside
    a text are not part of it, nor is where it stands in the file.
    """
    return {cite: _hash(said) for cite, said in policy.said.items()}


def _hash(said: Said) -> str:
    title = said.title or (None, None)
    canonical = json.dumps(
        [said.cite, said.ja, said.en, *title], ensure_ascii=False, separators=(",", ":")
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


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
