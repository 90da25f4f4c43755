"""What the law or good practice wants a policy to say, and this one does not."""

from collections.abc import Iterator, Mapping
from datetime import date

from mamoru.errors import Fact
from mamoru.policy.lint.conditions import Scene, amended_since
from mamoru.policy.lint.places import Sight, Spotted, places
from mamoru.policy.lint.raised import Raised
from mamoru.policy.lint.rows import Row


def statements(rows: Mapping[str, Row], sight: Sight, at: date) -> Iterator[Raised]:
    """Yield the rows in force on the day `at` whose statement is missing, each where it belongs.

    A row applies where it finds a place and all of its `if` holds; one of its `unless` that holds
    is the statement. It looks at rules and texts, and never at the gaps that the file admits.
    """
    for row in rows.values():
        if not row.at or not row.is_in_force(at):
            continue
        for spotted in places(row, sight):
            scene = Scene(sight, spotted, row, at)
            if scene.hold(row.needs) and not any(scene.hold(one) for one in row.unless):
                yield Raised(
                    code=row.code,
                    about=spotted.about,
                    place=spotted.place,
                    facts=_facts(row, spotted, sight, at),
                )


def _facts(row: Row, spotted: Spotted, sight: Sight, at: date) -> dict[str, Fact]:
    """Return what the texts of a row may name."""
    days = row.needs.get("version_before", [])
    version = sight.policy.version
    facts = sight.policy.facts
    return {
        "clause": spotted.about,
        "wanted_ja": "又は".join(facts[name].ja for name in spotted.lacks if name in facts),
        "wanted_en": " or ".join(facts[name].en for name in spotted.lacks if name in facts),
        "version": version,
        "amended": ", ".join(amended_since(version, days, at)),
    }
