"""Loads a map: reads it strictly, and returns a `Map` or every finding at once.

What a map says of the database is held against its schema later (`mamoru.systems.map.ownership`).
"""

from collections.abc import Collection, Iterable, Iterator
from hashlib import sha256
from itertools import chain

from mamoru.policy.errors import PolicyFileError
from mamoru.policy.model import Policy
from mamoru.policy.shapes import Reader, Section, Spot
from mamoru.policy.source import read_tree
from mamoru.policy.vocabulary import word_of
from mamoru.systems.errors import MapFileError
from mamoru.systems.map import model
from mamoru.systems.map.calls import calls_of, check_calls
from mamoru.systems.map.grammar import FILE, NONE
from mamoru.systems.map.model import Column, Link, Map, People, Rule, Table


def load(
    text: str | bytes, policy: Policy | None = None, *, clocks: Collection[str] | None = None
) -> Map:
    """Return the map that `text` holds.

    Its categories, items and classes of people are those of `policy`, its clocks among `clocks` of
    the law; without them, any name passes. Raises `MapFileError` with every finding.
    """
    reader = Reader()
    try:
        file: Section | None = FILE.read(read_tree(text), reader)
    except PolicyFileError as error:
        raise MapFileError(error.findings) from None
    if file is None or reader.findings:
        raise MapFileError(reader.findings)
    _Words(file, policy, clocks, reader).check()
    tables = {str(name): _table(str(name), one) for name, one in file["tables"].items()}
    check_calls(file, reader)
    if reader.findings:
        raise MapFileError(reader.findings)
    raw = text.encode() if isinstance(text, str) else text
    return Map(
        system=str(file["system"]),
        title=word_of(file["title"]),
        is_writable=file.get("writable", False),
        tables=tables,
        calls=calls_of(file),
        text_hash=sha256(raw).hexdigest(),
    )


def _table(name: str, section: Section) -> Table:
    shared = section.get("shared")
    hidden = shared["anonymise"] if isinstance(shared, Section) else ()
    return Table(
        name=name,
        people=_people(section["person"]) if "person" in section else None,
        key=_plain(section.get("key", ())),
        columns={
            str(column): _column(column, said)
            for column, said in section.get("columns", {}).items()
        },
        links=tuple(_link(one) for one in section.get("links", ())),
        is_reference="is" in section,
        shared="anonymise" if hidden else shared and _shared(str(shared)),
        shared_columns=_plain(hidden),
        suspend=_suspend(section["suspend"]) if "suspend" in section else None,
        hold=_hold(section["hold"]) if "hold" in section else None,
        read=_text(section.get("read")),
        erase=_text(section.get("erase")),
        correct=_text(section.get("correct")),
        delete=_text(section.get("delete")),
        place=section.place,
    )


def _people(section: Section) -> People:
    said = {str(kind): one for kind, one in section["found_by"].items()}
    return People(
        kind=str(section["kind"]),
        found_by={
            kind: str(one["column"] if isinstance(one, Section) else one)
            for kind, one in said.items()
        },
        folded=tuple(kind for kind, one in said.items() if isinstance(one, Section)),
        place=section.place,
    )


def _column(name: Spot, said: Section | Spot) -> Column:
    if not isinstance(said, Section):
        return Column(name=str(name), place=name.place)
    return Column(
        name=str(name),
        data=str(said["data"]),
        item=_text(said.get("item")),
        search=said.get("search") and ("contains" if said["search"] == "contains" else "exact"),
        anonymise_to=_bare(said["anonymise"]["to"]) if "anonymise" in said else None,
        place=name.place,
    )


def _link(section: Section) -> Link:
    return Link(
        columns=_plain(section["columns"]),
        to=str(section["to"]),
        to_columns=_plain(section.get("to_columns", ())),
        relation=_relation(section.get("is")),
        on_get=_rule(section.get("on_get")),
        on_del=_rule(section.get("on_del")),
        place=section.place,
    )


def _relation(word: Spot | None) -> model.Relation | None:
    return next((one for one in model.RELATIONS if one == word), None)


def _shared(word: str) -> model.Shared:
    return "show" if word == "show" else "review"


