"""Screening of one value of a structured record, by the item it belongs to."""

from mamoru.screening.findings import Finding, Kind

_ILLNESS = "糖尿病"


def screened(item: str, value: str) -> tuple[Finding, ...]:
    """Return what is found in `value` of `item`: for now one word, in free text."""
    at = value.find(_ILLNESS) if item.endswith("_text") else -1
    if at < 0:
        return ()
    kind = Kind.MEDICAL_HISTORY
    end = at + len(_ILLNESS)
    return (Finding(kind=kind, start=at, end=end, confidence=0.9, reason="illness-word"),)
