"""Figures of the search for what identifies a person: names on real text, numbers on made text.

python -m bench.identifiers [--data DIRECTORY] [--unseen]

The directory, or the environment variable MAMORU_JAPANESE_DATA, holds `ner_sentences.json`: the
sentences of stockmarkteam/ner-wikipedia-dataset (CC BY-SA 3.0), which is for evaluation only and
no part of Mamoru. They are divided at random into three quarters that the search was tuned on, by
hand, and one that nobody looked at; it is measured only with --unseen, as each time makes it a
little less unseen. A name that is found counts if it overlaps one that is there, and the other way
round.
"""

import argparse
import json
import os
import random
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from bench.clock import least_ns, loop_ns
from bench.identifier_lists import without_what_was_looked_at
from bench.identifier_samples import samples

from mamoru.screening.findings import Kind
from mamoru.screening.names import names
from mamoru.screening.personal import personal_in
from mamoru.screening.tokens import tokens

SEED = 20260101
MADE = 8_000
NAME = "人名"
"""What the set calls a person's name."""
Figures = dict[str, float]
Spans = list[tuple[int, int]]


class Sentence(NamedTuple):
    """A sentence, and where names stand in it."""

    text: str
    names: Spans


def main(arguments: list[str]) -> int:
    """Print the figures; ends with 2 if there is no real text to measure on."""
    parser = argparse.ArgumentParser(prog="bench.identifiers")
    parser.add_argument("--data", default=os.environ.get("MAMORU_JAPANESE_DATA"))
    parser.add_argument(
        "--unseen", action="store_true", help="also the quarter that nobody looked at: seldom"
    )
    options = parser.parse_args(arguments)
    figures: dict[str, object] = {"made": made()}
    path = Path(options.data or ".") / "ner_sentences.json"
    if path.is_file():
        sentences = read(path)
        figures["real"] = real(sentences, with_unseen=options.unseen)
        figures["speed"] = speed([one.text for one in sentences])
    print(json.dumps(figures, indent=2))
    if "real" not in figures:
        print(f"ABSENT: {path.name}: no figure of names was measured", file=sys.stderr)
        return 2
    return 0


def read(path: Path) -> list[Sentence]:
    """Return the sentences in an order drawn at random, always the same."""
    rows = [
        Sentence(
            row["text"], [tuple(one["span"]) for one in row["entities"] if one["type"] == NAME]
        )
        for row in json.loads(path.read_text(encoding="utf-8"))
    ]
    random.Random(SEED).shuffle(rows)
    return rows


def real(sentences: list[Sentence], *, with_unseen: bool) -> dict[str, Figures]:
    """Measure names on what the search was tuned on, and, if asked for, on what it was not."""
    cut = len(sentences) * 3 // 4
    figures = {"names_tuned_on": overlap(sentences[:cut])}
    with without_what_was_looked_at([one.text for one in sentences[:cut]]):
        figures["names_tuned_on_without_lists"] = overlap(sentences[:cut])
    if with_unseen:
        figures["names_not_looked_at"] = overlap(sentences[cut:])
    return figures


def overlap(sentences: Iterable[Sentence]) -> Figures:
    """Return precision and recall by overlap, and their harmonic mean."""
    right = found = met = there = 0
    for one in sentences:
        spans = [(name.start, name.end) for name in names(one.text)]
        right += sum(_meets(span, one.names) for span in spans)
        met += sum(_meets(span, spans) for span in one.names)
        found += len(spans)
        there += len(one.names)
    precision, recall = right / max(found, 1), met / max(there, 1)
    mean = 2 * precision * recall / max(precision + recall, 1e-9)
    return {
        "names": there, "precision": round(precision, 3), "recall": round(recall, 3),
        "overlap_f1": round(mean, 3),
    }  # fmt: skip


def _meets(span: tuple[int, int], others: Spans) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def made() -> dict[str, Figures]:
    """Measure My Number and cards on sentences made from templates."""
    drawn = samples(MADE, seed=SEED)
    figures = {}
    for kind in (Kind.MY_NUMBER, Kind.CARD):
        found = right = 0
        for one in drawn:
            spans = [(it.start, it.end) for it in personal_in(one.text) if it.kind is kind]
            found += len(spans)
            right += one.kind is kind and (one.start, one.end) in spans
        there = sum(one.kind is kind for one in drawn)
        figures[kind.value] = {
            "sentences": len(drawn), "there": there, "recall": round(right / there, 4),
            "precision": round(right / max(found, 1), 4),
        }  # fmt: skip
    return figures


def speed(texts: list[str]) -> Figures:
    """Return characters per second of one core, with and without cutting the text into words."""
    text = "\n".join(texts[:1000])
    words = tokens(text)

    def per_second(nanoseconds: float) -> int:
        return round(len(text) / nanoseconds * 1e9)

    return {
        "personal_in_chars_per_s": per_second(
            least_ns(lambda: personal_in(text), times=1, tries=5)
        ),
        "with_words_given_chars_per_s": per_second(
            least_ns(lambda: personal_in(text, words), times=1, tries=5)
        ),
        "tokens_chars_per_s": per_second(least_ns(lambda: tokens(text), times=1, tries=5)),
        "loop_ns": round(loop_ns(), 2),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
