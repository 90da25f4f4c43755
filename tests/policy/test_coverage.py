"""What stands behind each clause is told, and rules count as tested if they match and decide."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.policy.agreement import AGE, FIGURES, POLICIES
from tests.policy.oracle import Case
from tests.policy.oracle import Question as Slow
from tests.policy.oracle_facts import facts_of
from tests.policy.oracle_words import as_handled, unknown_attributes
from tests.policy.pick import Pick
from tests.policy.random_handlings import NOON, handlings, standings
from tests.policy.random_handlings import handling as handling_of
from tests.policy.random_handlings import standing as standing_of
from tests.policy.random_policies import Node, policies, policy, to_yaml

from mamoru.policy.coverage import Clause, Owing, Point, Run, Seen, coverage
from mamoru.policy.decide import decide
from mamoru.policy.exercise import exercised, question_of
from mamoru.policy.handling import Handling, Outcome, Standing
from mamoru.policy.load import load
from mamoru.policy.model import Kind
from mamoru.policy.question import answer
from mamoru.policy.rulebook import Rulebook, compile_rules

RAW = (POLICIES / "kusavee.yaml").read_bytes()
BOOK = compile_rules(load(RAW))


def cites_of(book: Rulebook, places: frozenset[int]) -> set[tuple[str, bool]]:
    """Return how the rules are cited, and which of them are bans."""
    return {(book.rules[at].cite, book.rules[at].kind is Kind.BAN) for at in places}


def deciding(slow: Slow, handling: Handling, standing: Standing) -> set[tuple[str, bool]]:
    """Return the rules that match and decide, by walking through every rule of the document."""
    handling = as_handled(slow.words, handling, standing)
    if unknown_attributes(slow.words, handling):
        return set()
    facts = facts_of(slow.words, handling, standing, slow.at, slow.age_of_consent)
    case = Case(slow, handling, facts)
    if case.standing_bans() or not case.has_permit():
        return {(ban.path, True) for ban in case.standing_bans()}
    lifting = [rule for ban in case.bans for rule in case.deciding_lifters(ban)]
    waiting = {(ban.path, True) for ban in case.bans if case.state(ban) == "open"}
    return {(rule.path, False) for rule in (*(case.met or case.open), *lifting)} | waiting


@given(st.data())
def test_rules_count_as_exercised_exactly_where_they_match_and_decide(data: st.DataObject) -> None:
    document = data.draw(policies())
    handling, standing = data.draw(handlings(document)), data.draw(standings(document))
    check(document, handling, standing)


def check(document: Node, handling: Handling, standing: Standing) -> set[tuple[str, bool]]:
    book = compile_rules(load(to_yaml(document).encode()), law=AGE)
    question = question_of(book, handling, standing, NOON)
    expected = deciding(Slow(document, FIGURES, NOON), handling, standing)

    assert cites_of(book, exercised(book, question)) == expected
    asked = decide(book, handling, standing=standing, at=NOON)
    assert answer(book, question).outcome == asked.outcome
    return expected


def test_random_handlings_exercise_bans_and_others() -> None:
    found: list[bool] = []
    for seed in range(300):
        pick = Pick.seeded(seed)
        document = policy(pick)
        asked, person = handling_of(pick, document), standing_of(pick, document)
        found += [is_ban for _, is_ban in check(document, asked, person)]

    assert min(found.count(True), found.count(False)) > 50


def run(book: Rulebook, handling: Handling) -> Run:
    decision = decide(book, handling)
    return Run(
        outcome=decision.outcome,
        cites=decision.cites,
        owes=tuple(owed.clause for owed in decision.owes),
        exercised=exercised(book, question_of(book, handling, None, NOON)),
    )


def told(
    *runs: Run, seen: dict[str, Seen] | None = None, owing: dict[str, Owing] | None = None
) -> dict[str, Clause]:
    return {one.cite: one for one in coverage(BOOK.policy, seen or {}, owing or {}, runs)}


def test_a_clause_without_a_rule_is_words_only() -> None:
    clauses = told()

    assert clauses["11.3"].is_words_only
    assert not clauses["1"].is_words_only
    assert (clauses["1"].rules, clauses["1"].below) == ((), 9)
    assert list(clauses) == list(BOOK.policy.said)


def test_the_kinds_of_rules_and_duties_are_named() -> None:
    clauses = told()

    assert clauses["4"].rules == ("ban",)
    assert clauses["4(1)"].rules == ("permit",)
    assert clauses["4[record]"].rules == ("duty",)
    assert clauses["4(3)"].evidence == ("attempt_note", "incident_note")


def test_what_was_seen_brings_its_evidence() -> None:
    seen = Seen(
        handlings=3, points=(Point("crm", "provide"),), facts=("life_body_property",),
        last=date(2026, 11, 23),
    )  # fmt: skip

    one = told(seen={"4(3)": seen}, owing={"4[record]": Owing(open=2, overdue=1, done=1)})

    assert one["4(3)"].seen == seen
    assert one["4(3)"].received == ("incident_note",)
    assert one["4[record]"].received == ("provision_record",)
    assert one["4[record]"].owing == Owing(open=2, overdue=1, done=1)
    assert one["4(1)"].seen is None


def test_an_example_tests_the_rules_that_decide_it_and_no_others() -> None:
    asked = Handling(act="provide", data="registration", recipient="other", place="JP")
    shown = replace_grounds(asked, consent_prior="consent:1")
    claimed = replace_grounds(asked, consent_prior=None)

    clauses = told(run(BOOK, asked), run(BOOK, shown), run(BOOK, claimed))

    assert clauses["4"].tests == {"refuse": 1}
    assert clauses["4(1)"].tests == {"allow": 1, "needs": 1}
    assert clauses["4[record]"].tests == {"allow": 1}
    assert not clauses["4"].is_untested
    assert not clauses["4(1)"].is_untested
    assert clauses["4(2)"].is_untested


def replace_grounds(handling: Handling, **grounds: str | None) -> Handling:
    return Handling(
        act=handling.act, data=handling.data, recipient=handling.recipient, place=handling.place,
        grounds=grounds,
    )  # fmt: skip


def test_a_refusal_without_a_ban_tests_no_rule() -> None:
    asked = run(BOOK, Handling(act="use", data="registration", purpose=None))

    assert (asked.outcome, asked.exercised) == (Outcome.REFUSE, frozenset())
    assert told(asked)["2"].tests == {"refuse": 1}
