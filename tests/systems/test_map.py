"""A map is read strictly: what is wrong is said with its line, in both languages."""

import re

import jsonschema
import pytest
import yaml
from tests.systems.shop import MAP

from mamoru.law.figures import law_clocks
from mamoru.paths import reference_policy
from mamoru.policy.load import load as load_policy
from mamoru.systems.errors import MapFileError
from mamoru.systems.map.grammar import json_schema
from mamoru.systems.map.load import load

POLICY = load_policy(reference_policy())
GOOD = MAP.replace("kind: member", "kind: individual")
CLOCKS = {clock.name for clock in law_clocks().clocks}


def findings(text: str, *, with_policy: bool = False) -> dict[str, int]:
    """Return the codes of what is wrong, with their lines."""
    with pytest.raises(MapFileError) as caught:
        load(text, POLICY if with_policy else None, clocks=CLOCKS)
    assert re.search(r"[\u3040-\u30ff]", caught.value.message("ja"))
    assert not re.search(r"[\u3040-\u30ff]", caught.value.message("en"))
    return {one.code: one.place.line for one in caught.value.findings}


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_a_map_says_what_it_says() -> None:
    found = load(GOOD, POLICY, clocks=CLOCKS)

    assert found.system == "shop"
    assert found.tables["customers"].people is not None
    assert found.tables["customers"].people.found_by == {"account": "id", "email": "email"}
    assert [one.relation for one in found.tables["messages"].links] == ["owned_by", "owned_by"]
    assert found.tables["addresses"].shared_columns == ("delivery_note",)
    assert found.categories == ("registration",)
    assert found.is_writable is False


@pytest.mark.parametrize(
    ("part", "instead", "code"),
    [
        ("system: shop", "system: shop\nsystem: other", "duplicate-key"),
        ("title: {ja: 店舗, en: Shop}", "title: {ja: 店舗}", "missing-translation"),
        ("    shared: show", "    shared: ~", "null-value"),
        ("    shared: show", "    shard: show", "unknown-key"),
        ("    shared: show", "    shared: everything", "unknown-word"),
        ("found_by: {account: id", "found_by: {telephone: id", "unknown-word"),
        ("to: addresses", "to: adresses", "unknown-word"),
        ("is: owns,", "is: owner,", "unknown-word"),
        ("on_get: {anonymise: [delivery_note]}", "on_get: {anonymise: [nothing]}", "unknown-word"),
        ("      id: none", "      id: personal", "unknown-word"),
        ("      id: none", '      "id; DROP TABLE x": none', "bad-word"),
        ("mamoru_map: 1", "mamoru_map: 2", "language-version"),
        ("  messages:", "  messages: &m", "alias"),
        ("is: owned_by, on_get: {anonymise: [receiver]}",
         "on_get: {anonymise: [receiver]}", "misplaced"),
        ("{columns: [sender], to", "{columns: [sender], to_columns: [a, b], to",
         "columns-unpaired"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_map_is_said_with_its_line(part: str, instead: str, code: str) -> None:
    spoiled = GOOD.replace(part, instead, 1)

    found = findings(spoiled)

    assert code in found
    new = next(line for line in instead.split("\n") if line not in GOOD.split("\n"))
    assert found[code] in (line_of(spoiled, new), line_of(spoiled, new) + 1)


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ("kind: individual", "kind: nobody"),
        ("{data: registration, item: email}", "{data: nothing, item: email}"),
    ],
)
def test_words_that_the_policy_does_not_know_are_refused(part: str, instead: str) -> None:
    spoiled = GOOD.replace(part, instead, 1)

    found = findings(spoiled, with_policy=True)

    assert found == {"unknown-word": line_of(spoiled, instead)}


def test_a_clock_that_the_law_does_not_know_is_refused() -> None:
    held = "  orders:\n    hold: {clock: hold_ever, since: id, keep: [id]}\n"

    assert "unknown-word" in findings(GOOD.replace("  orders:\n", held, 1))


def test_a_value_keeps_what_it_is() -> None:
    suspended = (
        "    suspend: {flag: {column: state, on: true, off: 0}}\n    columns:\n      id: none\n"
    )
    text = GOOD.replace("    columns:\n      id: none\n", suspended, 1)
    found = load(text.replace("item: name}", 'item: name, anonymise: {to: "(gone)"}}'))

    assert found.tables["customers"].columns["name"].anonymise_to == "(gone)"
    flag = found.tables["customers"].suspend
    assert (getattr(flag, "on", None), getattr(flag, "off", None)) == (True, 0)
    assert getattr(flag, "on", None) is True


def test_the_schema_for_editors_takes_what_the_loader_takes_and_refuses_what_it_refuses() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)

    assert [*validator.iter_errors(yaml.safe_load(GOOD))] == []
    assert [*validator.iter_errors(yaml.safe_load(GOOD.replace("shared: show", "shard: show")))]
