"""Reads YAML into a tree in which every word knows its line and column.

Only the plain part of YAML is read: mappings, sequences and text. Anchors, aliases and tags are
refused, so that a file cannot refer to itself or grow while it is read; so are very deep, very long
and very large files. The tree is built from the parser's events without recursion.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from mamoru.policy.errors import Finding, Place, PolicyFileError

MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 32
MAX_NODES = 400_000

Node = "Scalar | Mapping | Sequence"


@dataclass(frozen=True, slots=True)
class Scalar:
    """A word or a text; `plain` if it stands without quotes."""

    text: str
    place: Place
    plain: bool


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    place: Place
    items: "list[Scalar | Mapping | Sequence]" = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order of the file; keys are unique."""

    place: Place
    entries: "list[tuple[Scalar, Scalar | Mapping | Sequence]]" = field(default_factory=list)


def read_tree(text: str | bytes) -> Mapping:
    """Return the mapping that `text` is.

    Raises `PolicyFileError` if it is too large, not UTF-8, not YAML, or more than plain YAML.
    """
    source = _decoded(text)
    builder = _Builder()
    try:
        for event in yaml.parse(source, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        raise PolicyFileError([_no_yaml(error)]) from None
    except yaml.YAMLError:
        raise PolicyFileError([Finding.of("not-text", Place(1, 1))]) from None
    return builder.result()


def _no_yaml(error: yaml.MarkedYAMLError) -> Finding:
    """Return what was expected where; and where that begins which is not as it should be."""
    mark, begun = error.problem_mark, error.context_mark
    place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
    problem = error.problem or "?"
    if begun is None or begun.line + 1 == place.line:
        return Finding.of("not-yaml", place, problem=problem)
    return Finding.of("not-yaml-since", place, problem=problem, begun=begun.line + 1)


def _decoded(text: str | bytes) -> str:
    size = len(text)
    if size > MAX_BYTES:
        finding = Finding.of("too-large", Place(1, 1), megabytes=MAX_BYTES // 1024 // 1024)
        raise PolicyFileError([finding])
    if isinstance(text, str):
        return _without_halves(text)
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        raise PolicyFileError([Finding.of("not-utf8", Place(line, 1))]) from None


def _without_halves(text: str) -> str:
    """Return `text` if it can be written as UTF-8: half of a surrogate pair cannot."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise PolicyFileError([Finding.of("not-text", Place(line, 1))]) from None
    return text


class _Builder:
    """Collects events into one tree, with an explicit stack of what is open."""

    def __init__(self) -> None:
        self.open: list[Mapping | Sequence] = []
        self.keys: list[Scalar | None] = []
        self.root: Scalar | Mapping | Sequence | None = None
        self.nodes = 0
        self.documents = 0
        self.duplicates: list[Finding] = []

    def take(self, event: Any) -> None:  # noqa: ANN401 - PyYAML's events have no typed base
        place = Place(event.start_mark.line + 1, event.start_mark.column + 1)
        match event:
            case yaml.AliasEvent():
                raise PolicyFileError([Finding.of("alias", place)])
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    raise PolicyFileError([Finding.of("second-document", place)])
            case yaml.ScalarEvent():
                self._plain_only(event, place)
                self._add(Scalar(event.value, place, event.style in (None, "")), place)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._plain_only(event, place)
                is_map = isinstance(event, yaml.MappingStartEvent)
                self._push(Mapping(place) if is_map else Sequence(place), place)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.open.pop()
                self.keys.pop()

    def _plain_only(self, event: Any, place: Place) -> None:  # noqa: ANN401 - as above
        if event.anchor is not None:
            raise PolicyFileError([Finding.of("alias", place)])
        if event.tag is not None:
            raise PolicyFileError([Finding.of("tag", place)])

    def _push(self, node: Mapping | Sequence, place: Place) -> None:
        self._add(node, place)
        self.open.append(node)
        self.keys.append(None)
        if len(self.open) > MAX_DEPTH:
            raise PolicyFileError([Finding.of("too-deep", place, depth=MAX_DEPTH)])

    def _add(self, node: Scalar | Mapping | Sequence, place: Place) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise PolicyFileError([Finding.of("too-long", place, nodes=MAX_NODES)])
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key = self.keys[-1]
        if key is None:
            if not isinstance(node, Scalar):
                raise PolicyFileError([Finding.of("key-not-text", place)])
            self.keys[-1] = node
        else:
            parent.entries.append((key, node))
            self.keys[-1] = None

    def result(self) -> Mapping:
        if not isinstance(self.root, Mapping):
            code = "empty-file" if self.root is None else "not-a-mapping"
            place = self.root.place if self.root else Place(1, 1)
            raise PolicyFileError([Finding.of(code, place)])
        findings = list(_duplicates(self.root))
        if findings:
            raise PolicyFileError(findings)
        return self.root


def _duplicates(root: Mapping) -> Iterator[Finding]:
    waiting: list[Scalar | Mapping | Sequence] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Sequence):
            waiting.extend(node.items)
        elif isinstance(node, Mapping):
            seen: set[str] = set()
            for key, value in node.entries:
                if key.text in seen:
                    yield Finding.of("duplicate-key", key.place, key=key.text)
                seen.add(key.text)
                waiting.append(value)
