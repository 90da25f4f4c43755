"""The calls of a service in its map: which there are, and that what names one names one that is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from string import Formatter

from mamoru.crypto.index import KINDS
from mamoru.policy.shapes import Reader, Section, Spot
from mamoru.systems.map.model import Call

METHODS = ("get", "post", "put", "patch", "delete")
DOING = ("erase", "correct", "delete")
"""What a table names calls for that do something to its rows."""
ROW = "row."
"""What the name of a column begins with that stands for a single row."""


def calls_of(file: Section) -> dict[str, Call]:
    """Return the calls of a map that was checked."""
    return {str(name): _call(one) for name, one in file.get("calls", {}).items()}


def _call(section: Section) -> Call:
    [method] = [one for one in METHODS if one in section]
    return Call(
        method=method.upper(),  # type: ignore[arg-type]  # one of METHODS, in capitals
        path=str(section[method]),
        rows=tuple(str(section["rows"]).split(".")) if "rows" in section else (),
        body={str(name): str(value) for name, value in section.get("body", {}).items()},
        fields={str(name): str(item) for name, item in section.get("set", {}).items()},
        absent=tuple(map(int, section.get("absent", ("404",)))),
        place=section.place,
    )


def kinds_in(call: Call) -> tuple[str, ...]:
    """Return the kinds of identifier that a call needs, in the order in which it names them."""
    return tuple(one for one in _named_in(call) if not one.startswith(ROW))


def row_in(call: Call) -> tuple[str, ...]:
    """Return the columns of a row's key that a call needs; none: it is not about a single row."""
    return tuple(one.removeprefix(ROW) for one in _named_in(call) if one.startswith(ROW))


def filled(text: str, values: Mapping[str, str], shown: Callable[[str], str] = str) -> str:
    """Return a text of a call with a value, as it is `shown`, for each name in braces."""
    return "".join(
        before + (shown(values[name]) if name is not None else "")
        for before, name, _, _ in Formatter().parse(text)
    )


def _named_in(call: Call) -> tuple[str, ...]:
    texts = (call.path, *call.body.values())
    found = (name for text in texts for _, name, _, _ in Formatter().parse(text) if name)
    return tuple(dict.fromkeys(found))


def check_calls(file: Section, reader: Reader) -> None:
    """Say what is wrong with the calls of a map, and with what names them."""
    calls = file.get("calls", {})
    for section in calls.values():
        named = [one for one in METHODS if one in section]
        if len(named) != 1:
            reader.say("nothing-listed", section.place)
        for text in [*(section[one] for one in named), *section.get("body", {}).values()]:
            _check_places(text, reader)
    for table in file["tables"].values():
        for key in ("read", "key") if calls and "is" not in table else ():
            if key not in table:
                reader.say("missing-key", table.place, key=key)
    _check_rows(file, reader)
    for word, does in _named(file):
        if does and "get" in calls.get(word, {}):
            reader.say("misplaced", word.place, key="get", beside=str(word))
        if word not in calls:
            known = ", ".join(map(str, calls)) or "-"
            reader.say(
                "unknown-word", word.place, word=str(word), what="the calls", known=known
            )  # fmt: skip


def _named(file: Section) -> Iterator[tuple[Spot, bool]]:
    """Yield each name of a call, and whether the call does something, which reading must not."""
    for table in file["tables"].values():
        yield from ((table[key], key != "read") for key in ("read", *DOING) if key in table)
        call = table.get("suspend", {}).get("call", {})
        if "system" not in call:
            yield from ((call[key], True) for key in ("name", "end") if key in call)


def _check_rows(file: Section, reader: Reader) -> None:
    """Let only calls that do something to a row name it, by columns of its key."""
    calls = file.get("calls", {})
    if reader.findings:
        return  # a call may lack its method
    for word, key in _keyed(file):
        for column in row_in(_call(calls[word])) if word in calls else ():
            if column not in key:
                known = ", ".join(map(str, key)) or "-"
                reader.say(
                    "unknown-word", word.place, word=column[:60], what="the key", known=known
                )  # fmt: skip


def _keyed(file: Section) -> Iterator[tuple[Spot, Sequence[Spot]]]:
    """Yield each name of a call, with the columns of a row that it may name."""
    for table in file["tables"].values():
        suspending = table.get("suspend", {}).get("call", {})
        yield from ((table[key], table.get("key", ())) for key in DOING if key in table)
        yield from ((table[key], ()) for key in ("read",) if key in table)
        yield from ((suspending[key], ()) for key in ("name", "end") if key in suspending)


def _check_places(text: Spot, reader: Reader) -> None:
    """Let only identifiers and keys stand in braces: nothing of a map is ever worked out."""
    try:
        named = [one for _, one, form, turned in Formatter().parse(text) if one is not None]
        is_plain = all(not form and not turned for _, _, form, turned in Formatter().parse(text))
    except ValueError:
        named, is_plain = [], False
    if not is_plain:
        reader.say("bad-word", text.place, word=str(text)[:60])
    for one in named:
        if one not in KINDS and not one.startswith(ROW):
            reader.say(
                "unknown-word", text.place, word=one[:60], what="kinds of identifier",
                known=", ".join(KINDS),
            )  # fmt: skip
