"""What the strict loader says is Japanese for whoever reads Japanese, syntax errors included."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import mamoru
from mamoru.policy.errors import AMONG, Finding, Place, PolicyFileError
from mamoru.policy.finding_words import MESSAGES
from mamoru.policy.source import read_tree
from mamoru.policy.yaml_words import PROBLEMS

BROKEN = {
    "a: b: c": "ここに「: 」は置けません",
    "a: [1, 2": "「,」または「]」が必要です",
    "a: {b: 1": "「,」または「}」が必要です",
    "a: 'x": "閉じられないまま",
    "- a\nb: c": "「- 」で始まる項目が必要です",
    "\ta: 1": "タブは使えません",
    "a: |\n\tb": "タブは使えません",
    "a: @x": "引用符で囲んでください",
    'a: "\\q"': "「\\」の後にこの文字は使えません",
    "a: 1\nb": "キーの後に「:」が必要です",
    "  a: 1\n b: 2": "字下げが、前の行と合っていません",
    "key: - a": "改行して書いてください",
    "a: ]": "ここには値が必要です",
    "a: *": "英数字が必要です",
    "%FOO bar\n---\na: 1": "「%」で始まるこの指示は扱えません",
}
LOOKING = ("_known", "_unknown", "_among", "_look_up")
OTHERWISE = {("record.py", "_known"), ("declaration.py", "_among")}
"""Functions of these names that look for something else."""
OF_TREES = {"found undefined alias", "found duplicate anchor; first occurrence"}
_WORD = re.compile("[A-Za-z]{3,}")


def problems_of_the_library() -> set[str]:
    """Return everything that the library can say of a file, as it stands in its program."""
    library = Path(yaml._yaml.__file__).read_bytes()
    texts = {found[0].decode() for found in re.finditer(rb"[ -~]{8,}", library)}
    begins = re.compile(
        "(did not find|could not find|found|exceeded) |.*not allowed in this context"
    )
    return {one for one in texts if begins.match(one)} - OF_TREES


def looked_for_among() -> Iterator[str]:
    """Yield the words by which loaders call what a word is looked for among."""
    for file in sorted(Path(mamoru.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func).rpartition(".")[2]
            given = [one.value for one in node.keywords if one.arg == "what" and name == "say"]
            if name in LOOKING and (file.name, name) not in OTHERWISE:
                given += node.args
            yield from (
                one.value
                for one in given
                if isinstance(one, ast.Constant) and isinstance(one.value, str)
            )


@pytest.mark.parametrize("text", sorted(BROKEN))
def test_a_syntax_error_says_in_japanese_what_was_expected(text: str) -> None:
    with pytest.raises(PolicyFileError) as raised:
        read_tree(text)

    [finding] = raised.value.findings
    said = finding.message("ja")
    assert BROKEN[text] in said
    assert set(_WORD.findall(said)) <= {"YAML"}, said


def test_whatever_the_library_can_say_is_said_in_japanese() -> None:
    found = problems_of_the_library()

    assert len(found) > 30
    assert found - set(PROBLEMS) == set()
    assert all(_WORD.findall(one) in ([], ["TAG"], ["YAML"], ["UTF"]) for one in PROBLEMS.values())


def test_what_begins_on_another_line_is_named_with_it() -> None:
    with pytest.raises(PolicyFileError) as raised:
        read_tree("a: 1\nb: [1,\n 2\nc: 3\n")

    [finding] = raised.value.findings
    assert (finding.code, finding.place.line) == ("not-yaml-since", 4)
    assert "2 行目から続く部分" in finding.message("ja")
    assert "begins on line 2" in finding.message("en")


def test_a_problem_without_a_word_is_said_without_its_english() -> None:
    finding = Finding.of("not-yaml", Place(1, 1), problem="brand new trouble")

    assert finding.message("ja") == "YAML として読めません。書き方に誤りがあります。"


def test_what_a_word_is_looked_for_among_has_a_japanese_word() -> None:
    found = set(looked_for_among())

    assert {"the items", "the key", "parties"} <= found
    assert found - set(AMONG) == set()


def test_only_what_names_a_set_is_translated_and_no_word_of_the_file() -> None:
    finding = Finding.of("unknown-word", Place(1, 1), word="data", what="data", known="-")

    assert finding.message("ja").startswith("「data」は情報の種類(data)にありません")


def test_every_message_is_japanese_and_english() -> None:
    for code, (ja, en) in MESSAGES.items():
        assert re.search("[ぁ-ん]", ja), code
        assert not re.search("[ぁ-ん一-龠]", en), code
        assert set(re.findall(r"\{(\w+)", ja)) == set(re.findall(r"\{(\w+)", en)), code
