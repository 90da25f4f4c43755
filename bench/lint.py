"""Figures of the lint and of proofs, on the reference policy.

python -m bench.lint
"""

import json
from functools import partial
from pathlib import Path

from bench.clock import least_ns, loop_ns
from bench.handlings import DAY, REFERENCE
from bench.load import millis, run_ns

from mamoru.law.book import Rulebooks
from mamoru.law.calendar import tokyo_day
from mamoru.policy.lint.report import lint
from mamoru.policy.load import load_with_file
from mamoru.policy.prove.invariant import parse
from mamoru.policy.prove.proof import prove

PROMISES = Path(__file__).resolve().parents[1] / "policies" / "kusavee.invariants"


def lint_ms() -> float:
    """Return how long it takes to lint the policy once it is loaded."""
    loaded, day = load_with_file(REFERENCE.read_bytes()), tokyo_day(DAY)
    return round(least_ns(lambda: lint(loaded, at=day), times=1, tries=5) / 1e6, 1)


def prove_ms() -> float:
    """Return how long the slowest promise takes to be read and proved."""
    book = Rulebooks(load_with_file(REFERENCE.read_bytes()).policy).at(DAY)
    lines = PROMISES.read_text(encoding="utf-8").splitlines()
    promises = [line for line in lines if line and not line.startswith("#")]

    def prove_one(text: str) -> None:
        prove(book, parse(text, book), at=DAY)

    taken = [least_ns(partial(prove_one, text), times=1, tries=3) for text in promises]
    return round(max(taken) / 1e6, 1)


def lint_run_ns() -> float | None:
    """Return how long the command takes; it finds something, so it ends with 1."""
    return run_ns("policy", "lint", str(REFERENCE), expected=1)


def main() -> None:
    """Print the figures."""
    loops = [loop_ns()]
    figures = {
        "cli_policy_lint_ms": millis([lint_run_ns() for _ in range(5)]),
        "lint_ms": lint_ms(),
        "prove_slowest_ms": prove_ms(),
    }
    loops.append(loop_ns())
    figures["loop_ns"] = round(sum(loops) / len(loops), 2)
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
