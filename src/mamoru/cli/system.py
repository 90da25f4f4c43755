"""The commands `mamoru systems …`: drafting, checking and registering maps, and tracing by them."""

from argparse import Namespace
from pathlib import Path
from typing import Any

import msgspec

from mamoru.cli.carrying import carried_out, wish_of
from mamoru.cli.codes import NO, YES
from mamoru.cli.errors import InputBrokenError
from mamoru.cli.files import STANDARD_INPUT, clocks, read_file
from mamoru.cli.installation import check_installed, opened_door, policy_of_or_here
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, tell
from mamoru.cli.reading import done, shown
from mamoru.cli.tracing import found_in_words
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.systems import checking, registering
from mamoru.gate.systems.checking import MapChecked, json_schema
from mamoru.gate.systems.look import Whom, look, look_once
from mamoru.gate.systems.registering import MAP_BYTES, NewMap, NewSystem, SystemShown
from mamoru.policy.errors import PolicyFileError
from mamoru.policy.words import Word

SYSTEM = ("name", "shown", "is_writable", "map_number", "map_version")
CHECKED = ("checked_at", "errors", "warnings", "schema")
URL_BYTES = 4096
ID_BYTES = 1024
_NO_PERSON = Word("--person は 種類:値 か p_… です", "--person is KIND:ID or p_...")
_NOTHING = Word("指摘はありません。", "Nothing to remark.")
_ERROR, _WARNING = Word("誤り", "error"), Word("注意", "warning")


def draft_map(asked: Namespace) -> int:
    """Propose a map from the schema of a database."""
    url = url_given(asked.url)
    if not asked.samples:
        return _draft(asked, checking.draft(url, policy_of_or_here(None), language()))

    def act(door: Door) -> tuple[dict[str, Any], list[str]]:
        text = checking.draft_with_samples(door, OFFICER, wish_of(asked), url, language())
        return {"map": text}, [text.rstrip("\n")]

    return carried_out(asked, act)


def _draft(asked: Namespace, text: str) -> int:
    tell(as_json({"map": text}) if asked.format == "json" else text.rstrip("\n"))
    return YES


def check_map(asked: Namespace) -> int:
    """Hold a map against its database; 1 where it has errors."""
    if asked.url is None:
        with opened_door() as door:
            return _checked(asked, checking.check_system(door, asked.map))
    policy, text = policy_of_or_here(None), read_file(asked.map, MAP_BYTES)
    try:
        result = checking.check_once(text, url_given(asked.url), policy, clocks())
    except PolicyFileError as error:
        raise type(error)(error.findings, file=asked.map) from None
    return _checked(asked, result)


def _checked(asked: Namespace, result: MapChecked) -> int:
    if asked.format == "json":
        tell(as_json(result))
    else:
        for one in result.remarks:
            kind = say(_ERROR if one.is_error else _WARNING, language())
            tell(f"{one.line}:{one.column}: {kind}: {getattr(one, language())} [{one.code}]")
        if not result.remarks:
            tell(say(_NOTHING, language()))
    return NO if result.errors else YES


def map_schema(_asked: Namespace) -> int:
    """Print the JSON Schema of maps."""
    tell(msgspec.json.format(as_json(json_schema()), indent=2))
    return YES


def trace_person(asked: Namespace) -> int:
    """Show what is a person's, and along which links each row came."""
    whom = person_named(asked.person)

    def act(door: Door) -> tuple[dict[str, Any], list[str]]:
        if asked.url is None:
            registering.system_shown(asked.map)
            results = look(door, OFFICER, wish_of(asked), whom, systems=(asked.map,))
        else:
            text, url = read_file(asked.map, MAP_BYTES), url_given(asked.url)
            results = (look_once(door, OFFICER, wish_of(asked), whom, text=text, url=url),)
        plain = msgspec.to_builtins(results[0], enc_hook=str)
        return plain, found_in_words(results[0])

    return carried_out(asked, act)


def add_system(asked: Namespace) -> int:
    """Register a system with its first map."""
    new = NewSystem(url=url_given(asked.url), map=_text(asked.map))
    return done(asked, lambda door: registering.register(door, OFFICER, new), SYSTEM, begins=True)


def list_systems(asked: Namespace) -> int:
    """List systems."""
    return shown(asked, registering.systems_in_use, SYSTEM)


def show_system(asked: Namespace) -> int:
    """Show one system, its maps and its last check."""
    check_installed()
    found = registering.system_shown(asked.name)
    if asked.format == "json":
        tell(as_json(found))
        return YES
    tell("\n".join(f"{field}: {getattr(found, field)}" for field in SYSTEM))
    tell(f"categories: {', '.join(found.categories) or '-'}")
    if found.last_check is not None:
        tell("\n".join(f"{field}: {getattr(found.last_check, field)}" for field in CHECKED))
    return YES


def map_system(asked: Namespace) -> int:
    """Print the map that is registered, or register a new version of it."""
    if asked.map is not None:
        new = NewMap(map=_text(asked.map))
        return done(asked, lambda door: registering.add_map(door, OFFICER, asked.name, new), SYSTEM)
    check_installed()
    return _draft(asked, registering.map_text(asked.name).decode())


def remove_system(asked: Namespace) -> int:
    """Remove a system."""

    def act(door: Door) -> SystemShown:
        found = registering.system_shown(asked.name)
        registering.remove(door, OFFICER, asked.name)
        return found

    return done(asked, act, ("name",))


def url_given(given: str) -> str:
    """Return the URL that was given, or that stands in the file that was named."""
    if not given.startswith("@"):
        return given
    return read_file(str(Path(given[1:])), URL_BYTES).decode("utf-8", "replace").strip()


def _text(path: str) -> str:
    return read_file(path, MAP_BYTES).decode("utf-8-sig", "replace")


def person_named(given: str) -> Whom:
    """Return whom an argument names; raises `InputBrokenError`."""
    if given.startswith("p_"):
        return Whom(ref=given)
    kind, is_named, value = given.partition(":")
    if not is_named:
        raise InputBrokenError(reason=say(_NO_PERSON, language()))
    if value == STANDARD_INPUT:
        value = read_file(STANDARD_INPUT, ID_BYTES).decode("utf-8", "replace").strip()
    return Whom(named=((kind, value),))
