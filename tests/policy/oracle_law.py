"""Reads the law's table into flat rules: paragraph 6. One part of the oracle; see `oracle.py`."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

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
    """Tell whether a row decides on that day: from its first date until the day before its last."""
    since, until = day(row.get("effective_from")), day(row.get("effective_to"))
    return (
        row["status"] in ("in_force", "policy")
        and (since is None or since <= today)
        and (until is None or today < until)
    )


def day(stated: Any) -> date | None:
    """Read a date, quoted or not."""
    return None if stated is None else date.fromisoformat(str(stated))
