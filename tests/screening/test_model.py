"""The model that ships is the one that the data make, and it holds on posts it has not seen."""

from pathlib import Path

import numpy as np
import pytest
from bench.screening import score, sentences
from training.complaints import own, posts, trained

from mamoru.screening.sensitive import complaints, sensitive_by, sensitive_in
from mamoru.screening.sensitive_model import grams, packaged

ROOT = Path(__file__).resolve().parents[2]


def test_training_again_makes_the_model_that_ships() -> None:
    again, shipped = trained([*posts(), *own()]), packaged()

    # other versions of the solver may round otherwise: what counts is what it answers
    assert again.weights.keys() ^ shipped.weights.keys() <= {
        gram
        for gram in again.weights.keys() | shipped.weights.keys()
        if abs(again.weights.get(gram, shipped.weights.get(gram, 0.0))) <= 0.002
    }
    for piece in (piece for post in posts() for piece in complaints(post.text)):
        assert again.probability(*piece) == pytest.approx(shipped.probability(*piece), abs=0.01)


def test_posts_that_the_model_has_not_seen_are_judged_well() -> None:
    from sklearn.model_selection import StratifiedKFold  # every worker would wait for it otherwise

    examples = posts()
    labels = np.array([example.is_positive for example in examples])
    found = np.zeros(len(examples), dtype=bool)
    for seen, unseen in StratifiedKFold(10, shuffle=True, random_state=0).split(labels, labels):
        model = trained([*(examples[at] for at in seen), *own()])
        found[unseen] = [bool(sensitive_by(model, examples[at].text)) for at in unseen]

    assert score(labels.tolist(), found.tolist()).shown()["f1_percent"] >= 90.0


def test_our_own_sentences_are_judged_well() -> None:
    rows = sentences()
    found = [bool(sensitive_in(text)) for _, text in rows]
    shown = score((kind != "-" for kind, _ in rows), found).shown()

    assert len(rows) >= 300
    assert (shown["precision_percent"], shown["recall_percent"]) >= (95.0, 95.0)
    assert shown["recall_percent"] >= 95.0


def test_nothing_is_trained_on_what_is_measured() -> None:
    assert {text for _, text in sentences()} & {one.text for one in own()} == set()


def test_grams_around_a_complaint_are_those_of_any_complaint() -> None:
    def around(text: str) -> set[str]:
        (piece,) = complaints(text)
        return {gram for gram in grams(*piece) if "〓" in gram}

    assert around("父が頭痛で休む") == around("父が下痢で休む")


def test_the_notice_names_the_data_and_their_licence() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")

    assert "JMED-LLM" in notice
    assert "https://creativecommons.org/licenses/by/4.0/" in notice
