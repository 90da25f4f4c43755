"""Which events may be collected, with which properties and for what: read strictly from a file."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from mamoru.collection.collector.errors import DeclarationFileError
from mamoru.collection.collector.grammar import ENCRYPT, FILE, KEEP
from mamoru.gate.observing.event import Aim
from mamoru.law.errors import PeriodError
from mamoru.law.periods import Period
from mamoru.policy.errors import PolicyFileError
from mamoru.policy.model import Policy
from mamoru.policy.refusals import SIGNALLED
from mamoru.policy.shapes import Reader, Section, Spot
from mamoru.policy.source import read_tree

VISITOR = "cookie_id"
OBJECTED = frozenset([SIGNALLED])
"""Kinds of purpose against which Global Privacy Control stands, whatever is declared."""
GUARDING = frozenset(["misuse", "identity"])
"""Kinds of purpose for which something may be kept whole and encrypted."""
MONTH = 30
REMEMBERED = 1024
"""Sets of properties of one event: a hostile sender leaves out properties at will."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property that may be collected, and what is done with it first."""

    name: str
    path: tuple[str, ...]
    """The name's words, since a property may lie within others."""
    item: str
    data: str
    """Category of the policy that the item belongs to."""
    do: str
    purposes: tuple[str, ...] | None
    """What it is for; `None`: whatever its event is for."""
    is_text: bool
    """Whether people write in it what they like, so that it is looked through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """An event that may be collected."""

    name: str
    purposes: tuple[str, ...]
    consent: frozenset[str]
    signal: frozenset[str]
    keep_days: int
    properties: tuple[Property, ...]
    context: tuple[Property, ...]
    visitor: str
    """Category that the visitor's identifier belongs to."""
    tops: frozenset[str]
    """First words of the properties' paths: what else comes in is declared by nobody."""
    _aims: dict[int, tuple[Aim, ...]] = field(default_factory=dict)

    def aims(self, present: int) -> tuple[Aim, ...]:
        """Return the purposes of an event, with what it holds for each.

        Bit *i* of `present` says that it has property *i*, those of the context after its own.
        """
        found = self._aims.get(present)
        if found is None:
            every = (*self.properties, *self.context)
            held = [one for at, one in enumerate(every) if present >> at & 1]
            found = tuple(self._aim(purpose, held) for purpose in self.purposes)
            if len(self._aims) < REMEMBERED:
                self._aims[present] = found
        return found

    def _aim(self, purpose: str, present: list[Property]) -> Aim:
        held = {one.data for one in present if one.purposes is None or purpose in one.purposes}
        return Aim(
            purpose=purpose, data=tuple(sorted(held | {self.visitor})),
            needs_consent=purpose in self.consent, yields=purpose in self.signal,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Declarations:
    """All events that may be collected, as one file says."""

    version: str
    whose: str
    member: str | None
    """Kind of identifier that the `userId` of an event is; `None`: nobody is known by one."""
    events: dict[str, Declared]
    preferences: dict[str, frozenset[str]]
    """What senders call choices (`categoryPreferences`), and the purposes that each is about."""
    limit: int | None
    """Events a second that one write key may send for long; `None`: as many as can be kept."""
    policy: Policy
    """The text whose words the file uses."""


def read(text: str | bytes, policy: Policy) -> Declarations:
    """Return the declarations in `text`; raises `DeclarationFileError` with every finding."""
    reader = Reader()
    try:
        file = FILE.read(read_tree(text), reader)
    except PolicyFileError as error:
        raise DeclarationFileError(error.findings) from None
    if file is None or reader.findings:
        raise DeclarationFileError(reader.findings)
    found = _Reading(file, policy, reader).declarations()
    if reader.findings:
        raise DeclarationFileError(reader.findings)
    return found


class _Reading:
    """Checks the words of a file against the policy while it makes values of it."""

    def __init__(self, file: Section, policy: Policy, reader: Reader) -> None:
        self._file, self._policy, self._reader = file, policy, reader

    def declarations(self) -> Declarations:
        file = self._file
        self._known(file["whose"], self._policy.people, "people")
        member = file.get("member")
        for kind in (VISITOR, *([member] if member is not None else [])):
            self._category(kind if isinstance(kind, Spot) else Spot.at(kind, file.place))
        context = tuple(self._properties(file.get("context", {}), None))
        events = {
            str(name): self._event(name, section, context)
            for name, section in file["events"].items()
        }
        return Declarations(
            version=str(file["version"]), whose=str(file["whose"]),
            member=None if member is None else str(member), events=events, policy=self._policy,
            preferences={
                str(name): self._meant(listed)
                for name, listed in file.get("preferences", {}).items()
            },
            limit=int(file["limit"].removesuffix("/s")) if "limit" in file else None,
        )  # fmt: skip

    def _meant(self, listed: list[Spot]) -> frozenset[str]:
        """Return the purposes that a choice is about."""
        purposes = self._policy.purposes
        return frozenset(str(one) for one in listed if self._known(one, purposes, "the purposes"))

    def _event(self, name: Spot, section: Section, context: tuple[Property, ...]) -> Declared:
        purposes = [
            str(one)
            for one in section["purposes"]
            if self._known(one, self._policy.purposes, "the purposes")
        ]
        own = set(purposes)
        objected = {one for one in own if self._policy.purposes[one].kind in OBJECTED}
        properties = tuple(self._properties(section.get("properties", {}), own))
        return Declared(
            name=str(name),
            purposes=tuple(dict.fromkeys(purposes)),
            consent=frozenset(self._among(section, "consent", own)),
            signal=frozenset(self._among(section, "signal", own)) | objected,
            keep_days=self._days(section["retention"]),
            properties=properties,
            context=context,
            tops=frozenset(one.path[0] for one in properties),
            visitor=self._policy.category_of(VISITOR) or VISITOR,
        )

    def _among(self, section: Section, key: str, own: set[str]) -> Iterator[str]:
        for one in section.get(key, []):
            if self._known(one, own, "the purposes"):
                yield str(one)

    def _properties(self, table: Section, own: set[str] | None) -> Iterator[Property]:
        for path, section in table.items():
            do = str(section.get("do", KEEP))
            wanted = [
                one
                for one in section.get("for", [])
                if self._known(one, self._policy.purposes if own is None else own, "the purposes")
            ]
            data = self._category(section["item"])
            self._check_encrypted(path, do, wanted)
            if data is not None:
                yield Property(
                    name=str(path),
                    path=tuple(path.split(".")), item=str(section["item"]), data=data, do=do,
                    purposes=tuple(map(str, wanted)) or None,
                    is_text=bool(section.get("text", False)),
                )  # fmt: skip

    def _check_encrypted(self, path: Spot, do: str, wanted: list[Spot]) -> None:
        """Let only what prevents misuse be kept whole though it could be cut down, and say so."""
        if do != ENCRYPT:
            return
        if not wanted:
            self._reader.say("missing-key", path.place, key="for")
        for one in wanted:
            if self._policy.purposes[str(one)].kind not in GUARDING:
                self._reader.say("misplaced", one.place, key=f"do: {ENCRYPT}", beside=str(one))

    def _category(self, item: Spot) -> str | None:
        found = self._policy.category_of(str(item))
        if found is None:
            items = {name for one in self._policy.categories.values() for name in one.items}
            self._known(item, items, "the items")
        return found

    def _known(self, word: Spot, known: object, what: str) -> bool:
        words = sorted(known) if isinstance(known, set) else list(known)  # type: ignore[call-overload]  # a set or a mapping of words
        if word in words:
            return True
        shown = ", ".join(words)
        self._reader.say("unknown-word", word.place, word=str(word), what=what, known=shown)
        return False

    def _days(self, period: Spot) -> int:
        """Return a period in days, a month as 30: events are kept no longer than it says."""
        try:
            parsed = Period.parse(str(period))
        except PeriodError:
            self._reader.say("not-a-period", period.place)
            return 0
        return parsed.months * MONTH + parsed.days
