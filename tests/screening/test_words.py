"""The dictionary and the cues are well formed, ours, and small enough to ship."""

import json
import re
from pathlib import Path

import pytest
from bench.screening import sentences

from mamoru.screening.findings import SENSITIVE
from mamoru.screening.folding import folded
from mamoru.screening.sensitive import sensitive_in
from mamoru.screening.sensitive_cues import cues
from mamoru.screening.sensitive_words import WORDS, dictionary, places

FILES = ("sensitive.tsv", "cues.toml")


def test_every_sensitive_kind_has_words() -> None:
    kinds = {entry.kind for group in dictionary().entries.values() for entry in group}

    assert kinds == SENSITIVE


def test_every_spelling_is_in_the_folded_form() -> None:
    spellings = [one.spelling for group in dictionary().entries.values() for one in group]

    assert [one for one in spellings if folded(one).text != one] == []


@pytest.mark.parametrize("file", FILES)
def test_every_file_says_whose_work_it_is(file: str) -> None:
    opening = (WORDS / file).read_text(encoding="utf-8")[:300]

    assert "Our own work" in opening
    assert "Apache-2.0" in opening


def test_no_cue_matches_nothing_at_all() -> None:
    empty = [name for name, cue in cues()._asdict().items() if name != "has" and cue.search("")]

    assert empty == []


def test_of_words_that_overlap_the_longest_is_found() -> None:
    text = "妊娠糖尿病と脳性麻痺と乳がん検診"

    assert [text[one.start : one.end] for one in places(text)] == [
        "妊娠糖尿病",
        "脳性麻痺",
        "乳がん",
    ]


def test_plain_text_has_no_places() -> None:
    assert places("本日は晴天なり。請求書の宛名を変更してください。") == []


def test_the_model_ships_small_and_says_what_it_was_learnt_from() -> None:
    written = (WORDS / "complaints.json").read_bytes()
    source = json.loads(written)["source"]

    assert len(written) < 200_000
    assert re.search("JMED-LLM.*MedWeb.*CC BY 4.0.*changed", source)


@pytest.mark.parametrize("page", ["docs/explanation", "docs/ja/explanation"])
def test_every_reason_is_explained(page: str) -> None:
    explained = set(re.findall(r"^\| `([a-z-]+)` \|", _page(page), re.MULTILINE))
    given = {
        finding.reason.removesuffix("-hearsay").removeprefix(f"{finding.kind.replace('_', '-')}-")
        for text in [*(text for _, text in sentences()), "Bさんは糖尿病です。"]
        for finding in sensitive_in(text)
    }

    assert given == explained


def _page(folder: str) -> str:
    root = Path(__file__).resolve().parents[2]
    return (root / folder / "screening.md").read_text(encoding="utf-8")
