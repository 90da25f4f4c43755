"""Loads `tag.yaml`: reads it strictly, and returns a `Configuration` or every finding at once."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from hashlib import sha256

from mamoru.policy.errors import PolicyFileError
from mamoru.policy.model import Policy
from mamoru.policy.shapes import Reader, Section, Spot
from mamoru.policy.source import read_tree
from mamoru.policy.vague import VAGUE
from mamoru.policy.vocabulary import word_of
from mamoru.tag.configuration import Beacons, Configuration, Country, Destination, Purpose
from mamoru.tag.errors import TagFileError
from mamoru.tag.grammar import FILE

ASK_AGAIN_DAYS = 180
_NOBODY = frozenset(["company", "person", "agent"])
"""Roles of parties to whom nothing is sent by a tag."""


def load(text: bytes, policy: Policy | None = None) -> Configuration:
    """Return the configuration that `text` holds.

    With `policy`, what it names must be words of it. Raises `TagFileError` with every finding.
    """
    reader = Reader()
    try:
        file = FILE.read(read_tree(text), reader)
    except PolicyFileError as error:
        raise TagFileError(error.findings) from None
    if file is not None and not reader.findings:
        _check(file, reader)
        if policy is not None:
            _check_words(file, policy, reader)
    if file is None or reader.findings:
        raise TagFileError(reader.findings)
    return _configuration(file, sha256(text).hexdigest())


def _check(file: Section, reader: Reader) -> None:
    purposes = list(file["purposes"])
    for section in file.get("destinations", {}).values():
        if ("purpose" in section) == ("necessary" in section):
            reader.say("purpose-or-necessary", section.place)
        if "until" in section and section["until"] < section["since"]:
            reader.say("until-before-since", section["until"].place)
        _among(reader, [section[key] for key in ("purpose",) if key in section], purposes)
        for spot in _told(section):
            if found := VAGUE.search(spot):
                reader.say("vague", spot.place, word=found[0])
    if "beacons" in file:
        _among(reader, file["beacons"]["purposes"], purposes)


def _told(section: Section) -> Iterator[Spot]:
    """Yield the texts of a destination that people are told (rule 22-2-29)."""
    for key in ("service", "recipient", "sender_purpose", "recipient_purpose"):
        yield from (section[key]["ja"], section[key]["en"])
    for one in section["sends"]:
        yield from (one["ja"], one["en"])


def _among(
    reader: Reader, spots: Iterable[Spot], known: Collection[str],
    what: str = "the purposes of the tag",
) -> None:  # fmt: skip
    for spot in spots:
        if spot not in known:
            listed = ", ".join(known)
            reader.say("unknown-word", spot.place, word=spot, what=what, known=listed)


def _check_words(file: Section, policy: Policy, reader: Reader) -> None:
    for section in file["purposes"].values():
        _among(reader, section["policy"], list(policy.purposes), "the purposes of the policy")
    record = file["record"]
    _among(reader, [record["as"]], list(policy.categories), "data")
    _among(reader, [record["for"]], list(policy.purposes), "the purposes of the policy")
    for section in file.get("destinations", {}).values():
        party = section["party"]
        _among(reader, [party], list(policy.parties), "parties")
        if party in policy.parties and policy.parties[party].role in _NOBODY:
            reader.say("party-no-recipient", party.place, word=party)


def _configuration(file: Section, text_hash: str) -> Configuration:
    beacons = file.get("beacons")
    days = str(file.get("ask_again", f"P{ASK_AGAIN_DAYS}D"))
    return Configuration(
        text_hash=text_hash,
        origins=_words(file, "origins"),
        record_as=str(file["record"]["as"]),
        record_for=str(file["record"]["for"]),
        purposes=tuple(_purpose(name, one) for name, one in file["purposes"].items()),
        destinations=tuple(
            _destination(name, one) for name, one in file.get("destinations", {}).items()
        ),
        cookies=_words(file, "cookies"),
        ask_again_days=int(days[1:-1]),
        beacons=beacons
        and Beacons(
            write_key=str(beacons["write_key"]),
            purposes=_words(beacons, "purposes"),
            pages=beacons.get("pages", False),
        ),
    )


def _purpose(name: str, section: Section) -> Purpose:
    return Purpose(
        id=str(name),
        name=word_of(section),
        about=word_of(section["about"]),
        policy=_words(section, "policy"),
        modes=_words(section, "consent_mode"),
        gpc=section.get("gpc", False),
    )


def _destination(name: str, section: Section) -> Destination:
    country = section["country"]
    optional = {key: str(section[key]) for key in ("purpose", "opt_out") if key in section}
    return Destination(
        id=str(name),
        module=str(section["module"]),
        service=word_of(section["service"]),
        recipient=word_of(section["recipient"]),
        party=str(section["party"]),
        country=Country(code=str(country["code"]), name=word_of(country)),
        sends=tuple(word_of(one) for one in section["sends"]),
        sender_purpose=word_of(section["sender_purpose"]),
        recipient_purpose=word_of(section["recipient_purpose"]),
        policy=str(section["policy"]),
        since=date.fromisoformat(section["since"]),
        until=date.fromisoformat(section["until"]) if "until" in section else None,
        hosts=_words(section, "hosts"),
        cookies=_words(section, "cookies"),
        necessary=word_of(section["necessary"]) if "necessary" in section else None,
        **optional,
    )


def _words(section: Section, key: str) -> tuple[str, ...]:
    return tuple(str(one) for one in section.get(key, ()))
