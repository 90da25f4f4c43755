"""The command `mamoru hand check`: what a recipient can check of a package, without a database."""

from argparse import Namespace
from hashlib import file_digest
from pathlib import Path

import msgspec

from mamoru.cli.codes import YES
from mamoru.cli.errors import FileUnreadableError, PackageBrokenError
from mamoru.cli.files import read_file
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, tell
from mamoru.ledger.tree.notes import LIMIT, Verifier
from mamoru.policy.words import Word
from mamoru.reasons import reason_of

NOTE = "manifest.note"
_WHOLE = Word(
    "{hand}: 署名と {count} 個のファイルは正しい({people:,} 人)。",
    "{hand}: the signature and {count} files hold ({people:,} people).",
)


class _Listed(msgspec.Struct, frozen=True):
    name: str
    sha256: str


class _Manifest(msgspec.Struct, frozen=True):
    hand: str
    people: int
    files: tuple[_Listed, ...]


def check_package(asked: Namespace) -> int:
    """Check the signature of a manifest, and every file that it lists.

    Raises what `Verifier.open` raises, `PackageBrokenError`, `FileUnreadableError`.
    """
    folder = Path(asked.folder)
    note = read_file(str(folder / NOTE), LIMIT).decode("utf-8", "replace")
    text = Verifier.parse(asked.vkey).open(note)
    try:
        manifest = msgspec.json.decode(text.partition("\n")[2], type=_Manifest)
    except msgspec.MsgspecError:
        raise PackageBrokenError(name=NOTE) from None
    for one in manifest.files:
        if Path(one.name).name != one.name or _digest(folder / one.name) != one.sha256:
            raise PackageBrokenError(name=one.name[:64])
    told = {"ok": True, "hand": manifest.hand, "files": len(manifest.files),
            "people": manifest.people}  # fmt: skip
    text = say(_WHOLE, language()).format(
        hand=manifest.hand, count=len(manifest.files), people=manifest.people
    )
    tell(as_json(told) if asked.format == "json" else text)
    return YES


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        raise FileUnreadableError(path=str(path), **reason_of(error)) from None
