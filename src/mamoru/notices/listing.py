"""Every version there is: drafts, texts that are announced, in force, past, or withdrawn."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

import msgspec

from mamoru.gate.editions import editions, in_force
from mamoru.notices.errors import UnknownDraftError
from mamoru.notices.models import Draft


class State(StrEnum):
    """Where a version stands."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    """Published, and not in force yet."""
    IN_FORCE = "in_force"
    PAST = "past"
    WITHDRAWN = "withdrawn"


class Revision(msgspec.Struct, frozen=True, kw_only=True):
    """One version, where it stands, and its dates."""

    version: str
    state: State
    text_hash: str
    laid_down_at: datetime | None = None
    published_at: datetime | None = None
    in_force_from: datetime | None = None
    awaits_agreement: bool = False
    """Whether something of it waits for the agreement of people who were held before."""


def revisions(now: datetime) -> tuple[Revision, ...]:
    """Return every version as it stands at `now`, the earliest first; drafts stand at the end."""
    return (*_published(now), *_drafts())


def open_draft(version: str) -> Draft:
    """Return the draft of a version; raises `UnknownDraftError`."""
    found = Draft.objects.filter(version=version, state="open").first()
    if found is None:
        known = Draft.objects.filter(state="open").order_by("version")
        listed = ", ".join(known.values_list("version", flat=True)[:20])
        raise UnknownDraftError(known=listed or "-")
    return found


def text_of(version: str) -> bytes:
    """Return the text of a version: published, or else a draft. Raises `UnknownDraftError`."""
    held = [one for one in editions() if one.version == version]
    return held[-1].text if held else bytes(open_draft(version).text)


def _published(now: datetime) -> Iterator[Revision]:
    known = editions()
    current = in_force(known, now)
    for one in known:
        if one == current:
            state = State.IN_FORCE
        else:
            state = State.ANNOUNCED if one.in_force_from > now else State.PAST
        yield Revision(
            version=one.version, state=state, text_hash=one.text_hash,
            published_at=one.published_at, in_force_from=one.in_force_from,
            awaits_agreement=bool(one.awaits),
        )  # fmt: skip


def _drafts() -> Iterator[Revision]:
    for row in Draft.objects.exclude(state="published").order_by("version", "id"):
        yield Revision(
            version=row.version,
            state=State.DRAFT if row.state == "open" else State.WITHDRAWN,
            text_hash=row.text_hash,
            laid_down_at=row.laid_down_at,
        )
