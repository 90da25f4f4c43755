"""What a comparison of a page with a policy found."""

from enum import StrEnum
from typing import Literal

import msgspec

from mamoru.errors import Language
from mamoru.policy.drift.wording import Edit


class State(StrEnum):
    """How a place of the text is shown."""

    SAME = "same"
    CHANGED = "changed"
    MISSING = "missing"


Part = Literal["title", "text"]


class Drift(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How one place is shown."""

    cite: str
    part: Part
    state: State
    wanted: str = ""
    """Its text in the policy, where it is not shown as it is."""
    seen: str = ""
    """What is shown in its place, folded for the comparison."""
    edits: tuple[Edit, ...] = ()


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """How a page shows a policy in one language."""

    language: Language
    drifts: tuple[Drift, ...]
    extra: tuple[str, ...]
    """Text within the policy that belongs to no place of it."""
    found: int
    """Texts that are shown as they are."""

    @property
    def is_faithful(self) -> bool:
        """Return whether the page shows every place as it is, and nothing beside."""
        return not self.extra and all(one.state is State.SAME for one in self.drifts)
