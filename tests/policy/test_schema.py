"""The JSON Schema that editors read says of a policy file what the loader says of its shapes."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from jsonschema import Draft202012Validator
from tests.policy.broken_files import BREAKS, WHOLE, Break
from tests.policy.pick import Pick
from tests.policy.random_policies import policy

from mamoru.policy.grammar import FILE, json_schema, records
from mamoru.policy.load import load

POLICIES = Path(__file__).parents[2] / "policies"
SCHEMA = POLICIES / "policy-1.schema.json"
NAMES = sorted(path.stem for path in POLICIES.glob("*.yaml") if not path.name.startswith("tag."))
VALIDATOR = Draft202012Validator(json_schema())

BY_SHAPE = {
    "unknown-key", "not-a-mapping", "not-a-list", "missing-translation", "not-text-here",
    "not-a-flag", "bad-word", "bad-label", "language-version", "nothing-listed", "empty",
    "null-value", "bare-boolean", "not-a-period",
}  # fmt: skip
"""Findings on the shape of one place; references between places are beyond a schema."""


def problems(text: str) -> list[str]:
    """Return what the schema says about a file, read by a plain YAML loader."""
    return [error.message for error in VALIDATOR.iter_errors(yaml.safe_load(text))]


def test_the_schema_is_one_by_the_rules_of_its_own_draft() -> None:
    Draft202012Validator.check_schema(json_schema())


def test_the_file_that_ships_is_the_schema_of_the_grammar() -> None:
    assert msgspec.json.decode(SCHEMA.read_bytes()) == json_schema()


def test_every_record_of_the_grammar_is_defined_once() -> None:
    assert set(json_schema()["$defs"]) == set(records(FILE))


@pytest.mark.parametrize("name", NAMES)
def test_the_policies_that_ship_are_valid_and_name_their_schema(name: str) -> None:
    text = (POLICIES / f"{name}.yaml").read_text("utf8")

    assert problems(text) == []
    assert text.startswith(f"# yaml-language-server: $schema={SCHEMA.name}\n")
    assert load(text).rules


def test_what_the_loader_takes_the_schema_takes() -> None:
    assert problems(WHOLE) == []
    for seed in range(20):
        document: Any = policy(Pick.seeded(seed))
        assert [error.message for error in VALIDATOR.iter_errors(document)] == []


SHAPES = [broken for broken in BREAKS if broken.code in BY_SHAPE]


@pytest.mark.parametrize("broken", SHAPES, ids=lambda one: f"{one.code}: {one.new[:30]}")
def test_a_wrong_shape_is_wrong_for_editors_too(broken: Break) -> None:
    assert problems(broken.text())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("may: [use]", "may: [devour]"),
        ("is: natural", "is: alien"),
        ("identifies: always", "identifies: often"),
        ("role: company", "role: boss"),
        ('version: "2026-01-01"', "version: 2026-01-01"),
        ("origin: claim", "origin: person"),
        ("people:\n", "persons:\n"),
    ],
)
def test_a_word_that_is_none_of_the_choices_is_wrong(old: str, new: str) -> None:
    assert problems(WHOLE.replace(old, new))
