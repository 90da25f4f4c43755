"""Figures of deciding columns of codes.

python -m bench.columns
"""

import json
import time
from functools import partial
from typing import Any

import msgspec
import numpy as np
from bench.clock import least_ns
from bench.handlings import FIELDS, SEED, reference

from mamoru.policy.columns import Answers, Columns
from mamoru.policy.decide import decide
from mamoru.policy.handling import Decision, Handling

COUNT = 10_000_000
SAMPLE = 5_000
TRIES = 7


def main() -> None:
    """Print the figures."""
    book = reference()
    built = least_ns(partial(Columns, book), times=1, tries=3)
    columns = Columns(book)
    random = np.random.default_rng(SEED)
    coded: dict[str, Any] = {
        name: random.integers(0, len(values), COUNT, dtype=np.uint8)
        for name, values in columns.values.items()
    }
    decide_all = partial(columns.decide, coded)
    narrow = least_ns(decide_all, times=1, tries=TRIES)
    passed = least_ns(decide_all, times=1, tries=TRIES, clock=time.perf_counter_ns)
    answers = columns.decide(coded)
    check(columns, coded, answers)
    wide = {name: column.astype(np.uint16) for name, column in coded.items()}
    del coded
    slower = least_ns(partial(columns.decide, wide), times=1, tries=TRIES)
    figures = {
        "handlings": COUNT,
        "tables_ms": round(built / 1e6, 1),
        "decide_many_per_s": round(COUNT / narrow * 1e9),
        "decide_many_by_the_clock_per_s": round(COUNT / passed * 1e9),
        "decide_many_uint16_per_s": round(COUNT / slower * 1e9),
        "distinct_answers": len(answers.decisions),
        "answers_equal": SAMPLE,
    }
    print(json.dumps(figures, indent=2))


def check(columns: Columns, coded: dict[str, Any], answers: Answers) -> None:
    """Decide a sample one by one; raises `AssertionError` where an answer differs."""
    sample = np.random.default_rng(SEED).integers(0, COUNT, SAMPLE)
    for at in sample:
        stated = {name: columns.values[name][column[at]] for name, column in coded.items()}
        fields: dict[str, Any] = {FIELDS.get(name, name): word for name, word in stated.items()}
        one = decide(columns.book, Handling(**fields))
        assert comparable(one) == comparable(answers.decisions[answers.verdict[at]]), fields


def comparable(decision: Decision) -> Decision:
    """Return the answer without what columns leave out."""
    return msgspec.structs.replace(decision, near=(), unknown=())


if __name__ == "__main__":
    main()
