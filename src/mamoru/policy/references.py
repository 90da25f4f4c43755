"""Checks what one place of a policy file says of another: citations, dates, exceptions, fees."""

from collections.abc import Collection, Iterator

from mamoru.policy.grammar import SENTENCE
from mamoru.policy.model import Kind
from mamoru.policy.shapes import PERIOD, Reader, Section, Spot
from mamoru.policy.unfold import Unfolding


def check_references(
    file: Section, unfolding: Unfolding, reader: Reader, clocks: Collection[str] | None
) -> None:
    """Note a finding for everything that refers to nothing, or to what it cannot mean."""
    _check_readings(file, unfolding, reader)
    abouts: list[Spot] = [
        word for reading in file.get("readings", {}).values() for word in reading["about"]
    ]
    abouts += [gap["about"] for gap in file.get("gaps", [])]
    abouts += [one["about"] for one in file.get("accepted", []) if "about" in one]
    for about in abouts:
        if about not in unfolding.said:
            _unknown(reader, about, "clauses", file["clauses"])
    for clock in unfolding.clocks:
        if clocks is not None and clock not in clocks and not PERIOD.fullmatch(clock):
            _unknown(reader, clock, "clocks of the law", clocks)
    _check_exceptions(file, unfolding, reader)
    for _, label, section in sections(file):
        for act in section.get("fee", {}).get("for", []):
            if act not in _acts(label, section):
                reader.say("fee-without-act", act.place, word=act)
    _check_dates(file, reader)


def all_clauses(file: Section) -> list[Section]:
    """Return the tables of clauses: the policy's own, and those of its overlays."""
    overlays = file.get("overlays", {}).values()
    return [file["clauses"], *(overlay["clauses"] for overlay in overlays)]


def sections(file: Section) -> Iterator[tuple[Spot, Spot, Section]]:
    """Yield every part and case of the clauses, with its top clause and its own label."""
    for clauses in all_clauses(file):
        for top, clause in clauses.items():
            for label, section in _below(top, clause):
                yield top, label, section


def _below(label: Spot, section: Section) -> Iterator[tuple[Spot, Section]]:
    waiting = [(label, section)]
    while waiting:
        name, found = waiting.pop()
        yield name, found
        for key in ("cases", "only_when", "also"):
            waiting.extend(found.get(key, {}).items())


def _acts(label: Spot, section: Section) -> set[str]:
    """Return the acts of every sentence in a part, those of its cases and of `also:` included."""
    parts = [part for _, part in _below(label, section)]
    stated = [part[key] for part in parts for key in SENTENCE if isinstance(part.get(key), list)]
    return {str(act) for acts in stated for act in acts}


def _check_readings(file: Section, unfolding: Unfolding, reader: Reader) -> None:
    readings = file.get("readings", {})
    for cited in unfolding.cited_readings:
        if cited not in readings:
            _unknown(reader, cited, "readings", readings)
    is_walked = not reader.findings  # else clauses may not have been read to their end
    for name in readings:
        if is_walked and name not in unfolding.cited_readings:
            reader.say("reading-not-cited", name.place, word=name)


def _check_exceptions(file: Section, unfolding: Unfolding, reader: Reader) -> None:
    known = {rule.top for rule in unfolding.rules}
    banning = {
        rule.top for rule in unfolding.rules if rule.kind is Kind.BAN and rule.can_be_excepted
    }
    for top, _, section in sections(file):
        for excepted in section.get("exception_to", []):
            if excepted not in known:
                _unknown(reader, excepted, "clauses", known)
            elif excepted == top or excepted not in banning:
                reader.say("nothing-to-except", excepted.place, word=excepted)


def _check_dates(file: Section, reader: Reader) -> None:
    policy = file["policy"]
    dates = [str(entry["date"]) for entry in policy["history"]]
    if dates != sorted(set(dates)) or dates[-1] != policy["version"]:
        reader.say("versions-out-of-order", policy["version"].place)
    elif policy["effective_from"] < policy["version"]:
        reader.say("effective-too-early", policy["effective_from"].place)


def _unknown(reader: Reader, word: Spot, what: str, known: Collection[str]) -> None:
    listed = ", ".join(sorted(map(str, known))[:30])
    reader.say("unknown-word", word.place, word=word[:60], what=what, known=listed)
