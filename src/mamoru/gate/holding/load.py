"""Loads a file of holds: reads it strictly, and returns its rules or every finding at once."""

from collections.abc import Collection, Iterable
from datetime import date
from hashlib import sha256

from mamoru.crypto.index import KINDS
from mamoru.gate.holding.errors import HoldsFileError
from mamoru.gate.holding.grammar import FILE
from mamoru.gate.holding.rules import AT_LEAVING, BY_YEAR, HoldRule, HoldRules, Naming, event_of
from mamoru.law.errors import UnknownClockError, UnknownRecordError
from mamoru.law.periods import Period
from mamoru.policy.errors import PolicyFileError
from mamoru.policy.model import Policy
from mamoru.policy.shapes import Reader, Section, Spot
from mamoru.policy.source import read_tree
from mamoru.policy.vocabulary import word_of


def load(text: bytes, policy: Policy, on: date, *, number: int = 0) -> HoldRules:
    """Return the rules that `text` holds; what it names must be words of `policy` and the law.

    Raises `HoldsFileError` with every finding.
    """
    reader = Reader()
    try:
        file = FILE.read(read_tree(text), reader)
    except PolicyFileError as error:
        raise HoldsFileError(error.findings) from None
    if file is not None and not reader.findings:
        _check(file, policy, on, reader)
    if file is None or reader.findings:
        raise HoldsFileError(reader.findings)
    return _rules(file, policy, sha256(text).hexdigest(), number)


def _check(file: Section, policy: Policy, on: date, reader: Reader) -> None:
    for label, one in file["holds"].items():
        if ("clock" in one) == ("record" in one):
            reader.say("clock-or-record", one.place)
        elif "keep" not in one and "choices" not in one:
            reader.say("nothing-kept", one.place, hold=label)
        else:
            _check_clock(_clock(one), file, on, reader)
        _check_words(one, policy, reader)
    if "records" in file:
        _check_words(file["records"], policy, reader)


def _check_clock(clock: Spot, file: Section, on: date, reader: Reader) -> None:
    try:
        event = event_of(clock, on)
    except (UnknownClockError, UnknownRecordError):
        reader.say("unknown-clock", clock.place, word=clock)
        return
    if event not in BY_YEAR | AT_LEAVING:
        reader.say("clock-not-for-holds", clock.place, word=clock, event=event)
    if event in BY_YEAR and "fiscal_year_ends" not in file:
        reader.say("missing-key", file.place, key="fiscal_year_ends")


def _check_words(one: Section, policy: Policy, reader: Reader) -> None:
    items = [item for category in policy.categories.values() for item in category.items]
    _among(reader, one.get("keep", ()), [*policy.categories, *items], "data")
    _among(reader, one.get("naming", ()), items, "the items of the policy")
    _among(reader, one.get("identifiers", ()), KINDS, "the kinds of identifiers")
    _among(reader, one.get("whose", ()), list(policy.people), "whose")
    _among(reader, [one["for"]], list(policy.purposes), "the purposes of the policy")


def _among(reader: Reader, spots: Iterable[Spot], known: Collection[str], what: str) -> None:
    for spot in spots:
        if spot not in known:
            reader.say("unknown-word", spot.place, word=spot, what=what, known=", ".join(known))


def _rules(file: Section, policy: Policy, text_hash: str, number: int) -> HoldRules:
    records = file.get("records")
    found = HoldRules(
        number=number,
        text_hash=text_hash,
        rules=tuple(_rule(str(kind), one, policy) for kind, one in file["holds"].items()),
        year_ends=_month_and_day(file.get("fiscal_year_ends")),
        return_due_after=Period.parse(str(file.get("return_due_after", "P2M"))),
    )
    if records is None:
        return found
    return HoldRules(
        number=number, text_hash=text_hash, rules=found.rules, year_ends=found.year_ends,
        return_due_after=found.return_due_after, records=_naming(records),
        records_purpose=str(records["for"]),
    )  # fmt: skip


def _month_and_day(said: object) -> tuple[int, int] | None:
    if said is None:
        return None
    month, day = str(said).split("-")
    return int(month), int(day)


def _rule(kind: str, one: Section, policy: Policy) -> HoldRule:
    words = [str(word) for word in one.get("keep", ())]
    return HoldRule(
        kind=kind,
        word=word_of(one),
        clock=str(_clock(one)),
        purpose=str(one["for"]),
        data=frozenset(word for word in words if word in policy.categories),
        items=frozenset(word for word in words if word not in policy.categories),
        choices=bool(one.get("choices", False)),
        whose=frozenset(map(str, one.get("whose", ()))),
        naming=_naming(one),
    )


def _naming(one: Section) -> Naming:
    return Naming(
        items=tuple(map(str, one.get("naming", ()))),
        identifiers=tuple(map(str, one.get("identifiers", ()))),
    )


def _clock(one: Section) -> Spot:
    found: Spot = one["clock"] if "clock" in one else one["record"]
    return found
