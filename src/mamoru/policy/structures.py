"""Shapes that hold other shapes: lists, tables and records, and trees of them."""

from collections.abc import Callable
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from typing import Any

from mamoru.policy.shapes import BOOLEANS, Node, Reader, Schema, Section, Shape, Spot
from mamoru.policy.source import Mapping, Scalar, Sequence


@dataclass(frozen=True, slots=True)
class Several:
    """One value, or a list of at least one."""

    of: Shape
    alone: bool = True

    def read(self, node: Node, reader: Reader) -> list[Any] | None:
        if isinstance(node, Sequence):
            if not node.items:
                reader.say("nothing-listed", node.place)
            values = [self.of.read(item, reader) for item in node.items]
            return [value for value in values if value is not None]
        if not self.alone:
            reader.say("not-a-list", node.place)
            return None
        value = self.of.read(node, reader)
        return None if value is None else [value]

    def schema(self) -> Schema:
        listed: Schema = {"type": "array", "items": self.of.schema(), "minItems": 1}
        return {"anyOf": [self.of.schema(), listed]} if self.alone else listed


@dataclass(frozen=True, slots=True)
class Table:
    """Labels of one form, each with a value of one shape."""

    label: Shape
    of: Shape
    may_be_empty: bool = False

    def read(self, node: Node, reader: Reader) -> Section | None:
        if not isinstance(node, Mapping):
            reader.say("not-a-mapping", node.place)
            return None
        section = Section()
        section.place = node.place
        if not node.entries and not self.may_be_empty:
            reader.say("nothing-listed", node.place)
        for key, value in node.entries:
            label = self.label.read(key, reader)
            content = self.of.read(value, reader)
            if label is not None and content is not None:
                section[label] = content
        return section

    def schema(self) -> Schema:
        pattern = self.label.schema().get("pattern", ".+")
        found: Schema = {
            "type": "object",
            "patternProperties": {pattern: self.of.schema()},
            "additionalProperties": False,
        }
        return found if self.may_be_empty else {**found, "minProperties": 1}


@dataclass(frozen=True, slots=True)
class Record:
    """Fixed keys, some of them required. `name` makes it a definition of the JSON Schema."""

    name: str
    required: Map[str, Shape]
    optional: Map[str, Shape] = field(default_factory=dict)

    def read(self, node: Node, reader: Reader) -> Section | None:
        if not isinstance(node, Mapping):
            reader.say("not-a-mapping", node.place)
            return None
        section = Section()
        section.place = node.place
        for key, value in node.entries:
            shape = self.required.get(key.text) or self.optional.get(key.text)
            if shape is None:
                self._unknown(key, reader)
                continue
            content = shape.read(value, reader)
            if content is not None:
                section[Spot.at(key.text, key.place)] = content
        present = {key.text for key, _ in node.entries}
        for name in self.required:
            if name not in present:
                code = "missing-translation" if name in ("ja", "en") else "missing-key"
                reader.say(code, node.place, key=name)
        return section

    def _unknown(self, key: Scalar, reader: Reader) -> None:
        if key.plain and key.text.lower() in BOOLEANS:
            reader.say("bare-boolean", key.place, word=key.text)
            return
        known = ", ".join([*self.required, *self.optional])
        reader.say("unknown-key", key.place, key=key.text[:60], known=known)

    def schema(self) -> Schema:
        return {"$ref": f"#/$defs/{self.name}"}

    def definition(self) -> Schema:
        """Return the schema itself, for `$defs`."""
        keys = {**self.required, **self.optional}
        return {
            "type": "object",
            "properties": {key: shape.schema() for key, shape in keys.items()},
            "required": list(self.required),
            "additionalProperties": False,
        }


@dataclass(frozen=True, slots=True)
class Later:
    """A shape that is defined further down, for trees."""

    name: str
    get: Callable[[], Shape]

    def read(self, node: Node, reader: Reader) -> Any:  # noqa: ANN401 - whatever it stands for
        return self.get().read(node, reader)

    def schema(self) -> Schema:
        return {"$ref": f"#/$defs/{self.name}"}
