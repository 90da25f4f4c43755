"""Figures of single decisions, next to Cedar and casbin with the same rules and the same handlings.

python -m bench.decide

All three have every permit and ban of the reference policy and of the law of one day, translated
from the compiled rules; each must give the same answer to each handling, allowed or not. Only
Mamoru's answer also has clauses, articles, readings, missing evidence and duties. Handlings are
made into the others' requests beforehand; Cedar's policies are parsed beforehand. Blocks of
handlings go through all three in turn, so that a busy moment hits them alike.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial

import cedarpy
import msgspec
from bench import in_casbin, in_cedar
from bench.clock import least_ns, loop_ns, micros, now
from bench.handlings import DAY, forgetful, mixed, reference

from mamoru.policy.decide import decide
from mamoru.policy.handling import Consent, Handling, Outcome, Standing
from mamoru.policy.rulebook import Rulebook

COUNT = 2_000
BLOCK = 200
ALL_LINES = 60
"""Handlings for casbin's plain enforcer, which takes tens of milliseconds for each."""
Figures = dict[str, float]
STANDING = Standing(
    consents=(Consent(given_at=DAY, purpose="2(1)c"),), opted_in=frozenset(["2(1)c"])
)


def main() -> None:
    """Print the figures."""
    book = reference()
    handlings = mixed(book, COUNT)
    figures: Figures = {"handlings": COUNT, "rules": (book.permits | book.bans).bit_count()}
    figures |= first_decisions(book, handlings)
    figures |= fresh_handlings(book, handlings)
    figures |= side_by_side(book, handlings)
    print(json.dumps(figures, indent=2))


def first_decisions(book: Rulebook, handlings: list[Handling]) -> Figures:
    """Time the first decision of each distinct handling, with nothing remembered before it."""
    distinct = list({msgspec.json.encode(one): one for one in handlings}.values())
    taken = [float("inf")] * len(distinct)
    for _ in range(5):
        cold = forgetful(book)
        for place, handling in enumerate(distinct):
            began = now()
            decide(cold, handling)
            taken[place] = min(taken[place], now() - began)
    return {
        "decide_first_median_us": micros(taken),
        "decide_first_p99_us": micros(taken, 0.99),
    }


def fresh_handlings(book: Rulebook, handlings: list[Handling]) -> Figures:
    """Time decisions of handlings just read from JSON, one after another in mixed order."""
    raw = msgspec.json.encode(handlings)
    averages = []
    for _ in range(20):
        read = msgspec.json.decode(raw, type=list[Handling])
        began = now()
        for handling in read:
            decide(book, handling)
        averages.append((now() - began) / len(read))
    return {"decide_just_read_mean_us": round(min(averages) / 1e3, 3)}


def side_by_side(book: Rulebook, handlings: list[Handling]) -> Figures:
    """Time all three in turn; raises `AssertionError` where their answers differ."""
    cedar = cedarpy.PolicySet.from_str(in_cedar.policies(book))
    fast = in_casbin.enforcer(book, in_casbin.ACT_AND_DATA)
    nobody = cedarpy.Entities.from_json_str("[]")
    outcomes = [decide(book, one).outcome for one in handlings]
    allowed = [outcome is Outcome.ALLOW for outcome in outcomes]
    taken: dict[str, list[float]] = defaultdict(list)
    for start in range(0, len(handlings), BLOCK):
        some = handlings[start : start + BLOCK]
        answers = allowed[start : start + BLOCK]
        taken["loops"].append(loop_ns())
        for one in some:
            plain = partial(decide, book, one)
            person = partial(decide, book, one, standing=STANDING, at=DAY)
            taken["ours"].append(least_ns(plain, times=50, tries=7))
            taken["persons"].append(least_ns(person, times=20, tries=3))
        asked = [in_cedar.request(book, one) for one in some]
        ask_all = partial(cedarpy.is_authorized_batch, asked, cedar, nobody)
        assert [one.allowed for one in ask_all()] == answers, "cedar answers otherwise"
        taken["batch"].append(least_ns(ask_all, times=1, tries=3) / len(some))
        for request in asked:
            alone = partial(cedarpy.is_authorized, request, cedar, nobody)
            taken["single"].append(least_ns(alone, times=1, tries=3))
        taken["casbin"] += _casbin_times(book, fast, some, answers)
        taken["loops"].append(loop_ns())
    return {
        **_ours(taken["ours"], outcomes),
        **_others(taken),
        "cedar_unparsed_us": _cedar_unparsed(book, handlings),
        "casbin_all_lines_median_us": _casbin_all_lines(book, handlings, allowed),
        "answers_equal": len(handlings),
    }


def _casbin_times(
    book: Rulebook, fast: in_casbin.Enforcer, some: list[Handling], answers: list[bool]
) -> Iterator[float]:
    """Return what each of `some` takes in casbin, the lesser of two."""
    asked = [in_casbin.request(book, one) for one in some]
    times, answered = _asked_once(partial(in_casbin.allows, fast), asked)
    assert answered == answers, "casbin answers otherwise"
    again, _ = _asked_once(partial(in_casbin.allows, fast), asked)
    return map(min, times, again)


def _others(taken: dict[str, list[float]]) -> Figures:
    ours, casbin_us = micros(taken["ours"]), micros(taken["casbin"])
    single, batch = micros(taken["single"]), micros(taken["batch"])
    return {
        "loop_ns": round(sum(taken["loops"]) / len(taken["loops"]), 2),
        "decide_for_a_person_median_us": micros(taken["persons"]),
        "cedar_median_us": single,
        "cedar_batch_mean_us": batch,
        "casbin_median_us": casbin_us,
        "times_cedar": round(min(single, batch) / ours, 1),
        "times_casbin": round(casbin_us / ours, 1),
    }


def _ours(taken: list[float], outcomes: list[Outcome]) -> Figures:
    figures = {"decide_median_us": micros(taken), "decide_p99_us": micros(taken, 0.99)}
    for outcome in Outcome:
        these = [one for one, was in zip(taken, outcomes, strict=True) if was is outcome]
        figures[f"decide_{outcome}_median_us"] = micros(these)
    return figures


def _asked_once(
    ask: Callable[[in_casbin.Request], bool], requests: list[in_casbin.Request]
) -> tuple[list[float], list[bool]]:
    taken: list[float] = []
    answers: list[bool] = []
    for request in requests:
        began = now()
        answers.append(ask(request))
        taken.append(now() - began)
    return taken, answers


def _cedar_unparsed(book: Rulebook, handlings: list[Handling]) -> float:
    """Time Cedar when it is given its policies as text each time."""
    text, request = in_cedar.policies(book), in_cedar.request(book, handlings[0])
    return micros([least_ns(partial(cedarpy.is_authorized, request, text, "[]"), times=1, tries=5)])


def _casbin_all_lines(book: Rulebook, handlings: list[Handling], allowed: list[bool]) -> float:
    """Time casbin's plain enforcer, which goes through every line."""
    plain = in_casbin.enforcer(book, in_casbin.ACT)
    requests = [in_casbin.request(book, one) for one in handlings[:ALL_LINES]]
    taken, answers = _asked_once(partial(in_casbin.allows, plain), requests)
    assert answers == allowed[:ALL_LINES], "casbin answers otherwise"
    return micros(taken)


if __name__ == "__main__":
    main()
