"""Deleting single items of a person with their history (APPI 34(2)): decided, done, recorded."""

from collections.abc import Collection

from mamoru.gate.about import Touched
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.change import Changed
from mamoru.gate.create import category_of
from mamoru.gate.door import Door, Then
from mamoru.gate.judge import checked
from mamoru.gate.record import decided
from mamoru.gate.scrub import scrub_files
from mamoru.gate.transaction import Record
from mamoru.policy.handling import Decision, Outcome
from mamoru.vault.change import remove as vault_remove
from mamoru.vault.read import fetch


def remove(
    door: Door, asker: Asker, wish: Wish, ref: str, items: Collection[str], *,
    then: Then[Changed] | None = None,
) -> tuple[Changed, int | None]:  # fmt: skip
    """Delete every value of `items`, former ones too, and return the person's new version.

    Raises `UnknownPersonError`, `UnknownItemError`, `InvalidValueError`, `HandlingRefusedError`.
    """
    wish = checked(asker, wish, "erase")

    def unit(record: Record) -> Changed | Decision:
        about = door.about(record, fetch(ref), door.clock())
        places = [(category_of(about.book.policy, item), item) for item in items]
        touched: list[Touched] = [(data, None) for data, _ in places]
        decision = decided(record, asker, wish, list(dict.fromkeys(touched)), about)
        if decision.outcome is not Outcome.ALLOW:
            return decision
        version, _ = vault_remove(ref, places, expected_version=None)
        return Changed(ref=ref, version=version, decision=decision)

    done = door.run(asker, wish, unit, ref=ref, then=then)
    scrub_files()
    return done
