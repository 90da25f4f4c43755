"""Figures of the difference of two versions of the reference policy.

python -m bench.diff
"""

import json

from bench.clock import least_ns, loop_ns, now
from bench.handlings import DAY, REFERENCE, forgetful, read

from mamoru.law.book import Rulebooks
from mamoru.policy.diff.difference import Difference, difference
from mamoru.policy.rulebook import Rulebook

EDITS = (
    (
        "    data: [registration, supplied, partner_supplied, observed]",
        "    data: [registration, supplied, observed, behaviour]",
    ),
    ("            within: disclosure_reply", "            within: P30D"),
    ("        is: [inheritance", "        is: [by_law"),
)
"""Joint use of other data, another time to answer, another ground for sensitive information."""
TRIES = 20


def main() -> None:
    """Print the figures."""
    loops = [loop_ns()]
    text = REFERENCE.read_text()
    old, new = book(text), book(edited(text))
    found = difference(old, new)
    assert {"6a", "7(1)"} <= {cite for one in found.changes for cite in one.clauses}
    figures = {
        "sentences": len(found.changes),
        "difference_ms": millis(least_ns(lambda: fresh(old, new), times=1, tries=TRIES)),
        "difference_to_itself_ms": millis(least_ns(lambda: fresh(old, old), times=1, tries=TRIES)),
        "with_loading_ms": millis(min(loaded_ns(text) for _ in range(5))),
    }
    loops.append(loop_ns())
    figures["loop_ns"] = round(sum(loops) / len(loops), 2)
    print(json.dumps(figures, indent=2))


def edited(text: str) -> str:
    """Return the text with every edit made once; raises `ValueError` where one no longer fits."""
    for was, now_is in EDITS:
        at = text.index(was)
        text = text[:at] + now_is + text[at + len(was) :]
    return text


def book(text: str) -> Rulebook:
    return Rulebooks(read(text.encode())).at(DAY)


def fresh(old: Rulebook, new: Rulebook) -> Difference:
    """Return the difference of two versions about which nothing is remembered."""
    return difference(forgetful(old), forgetful(new))


def loaded_ns(text: str) -> float:
    """Return the time from two files to their difference."""
    began = now()
    difference(book(text), book(edited(text)))
    return now() - began


def millis(nanoseconds: float) -> float:
    return round(nanoseconds / 1e6, 1)


if __name__ == "__main__":
    main()
