"""A drafted map loads again, whatever the tables and columns of a schema are called."""

import json

import hypothesis.strategies as st
from hypothesis import given, settings
from tests.policy.agreement import POLICIES

from mamoru.policy.load import load as load_policy
from mamoru.systems.draft.naming import can_name, nameable
from mamoru.systems.draft.proposal import propose
from mamoru.systems.draft.write import written
from mamoru.systems.map.load import load
from mamoru.systems.schema import ForeignKey, Schema, SchemaColumn, SchemaTable

KUSAVEE = load_policy((POLICIES / "kusavee.yaml").read_bytes())
ODD = (
    "", " id", "a'b", 'a"b', "a\nb", "a\\b", "a: b", "#x", "- a", "null", "true", "1", "a\x7f",
    "a\u2028b", "\ufeffa", "a`b", "[a]", "{a}", "&a", "*a", "!a", "名前", "ｍａｉｌ", "e\u0301",
    "\ud800", "a" * 64, "a" * 65, "users", "email", "a\tb", "a\x85b", "%a", "@a", "?", ":", "~",
)  # fmt: skip
NAMES = st.one_of(st.sampled_from(ODD), st.text(max_size=12))


@st.composite
def schemas(draw: st.DrawFn) -> Schema:
    names = draw(st.lists(NAMES, min_size=1, max_size=5, unique=True))
    columns = {name: draw(st.lists(NAMES, min_size=1, max_size=5, unique=True)) for name in names}
    tables = {}
    for name in names:
        keys = tuple(columns[name][: draw(st.integers(0, 2))])
        to = draw(st.sampled_from(names))
        pointing = ForeignKey(
            columns=(draw(st.sampled_from(columns[name])),), to=to,
            to_columns=(draw(st.sampled_from(columns[to])),),
        )  # fmt: skip
        tables[name] = SchemaTable(
            name=name, key=keys, foreign_keys=(pointing,) * draw(st.integers(0, 1)),
            columns={
                one: SchemaColumn(name=one, family="text", type="?") for one in columns[name]
            },
        )  # fmt: skip
    return Schema(vendor="postgresql", tables=tables)


@settings(max_examples=400, deadline=None)
@given(schemas(), NAMES, st.sampled_from(["ja", "en"]))
def test_a_draft_loads_again_whatever_its_names_are(
    schema: Schema, name: str, language: str
) -> None:
    found = nameable(schema)

    text = written(name, propose(found.schema, KUSAVEE), KUSAVEE, language, found.questions)  # type: ignore[arg-type]  # one of two

    if found.schema.tables:
        loaded = load(text.encode(), KUSAVEE)
        assert {one: set(table.columns) for one, table in loaded.tables.items()} == {
            one: set(table.columns) for one, table in found.schema.tables.items()
        }
    left = {one for one in schema.tables if not can_name(one)}
    assert all(json.dumps(one) in text for one in left)
