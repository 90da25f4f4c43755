"""Reads the tables that ship with this room, strictly, with the reader of the policy language."""

import hashlib
from importlib.resources import files

from mamoru.law.errors import TableError
from mamoru.policy.errors import Finding, PolicyFileError
from mamoru.policy.shapes import Reader, Section
from mamoru.policy.source import read_tree
from mamoru.policy.structures import Record


def read_packaged(name: str, shape: Record) -> tuple[Section, str]:
    """Return the packaged file `name` in the form of `shape`, and its SHA-256 in hex.

    Raises `TableError` with line and column of everything that is wrong.
    """
    raw = packaged(name)
    return read_table(name, raw, shape), hashlib.sha256(raw).hexdigest()


def packaged(name: str) -> bytes:
    """Return the packaged file `name` as it is."""
    return files("mamoru.law").joinpath(name).read_bytes()


def read_table(name: str, raw: bytes, shape: Record) -> Section:
    """Return `raw` in the form of `shape`; `name` is for the message of `TableError`."""
    reader = Reader()
    try:
        section: Section | None = shape.read(read_tree(raw), reader)
    except PolicyFileError as error:
        raise TableError(name, map(_problem, error.findings)) from None
    if section is None or reader.findings:
        raise TableError(name, map(_problem, sorted(reader.findings, key=lambda one: one.place)))
    return section


def _problem(finding: Finding) -> tuple[str, str]:
    where = f"{finding.place.line}:{finding.place.column}: "
    return where + finding.message("ja"), where + finding.message("en")
