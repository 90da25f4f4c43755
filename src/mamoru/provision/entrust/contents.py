"""What the ledger commits to of assessments and incidents, as bytes (`mamoru.parties.contents`).

An assessment is committed to with the paper that it made; an incident when it is reported, and once
more when it is closed.
"""

from collections.abc import Mapping

from mamoru.parties.contents import Content, canonical
from mamoru.provision.entrust.models import Assessment, Incident
from mamoru.provision.parties.noting import Kept

REPORTED, CLOSED = 1, 2
_LATER = frozenset(["is_open", "outcome", "closed_at"])
"""What an incident says only once it is closed."""


def of_assessment(paper: str, _: int) -> bytes | None:
    """Return what is committed to of the assessment that a paper shows."""
    row = Assessment.objects.filter(paper=paper).first()
    return None if row is None else canonical(row)


def of_incident(ref: str, version: int) -> bytes | None:
    """Return what is committed to of an incident."""
    row = Incident.objects.filter(ref=ref).first()
    without = _LATER if version == REPORTED else frozenset()
    return None if row is None else canonical(row, without=without)


CONTENTS: Mapping[str, Content] = {"assessment": of_assessment, "incident": of_incident}
"""By kind of row."""


def kept(kind: str, ref: str, version: int = 1) -> tuple[Kept, ...]:
    """Return the version of a row that was just written."""
    content = CONTENTS[kind](ref, version)
    return () if content is None else (Kept(kind, ref, version, content),)
