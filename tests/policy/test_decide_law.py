"""The law of the day decides alongside: an article counts from its first to its last day."""

from datetime import UTC, date, datetime
from importlib.resources import files

import msgspec
import pytest
from tests.policy.asking import ALLOW, KUSAVEE, REFUSE

from mamoru.law.book import Rulebooks, law_rules
from mamoru.law.figures import Clocks, parse_clocks
from mamoru.law.table import law_table, parse_table
from mamoru.policy.decide import decide
from mamoru.policy.handling import Handling, Outcome
from mamoru.policy.rulebook import compile_rules


def test_before_april_2022_only_the_older_act_on_mail_decides_alongside() -> None:
    policy, table = KUSAVEE.policy, law_table()
    old = compile_rules(policy, law_rules(policy, table.in_force(date(2022, 3, 31))))
    new = compile_rules(policy, law_rules(policy, table.in_force(date(2022, 4, 1))))
    asked = Handling(
        act="collect", data="partner_supplied", source="partner", grounds={"source_confirmed": "e"}
    )

    before, after = decide(old, asked), decide(new, asked)

    assert {rule.top for rule in old.rules if rule.of_law} == {"MAIL 3(1)"}
    assert (before.outcome, after.outcome) == (ALLOW, ALLOW)
    assert "APPI 30(1)(main)" not in before.law
    assert "APPI 30(1)(main)" in after.law


LAW = b"""\
law: {id: small, revision: "2026-01-01", ja: \xe6\xb3\x95, en: Law}
statutes:
  act: {cite: ACT, short: s, ja: \xe6\xb3\x95, en: Act, protects: everyone}
rules:
  "ACT 1": {ja: \xe6\x96\x87, en: No use., status: in_force, verified: true, source: x,
    effective_from: "2026-11-23", effective_to: "2026-11-24", never: [use]}
  "ACT 2": {ja: \xe6\x96\x87, en: Never., status: bill, verified: true, source: x, says: true}
left_out:
  - {article: "ACT 3", ja: \xe6\x96\x87, en: x}
"""


@pytest.mark.parametrize(
    ("at", "outcome"),
    [
        (datetime(2026, 11, 22, 14, 59, tzinfo=UTC), ALLOW),
        (datetime(2026, 11, 22, 15, tzinfo=UTC), REFUSE),
        (datetime(2026, 11, 24, 14, 59, tzinfo=UTC), REFUSE),
        (datetime(2026, 11, 24, 15, tzinfo=UTC), ALLOW),
    ],
    ids=["the day before", "the first day in Japan", "the last day", "the day after"],
)
def test_an_article_decides_from_its_first_to_its_last_day(at: datetime, outcome: Outcome) -> None:
    book = Rulebooks(KUSAVEE.policy, parse_table(LAW)).at(at)

    decision = decide(book, Handling(act="use", data="registration", purpose="2(1)a"))

    assert decision.outcome is outcome
    assert decision.law[-1] == ("ACT 1" if outcome is REFUSE else "APPI 18(1)")


def clocks_until_2027() -> Clocks:
    """Return the packaged clocks, with the age of consent raised on 1 April 2027."""
    raw = files("mamoru.law").joinpath("clocks.yaml").read_text("utf8")
    start = raw.index("  guardian_age:")
    row = raw[start : raw.index("  majority_age:")]
    later = row.replace("guardian_age:", '"guardian_age #2":').replace("2022-04-01", "2027-04-01")
    later = later.replace('value: "16"', 'value: "18"')
    dated = row.replace("status:", 'effective_to: "2027-03-31"\n    status:')
    return parse_clocks(raw.replace(row, dated + later).encode())


def test_the_age_of_consent_is_that_of_the_day_that_is_asked() -> None:
    books = Rulebooks(KUSAVEE.policy, clocks=clocks_until_2027())
    days = [datetime(2027, month, 31, tzinfo=UTC) for month in (3, 5, 3)]

    assert [books.at(day).law.guardian_age for day in days] == [16, 18, 16]


def test_the_token_tells_clocks_apart_since_they_decide_as_well() -> None:
    moment = datetime(2026, 11, 24, tzinfo=UTC)
    ours = Rulebooks(KUSAVEE.policy).at(moment)
    other = Rulebooks(KUSAVEE.policy, clocks=clocks_until_2027()).at(moment)

    assert ours.token.rpartition(":")[0] == other.token.rpartition(":")[0]
    assert ours.token != other.token


def test_a_duty_says_from_which_event_its_clock_counts() -> None:
    asked = Handling(
        act="disclose", data="registration", whose="individual",
        grounds={"request": "request:21", "identity_verified": "identity:21"},
    )  # fmt: skip
    stop = msgspec.structs.replace(asked, act="suspend_use")

    replies = {owed.clause: owed.since for owed in decide(KUSAVEE, asked).owes}
    stops = {owed.clause: (owed.within, owed.since) for owed in decide(KUSAVEE, stop).owes}

    assert set(replies.values()) == {"request_arrived"}
    assert {"7(1)[reply]", "APPI 33(2)[answer]"} <= replies.keys()
    assert set(stops.values()) == {("stop_reply", "handling")}


def test_a_disposal_does_not_count_from_itself_but_from_the_end_of_the_need() -> None:
    decision = decide(
        KUSAVEE, Handling(act="dispose", data="registration", grounds={"approved": "approval:1"})
    )

    assert ("APPI 22[erase]", "purpose_ended") in [
        (owed.clause, owed.since) for owed in decision.owes
    ]
