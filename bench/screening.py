"""Figures of the screening for sensitive information: real posts and own sentences apart.

python -m bench.screening [DIRECTORY]

Posts are those the model is trained on, so they are judged in cross-validation: by a model that has
not seen them. `DIRECTORY`, or `MAMORU_JAPANESE_DATA`, is where `ner_sentences.json` lies, which is
for evaluation only and not part of Mamoru; without it that part says so and stays empty.
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import mean, stdev
from typing import NamedTuple

import numpy as np
from bench.clock import least_ns, loop_ns
from training.complaints import Labelled, own, posts, trained

from mamoru.screening.sensitive import sensitive_by, sensitive_in

OWN = Path(__file__).parent / "sentences"
SETS = ("first", "second", "third", "fourth", "fifth")
ENCYCLOPEDIA = "ner_sentences.json"
FOLDS, TIMES = 10, 3
NONE = "-"


class Score(NamedTuple):
    """How often something was found, rightly or not."""

    right: int
    wrong: int
    missed: int
    silent: int

    def shown(self) -> dict[str, float]:
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.right / max(1, self.right + self.missed)
        return {
            "f1_percent": self._percent(2 * precision * recall / max(1e-9, precision + recall)),
            "precision_percent": self._percent(precision),
            "recall_percent": self._percent(recall),
            "sentences": sum(self),
        }

    @staticmethod
    def _percent(part: float) -> float:
        return round(100 * part, 1)


def score(labels: Iterable[bool], found: Iterable[bool]) -> Score:
    """Return how answers compare with labels."""
    seen = Counter(zip(labels, found, strict=True))
    return Score(seen[True, True], seen[False, True], seen[True, False], seen[False, False])


def posts_unseen(examples: Sequence[Labelled]) -> dict[str, object]:
    """Return how posts are judged by models that were trained on the other posts."""
    from sklearn.model_selection import StratifiedKFold  # takes a second, and the tests read only

    labels = np.array([example.is_positive for example in examples])
    rounds, folds = [], []
    for number in range(TIMES):
        found = np.zeros(len(examples), dtype=bool)
        split = StratifiedKFold(FOLDS, shuffle=True, random_state=number)
        for seen, unseen in split.split(labels, labels):
            model = trained([*(examples[at] for at in seen), *own()])
            found[unseen] = [bool(sensitive_by(model, examples[at].text)) for at in unseen]
            folds.append(score(labels[unseen], found[unseen]).shown()["f1_percent"])
        rounds.append(score(labels.tolist(), found.tolist()))
    shown = [one.shown() for one in rounds]
    return {
        **{name: round(mean(one[name] for one in shown), 1) for name in shown[0]},
        "folds": FOLDS,
        "repetitions": TIMES,
        "f1_percent_of_folds_deviation": round(stdev(folds), 1),
        "f1_percent_of_always_yes": score(labels.tolist(), [True] * len(labels)).shown()[
            "f1_percent"
        ],
    }


def sentences(name: str | None = None) -> list[tuple[str, str]]:
    """Return the kinds and texts of our own sentences: of one set, or of all."""
    lines = [
        line
        for one in ([name] if name else SETS)
        for line in (OWN / f"sensitive_{one}.tsv").read_text(encoding="utf-8").splitlines()
    ]
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(kind, text) for kind, text in rows]


def own_sentences() -> dict[str, object]:
    """Return how our own sentences are judged, by set, in the order they were written."""
    return {
        **{name: _binary(sentences(name)) for name in SETS},
        "missed_or_other_kind": _by_kind(sentences()),
    }


def _binary(rows: Sequence[tuple[str, str]]) -> dict[str, float]:
    found = [bool(sensitive_in(text)) for _, text in rows]
    return score((kind != NONE for kind, _ in rows), found).shown()


def _by_kind(rows: Sequence[tuple[str, str]]) -> dict[str, str]:
    wanted, right = Counter[str](), Counter[str]()
    for kind, text in rows:
        if kind != NONE:
            wanted[kind] += 1
            right[kind] += kind in {str(one.kind) for one in sensitive_in(text)}
    return {kind: f"{wanted[kind] - right[kind]} of {wanted[kind]}" for kind in wanted}


def encyclopedia(folder: Path | None) -> dict[str, object]:
    """Return how many sentences of an encyclopedia, which are about nobody private, are hit."""
    path = folder / ENCYCLOPEDIA if folder else None
    if path is None or not path.is_file():
        print(f"ABSENT: {ENCYCLOPEDIA}; give its directory", file=sys.stderr)
        return {"sentences": None, "hit_percent": None}
    texts = [one["text"] for one in json.loads(path.read_text(encoding="utf-8"))]
    found = [sensitive_in(text) for text in texts]
    kinds = Counter(str(kind) for one in found for kind in {finding.kind for finding in one})
    return {
        "sentences": len(texts),
        "hit_percent": round(100 * sum(map(bool, found)) / len(texts), 2),
        "hits_by_kind": dict(kinds.most_common()),
        "characters_per_s": speed(texts, sensitive_in),
    }


def speed(texts: Sequence[str], screen: Callable[[str], object]) -> int:
    """Return the characters that one core screens in a second, text by text."""

    def run() -> None:
        for text in texts:
            screen(text)

    return round(sum(map(len, texts)) / (least_ns(run, times=1, tries=3) / 1e9))


def main(arguments: Sequence[str]) -> None:
    """Print the figures."""
    given = arguments[0] if arguments else os.environ.get("MAMORU_JAPANESE_DATA")
    loops = [loop_ns()]
    examples = posts()
    texts = [example.text for example in examples]
    figures: dict[str, object] = {
        "posts": posts_unseen(examples),
        "own": own_sentences(),
        "encyclopedia": encyclopedia(Path(given) if given else None),
        "posts_characters_per_s": speed(texts, sensitive_in),
        "own_characters_per_s": speed([text for _, text in sentences()], sensitive_in),
        "long_text_characters_per_s": speed(["\n".join(texts)], sensitive_in),
    }
    loops.append(loop_ns())
    figures["loop_ns"] = round(sum(loops) / len(loops), 2)
    print(json.dumps(figures, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1:])
