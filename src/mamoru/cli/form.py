"""The commands `mamoru form add`, `list`, `show`, `retire` and `submit`, and `person file`."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from mamoru.cli.carrying import carried_out, entry_line, placed, wish_of
from mamoru.cli.codes import YES
from mamoru.cli.errors import FileUnreadableError, InputBrokenError
from mamoru.cli.files import STANDARD_INPUT, read_file, save_new
from mamoru.cli.installation import opened_door
from mamoru.cli.language import language, say
from mamoru.cli.lines import UNREADABLE, reason_of, strict
from mamoru.cli.output import as_json, table, tell, warn
from mamoru.collection.forms import register
from mamoru.collection.forms.errors import FormFileError, MandateUnfitError, NoticeUnfitError
from mamoru.collection.forms.register import Registered
from mamoru.collection.forms.submit import Handed, SentFile, submit
from mamoru.collection.forms.uploads import upload
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.files import sweep
from mamoru.policy.words import Word
from mamoru.provision.records.single import file_or_hand
from mamoru.reasons import reason_of as reason_of_file

LARGEST_FORM = 256 * 1024
LARGEST_INPUT = 1024 * 1024
PIECE = 1 << 16
STATES = {
    "open": Word("受付中", "open"),
    "unusable": Word("使えない", "unusable"),
    "retired": Word("廃止", "retired"),
    "kept": Word("保管", "kept"),
    "masked": Word("番号を伏せて保管", "masked"),
    "quarantined": Word("隔離", "quarantined"),
}
_TOO_LARGE = Word("大きすぎる", "too large")
_REPEATED = Word("受け付け済みです", "it was taken in before")


def add_form(asked: Namespace) -> int:
    """Register the file of a form; it must know the policy in force, and the notice."""
    text = read_file(asked.file, LARGEST_FORM + 1)
    if len(text) > LARGEST_FORM:
        raise InputBrokenError(reason=say(_TOO_LARGE, language()))
    with opened_door() as door:
        try:
            found = register.add(door, text)
        except FormFileError as error:
            file = "" if asked.file == STANDARD_INPUT else asked.file
            raise FormFileError(error.findings, file=file) from None
        tell(as_json(found) if asked.format == "json" else found.form.id)
    return YES


def list_forms(asked: Namespace) -> int:
    """List every version of every form, with what the policy in force does not know of it."""
    with opened_door() as door:
        found = register.listed(door)
        tell(as_json(found) if asked.format == "json" else _listed(found))
    return YES


def _listed(found: list[Registered]) -> str:
    rows = [
        [
            one.form.id, say(STATES[one.state], language()), ", ".join(one.form.purposes),
            ", ".join(one.unknown) or "-",
        ]
        for one in found
    ]  # fmt: skip
    return table(("form", "state", "purposes", "unknown"), rows)


def show_form(asked: Namespace) -> int:
    """Print the file of a form as it was registered."""
    with opened_door() as door:
        found, text = register.shown(door, asked.name)
        if asked.format == "json":
            tell(as_json({**msgspec.structs.asdict(found), "text": text.decode()}))
        else:
            tell(text.decode().rstrip("\n"))
    return YES


def retire_form(asked: Namespace) -> int:
    """Let a form take no submissions any more."""
    with opened_door() as door:
        found = register.retire(door, asked.name)
        state = say(STATES[found.state], language())
        tell(as_json(found) if asked.format == "json" else f"{found.form.id}: {state}")
    return YES


def submit_form(asked: Namespace) -> int:
    """Hand in what is on standard input, with files, as the officer."""
    handed = _handed()

    def act(door: Door) -> tuple[dict[str, Any], list[str]]:
        sweep(door)
        sent = msgspec.structs.replace(handed, files=_sent(door, asked, handed))
        try:
            found, is_repeated, ticket = submit(door, OFFICER, asked.name, sent)
        except (NoticeUnfitError, MandateUnfitError) as error:
            warn(error.message(language()))
            raise
        place = None if is_repeated else placed(door, ticket)
        rows = [
            [one.field, say(STATES[one.state], language()), ", ".join(one.sensitive) or "-"]
            for one in found.fields
        ]
        last = say(_REPEATED, language()) if is_repeated else entry_line(place)
        return (
            {**msgspec.structs.asdict(found), "repeated": is_repeated, "entry": place},
            [found.ref, table(("field", "state", "sensitive"), rows), last],
        )

    return carried_out(asked, act)


def _handed() -> Handed:
    raw = read_file(STANDARD_INPUT, LARGEST_INPUT + 1)
    if len(raw) > LARGEST_INPUT:
        raise InputBrokenError(reason=say(_TOO_LARGE, language()))
    try:
        handed: Handed = strict(raw, Handed)
    except UNREADABLE as error:
        raise InputBrokenError(reason=reason_of(error, language())) from None
    return handed


def _sent(door: Door, asked: Namespace, handed: Handed) -> dict[str, list[SentFile]]:
    """Take in the files that are named, and return them beside those that were sent before."""
    files = {field: list(several) for field, several in handed.files.items()}
    for one in asked.file:
        field, _, path = one.partition("=")
        found = upload(door, OFFICER, asked.name, field, _pieces(path))
        files.setdefault(field, []).append(SentFile(token=found.token, label=Path(path).name))
    return files


def _pieces(path: str) -> Iterator[bytes]:
    try:
        with Path(path).open("rb") as file:
            while piece := file.read(PIECE):
                yield piece
    except (OSError, ValueError) as error:
        raise FileUnreadableError(path=path, **reason_of_file(error)) from None


def save_file(asked: Namespace) -> int:
    """Write the content of a file of one person into a new file, for its owner only."""

    def act(door: Door) -> tuple[dict[str, Any], list[str]]:
        found, ticket = file_or_hand(door, OFFICER, wish_of(asked), asked.ref, asked.file)
        save_new(Path(asked.output), found.content)
        place = placed(door, ticket)
        told = msgspec.structs.asdict(found.file)
        named = found.file.label or found.file.file
        return (
            {**told, "output": asked.output, "entry": place},
            [f"{named} → {asked.output}", entry_line(place)],
        )

    return carried_out(asked, act)
