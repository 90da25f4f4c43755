"""Where an inquiry stands and what happened to it, in words."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from mamoru.console.inquiries.thread_words import ONE
from mamoru.console.inquiries.words import CHANNELS, ENDED, KIND, LANES, STATES, STEPS
from mamoru.console.worded import said
from mamoru.desk.listing import InquiryReport, InquirySummary
from mamoru.errors import Language
from mamoru.faces.listing import Cell


class StepSaid(NamedTuple):
    """Something that happened."""

    at: datetime
    text: str
    by: str
    ticket: int | None


def facts_of(
    found: InquiryReport, names: Mapping[str, str], language: Language
) -> tuple[tuple[str, Cell], ...]:
    """Return what is known of an inquiry without opening it."""
    one = found.summary

    def word(name: str) -> str:
        return said(ONE[name], language)

    tag = "bad" if one.is_late else "warn" if one.is_warned else ""
    told: list[tuple[str, Cell | None]] = [
        ("state", Cell(text=said(STATES[one.state], language), tag="plain")),
        ("kind", Cell(text=said(KIND[one.kind], language))),
        ("lane", Cell(text=said(LANES[one.lane], language))),
        ("channel", Cell(text=said(CHANNELS[one.channel], language))),
        ("arrived", Cell(at=one.arrived_at)),
        ("due", Cell(at=one.due_at)),
        ("late", Cell(text=word(_late(one)), tag=tag) if tag else None),
        ("assignee", Cell(text=names.get(one.assignee or "", one.assignee or word("nobody")))),
        ("topic", Cell(text=one.topic) if one.topic else None),
        ("person", Cell(text=word("known" if one.person else "unknown"))),
        ("request", _linked(one.request, "/console/requests/")),
        ("incident", Cell(text=one.incident) if one.incident else None),
        ("answered", Cell(at=one.answered_at) if one.answered_at else None),
        ("outcome", Cell(text=said(ENDED[one.outcome], language)) if one.outcome else None),
        ("kept", Cell(at=found.keep_until) if found.keep_until else None),
        ("problem", Cell(text=one.problem, tag="bad") if one.problem else None),
    ]  # fmt: skip
    return tuple((word(name), cell) for name, cell in told if cell is not None)


def steps_of(
    found: InquiryReport, names: Mapping[str, str], language: Language
) -> tuple[StepSaid, ...]:
    """Return what happened, the latest first."""
    return tuple(
        StepSaid(
            one.at, said(STEPS[one.change], language) if one.change in STEPS else one.change,
            names.get(one.by, one.by), one.ticket,
        )
        for one in reversed(found.steps)
    )  # fmt: skip


def _late(one: InquirySummary) -> str:
    return "is_late" if one.is_late else "is_near"


def _linked(ref: str | None, at: str) -> Cell | None:
    return Cell(text=ref, address=f"{at}{ref}") if ref else None
