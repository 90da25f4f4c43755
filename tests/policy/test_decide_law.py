"""The law of the day decides alongside: an article counts from its first to its last day."""

from datetime import UTC, date, datetime

import pytest
from tests.policy.asking import ALLOW, KUSAVEE, REFUSE

from mamoru.law.book import Rulebooks, law_rules
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