def _rule(section: Section | None) -> Rule:
    if section is None:
        return model.NO_RULE
    return Rule(
        anonymise=_plain(section.get("anonymise", ())), drop_row=section.get("drop_row", False)
    )


def _suspend(section: Section) -> model.Suspend:
    if "flag" in section:
        return _flag(section["flag"])
    if "view" in section:
        view = section["view"]
        return model.SuspendedView(view=str(view["name"]), table=str(view["table"]))
    call = section["call"]
    return model.SuspendCall(
        call=str(call["name"]), seen=_flag(call["seen"]), end=_text(call.get("end")),
        system=_text(call.get("system")),
    )  # fmt: skip


def _flag(section: Section) -> model.Flag:
    return model.Flag(
        column=str(section["column"]), on=_bare(section["on"]), off=_bare(section["off"])
    )


def _hold(section: Section) -> model.Hold:
    return model.Hold(
        clock=str(section["clock"]),
        since=str(section["since"]),
        keep=_plain(section["keep"]),
        is_event=str(section.get("since_is", "day")) == "event",
        place=section.place,
    )


def _plain(words: Iterable[Spot]) -> tuple[str, ...]:
    return tuple(map(str, words))


def _text(word: Spot | None) -> str | None:
    return None if word is None else str(word)


def _bare(value: bool | int | Spot) -> model.Written:  # noqa: FBT001 - a value of the file
    return str(value) if isinstance(value, str) else value


class _Words:
    """Holds the words of a map against the policy, the law, and the map itself."""

    def __init__(
        self, file: Section, policy: Policy | None, clocks: Collection[str] | None, reader: Reader
    ) -> None:
        self._file, self._policy, self._clocks, self._reader = file, policy, clocks, reader

    def check(self) -> None:
        for section in self._file["tables"].values():
            self._people(section)
            self._columns(section)
            self._links(section)
            if "hold" in section:
                self._known(section["hold"]["clock"], self._clocks, "clocks of the law")
            if "suspend" in section and len(section["suspend"]) != 1:
                self._reader.say("nothing-listed", section["suspend"].place)
            if "is" in section and "person" in section:
                self._reader.say("misplaced", section["is"].place, key="is", beside="person")

    def _people(self, section: Section) -> None:
        if "person" in section:
            people = self._policy.people if self._policy is not None else None
            self._known(section["person"]["kind"], people, "people")

    def _columns(self, section: Section) -> None:
        policy = self._policy
        for said in section.get("columns", {}).values():
            if policy is None or not isinstance(said, Section):
                continue
            self._known(said["data"], policy.categories, "data")
            category = policy.categories.get(str(said["data"]))
            if category is not None and "item" in said and not category.is_open:
                self._known(said["item"], category.items, "the items")

    def _links(self, section: Section) -> None:
        for link in section.get("links", ()):
            self._known(link["to"], self._file["tables"], "the tables of the map")
            pointed = link.get("to_columns", link["columns"])
            if len(pointed) != len(link["columns"]):
                self._reader.say("columns-unpaired", link.place)
            unused = {None: ("on_get", "on_del"), "reference": ("on_get",)}
            for key in unused.get(link.get("is"), ()):
                if key in link:
                    self._reader.say("misplaced", link[key].place, key=key, beside="is")
            for named in chain(link.get("on_get", {}).items(), link.get("on_del", {}).items()):
                self._rule(link, section, *named)

    def _rule(self, link: Section, section: Section, key: str, named: object) -> None:
        """Hold the columns of a rule against the table whose rows the link leads to."""
        if key != "anonymise" or not isinstance(named, list):
            return
        table = self._file["tables"].get(link["to"])
        holder = table if link.get("is") in model.TOWARDS_TARGET else section
        known = (holder or {}).get("columns", {})
        for column in named:
            self._known(column, known, "the columns of the table")

    def _known(self, word: Spot, known: Collection[str] | None, what: str) -> None:
        if known is None or word in known:
            return
        listed = ", ".join(_first(map(str, known)))
        self._reader.say("unknown-word", word.place, word=str(word)[:60], what=what, known=listed)


def _first(words: Iterable[str]) -> Iterator[str]:
    for number, word in enumerate(words):
        if number == 40:
            yield "…"
            return
        yield word


__all__ = ["NONE", "load"]
