"""What a row of the lint asks at a place. Each key of `rows.CONDITION` has one function here."""

from collections.abc import Callable, Iterator
from datetime import date

from mamoru.policy.lint.passages import Passage
from mamoru.policy.lint.places import HEAD, Sight, Spotted
from mamoru.policy.lint.rows import Row
from mamoru.policy.lint.topics import is_within, says_all, within
from mamoru.policy.model import Kind, Rule
from mamoru.policy.shapes import Section


class Scene:
    """One place with what is asked there, on the day that the lint is for."""

    def __init__(self, sight: Sight, spotted: Spotted, row: Row, at: date) -> None:
        self.sight = sight
        self.at = at
        self.cite = spotted.about
        clause = next((one.top for one in sight.page.clauses if one.about == self.cite), self.cite)
        self.scope = clause if row.is_whole_clause else self.cite

    def hold(self, conditions: Section) -> bool:
        """Return whether all conditions hold."""
        return all(_ASKED[str(key)](self, wanted) for key, wanted in conditions.items())

    def passages(self) -> list[Passage]:
        """Return the texts that are looked at: of the place, of its clause, or all of them."""
        if self.scope == HEAD:
            return list(self.sight.page.clauses)
        return within(self.sight.page, self.scope)

    def rules(self) -> Iterator[Rule]:
        """Yield the permits of the place."""
        for rule in self.sight.policy.rules:
            if rule.kind is Kind.PERMIT and is_within(rule.cite, self.cite):
                yield rule


def _says(scene: Scene, topics: list[Section]) -> bool:
    return says_all(scene.passages(), topics)


def _says_anywhere(scene: Scene, topics: list[Section]) -> bool:
    return says_all(scene.sight.page.clauses, topics)


def _head_has(scene: Scene, keys: list[str]) -> bool:
    controller: Section = scene.sight.page.file["policy"]["controller"]
    return controller.keys() >= {*keys}


def _acts(scene: Scene, acts: list[str]) -> bool:
    """Return whether something permits one of the acts, wherever."""
    rules = scene.sight.policy.rules
    return any(rule.kind is Kind.PERMIT and rule.accepts["act"] & {*acts} for rule in rules)


def _asks_one_of(scene: Scene, facts: list[str]) -> bool:
    """Return whether every permit of the place asks for one of the facts."""
    return all(not rule.facts.isdisjoint(facts) for rule in scene.rules())


def _refused_for(scene: Scene, facts: list[str]) -> bool:
    """Return whether what is asked for at the place can be refused on one of these grounds."""
    return any(
        rule.kind is Kind.BAN
        and not rule.can_be_excepted
        and is_within(rule.cite, scene.cite)
        and not rule.facts.isdisjoint(facts)
        for rule in scene.sight.policy.rules
    )


def _open_data(scene: Scene, wanted: bool) -> bool:  # noqa: FBT001 - the value of the key
    """Return whether a permit of the place takes in a category whose items are not closed."""
    categories = scene.sight.policy.categories
    found = any(
        categories[str(name)].is_open
        for rule in scene.rules()
        for name in rule.accepts.get("data", categories)
        if name is not None
    )
    return found is wanted


def _retention(scene: Scene, _: bool) -> bool:  # noqa: FBT001 - as above
    return bool(scene.sight.policy.retention)


def _version_before(scene: Scene, days: list[str]) -> bool:
    return bool(amended_since(scene.sight.policy.version, days, scene.at))


def amended_since(version: str, days: list[str], at: date) -> list[str]:
    """Return the days between the version and the day `at` on which the law changed."""
    return [str(day) for day in days if version < day <= at.isoformat()]


_ASKED: dict[str, Callable[..., bool]] = {
    "says": _says,
    "says_anywhere": _says_anywhere,
    "head_has": _head_has,
    "acts": _acts,
    "asks_one_of": _asks_one_of,
    "refused_for": _refused_for,
    "open_data": _open_data,
    "retention": _retention,
    "version_before": _version_before,
}
