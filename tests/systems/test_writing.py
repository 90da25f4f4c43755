"""A map is marked as writable in one place of its text, and stays as it is everywhere else."""

import pytest
from tests.systems.shop import MAP

from mamoru.policy.source import Scalar, read_tree
from mamoru.systems.map.load import load
from mamoru.systems.map.writing import with_writing

FLOW = (
    '{"mamoru_map": 1, system: shop, title: {ja: 店, en: S}, '
    "tables: {t: {person: {kind: x, found_by: {account: id}}}}}"
)
INDENTED = "\n".join(f"  {line}" if line else "" for line in MAP.split("\n"))
TEXTS = {
    "plain": MAP,
    "said": MAP.replace("tables:", "writable: false  # 見直す\ntables:", 1),
    "crlf": MAP.replace("\n", "\r\n"),
    "old line ends": MAP.replace("\n", "\u2028", 1),
    "begun": f"# 対応表\n---\n{MAP}",
    "flow": FLOW,
    "indented": INDENTED,
}


def rest(text: str) -> list[str]:
    return [
        f"{key.text}: {value.text if isinstance(value, Scalar) else type(value).__name__}"
        for key, value in read_tree(text).entries
        if key.text != "writable"
    ]


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_map_is_marked_and_unmarked_and_nothing_else_changes(name: str) -> None:
    text = TEXTS[name]

    marked = with_writing(text, is_writable=True)
    unmarked = with_writing(marked, is_writable=False)

    assert load(marked).is_writable
    assert not load(unmarked).is_writable
    assert rest(unmarked) == rest(text)
    assert load(unmarked).tables.keys() == load(text).tables.keys()
    assert with_writing(marked, is_writable=True) == marked
    assert text.count("#") == marked.count("#")
