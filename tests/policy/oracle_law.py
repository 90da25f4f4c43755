"""Reads the law's table into flat rules: paragraph 6. One part of the oracle; see `oracle.py`."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from tests.policy.oracle_rules import (
    Condition,
    Node,
    Place,
    Rule,
    Rules,
    cases,
    enter,
    lifting_case,
    rule_at,
)

from mamoru.policy.handling import Owed

TOKYO = ZoneInfo("Asia/Tokyo")


def read_law(law: Node | None, at: datetime) -> Rules:
    """Return the articles in force on that day as bans, and their duties as `permits`."""
    bans: list[Rule] = []
    duties: list[Rule] = []
    for article, row in law["rules"].items() if law else ():
        if not in_force(row, at.astimezone(TOKYO).date()):
            continue
        here = enter(Place(narrowed=whom_it_protects(law or {}, article)), article, row)
        if "never" in row:
            found = [lifting_case(here, row["never"], *case) for case in cases(row, "unless")]
            lifters = tuple(replace(lifter, of_law=True) for lifter in found)
            bans.append(replace(rule_at(here, row["never"]), lifters=lifters, of_law=True))
        acts = row.get("applies_to", row.get("never", []))
        bans += [owed_before(here, acts, *duty) for duty in duties_before(row)]
        duties.append(replace(rule_at(here, acts), of_law=True))
    return Rules(permits=tuple(duties), bans=tuple(bans), clauses={})


EVENTS_OF_ACTS = {
    "collected": ("collect",),
    "transferred": ("collect", "provide", "entrust", "share"),
    "changed": ("amend",),
    "decided": (
        "explain_purpose", "disclose", "disclose_records", "correct", "add", "erase",
        "suspend_use", "suspend_provision",
    ),
}  # fmt: skip
"""From "Duties": the acts that are an event of a clock themselves."""


class Starts:
    """From which event duties count: that of their clock, as the file of clocks says it."""

    def __init__(self, law: Node, at: datetime) -> None:
        today = at.astimezone(TOKYO).date()
        self.events = {
            name.partition(" #")[0]: clock["from"]
            for name, clock in law.get("clocks", {}).items()
            if in_force(clock, today)
        }

    def counted(self, owed: Owed, acts: tuple[str, ...]) -> Owed:
        """Return a duty of a rule for these acts with the event that it counts from."""
        event = self.events.get(owed.within or "")
        if event is None or all(act in EVENTS_OF_ACTS.get(event, ()) for act in acts):
            return owed
        return msgspec.structs.replace(owed, since=event)


def age_of_consent(law: Node, at: datetime) -> int:
    """Return the age below which `minor` holds on that day; without a figure, nobody is minor."""
    today = at.astimezone(TOKYO).date()
    figures = law.get("parameters", {}).items()
    ages = [
        int(figure["value"])
        for name, figure in figures
        if name.partition(" #")[0] == "guardian_age" and in_force(figure, today)
    ]
    return max(ages, default=0)


def duties_before(row: Node) -> list[tuple[str, Node]]:
    """Return the duties of a row that must hold before the act, with their labels."""
    return [(label, duty) for label, duty in cases(row, "must") if duty["when"] == "before"]


def owed_before(row: Place, acts: list[str], label: str, duty: Node) -> Rule:
    """Make the ban that only the fact of a `before` duty lifts, which is cited as the duty."""
    ban = replace(rule_at(row, acts), of_law=True)
    lifter = replace(ban, path=row.path + label, facts=ban.facts | {duty["do"]}, owes=frozenset())
    return replace(ban, lifters=(lifter,))


def whom_it_protects(law: Node, article: str) -> tuple[Condition, ...]:
    """Return the condition that a statute sets for all its articles: some protect people only."""
    # AMBIGUITY: `protects` stands in the table, not in the language. A person of a class that is
    # corporate is not protected by such a statute; where the class is not stated, the person is.
    for statute in law.get("statutes", {}).values():
        if article.startswith(statute["cite"] + " ") and statute["protects"] == "natural":
            return (("protects", ("natural",)),)
    return ()


def in_force(row: Node, today: date) -> bool:
    """Tell whether a row decides on that day: from its first day to its last."""
    since, until = day(row.get("effective_from")), day(row.get("effective_to"))
    return (
        row["status"] in ("in_force", "policy")
        and (since is None or since <= today)
        and (until is None or today <= until)
    )


def day(stated: Any) -> date | None:
    """Read a date, quoted or not."""
    return None if stated is None else date.fromisoformat(str(stated))
