"""What the ledger commits to of the register: each version of a party and of a paper, as bytes.

Canonical JSON of everything that the row says, its own number left out, moments in UTC. A paper is
committed to when it is filed, with what its statement of joint use lets the party have, and once
more when it is withdrawn. Each function returns `None` where there is no such row any more.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import msgspec
from django.db.models import Model

from mamoru.parties.models import PartyJointUse, PartyPaper, PartyVersion

Content = Callable[[str, int], bytes | None]
"""What is kept under a reference in one version."""
WITHDRAWN = 2
"""Version of a paper that was withdrawn; it is filed as the first."""
_encode = msgspec.json.Encoder(order="sorted").encode


def canonical(*rows: Model | None, without: frozenset[str] = frozenset()) -> bytes:
    """Return what rows say as canonical JSON, but for their own numbers and what is `without`."""
    return _encode([_said(row, without) for row in rows if row is not None])


def of_party(ref: str, version: int) -> bytes | None:
    """Return what is committed to of a version of a party."""
    row = PartyVersion.objects.filter(ref=ref, version=version).first()
    return None if row is None else canonical(row)


def of_paper(ref: str, version: int) -> bytes | None:
    """Return what is committed to of a paper."""
    row = PartyPaper.objects.filter(ref=ref).first()
    if row is None:
        return None
    without = frozenset() if version == WITHDRAWN else frozenset(["withdrawn_at"])
    return canonical(row, PartyJointUse.objects.filter(paper=ref).first(), without=without)


CONTENTS: Mapping[str, Content] = {"party": of_party, "paper": of_paper}
"""By kind of row."""


def _said(row: Model, without: frozenset[str]) -> dict[str, object]:
    fields = (field.attname for field in row._meta.concrete_fields if not field.primary_key)  # noqa: SLF001 - Django's way to list them
    said = {name: getattr(row, name) for name in fields if name not in without}
    return {
        name: value.astimezone(UTC) if isinstance(value, datetime) else value
        for name, value in said.items()
    }
