"""The register of recipients abroad (R07): where each is, by which way, and what was looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from mamoru.console.parties.words import STATUSES
from mamoru.console.registers.book import Book, Reader, Told
from mamoru.console.registers.book_words import COLUMN, ROUTE
from mamoru.console.registers.words import COLUMN as SHARED
from mamoru.gate.recipients import place
from mamoru.law.calendar import tokyo_day
from mamoru.law.countries import ABROAD, DESIGNATED, JAPAN
from mamoru.parties.models import PartyPaper
from mamoru.parties.papers import KINDS, Paper, holding, latest
from mamoru.parties.party import Party
from mamoru.parties.queries import paper_of, parties
from mamoru.parties.ready import CHECKS, check_due, measures_of
from mamoru.policy.words import Word
from mamoru.provision.parties.register import ACTS
from mamoru.provision.records.models import ProvisionRecord

_INFORMATION, _MEASURES = "foreign_information", "foreign_measures"
_PAPERS = (_INFORMATION, _MEASURES, "measures_check")


@dataclass(frozen=True, slots=True, kw_only=True)
class Abroad:
    """A party that something reaches abroad through, as it stands now."""

    party: Party
    name: str
    ref: str
    route: str
    """`designated`, `measures`, `consent`, or `none`: it may receive nothing; `stores` of one in
    Japan that keeps abroad what it receives."""
    papers: tuple[Paper, ...]
    checked: date | None
    check_by: datetime | None
    last_at: datetime | None
    """When something was provided last, as records of provision say."""


def abroad(at: datetime) -> Sequence[Abroad]:
    """Return the parties abroad: of whom something is provided to, and whom they entrust."""
    found = [one for one in parties() if set(one.countries) - {JAPAN}]
    papers: dict[str, list[Paper]] = {one.ref: [] for one in found}
    rows = PartyPaper.objects.filter(party__in=list(papers), withdrawn_at=None, kind__in=_PAPERS)
    for row in rows.order_by("from_day", "pk"):
        papers[row.party].append(paper_of(row))
    records = ProvisionRecord.objects.filter(party__in=list(papers)).values("party")
    last = dict(records.annotate(last=Max("last_at")).values_list("party", "last"))
    return [_abroad(one, papers[one.ref], last.get(one.ref), at) for one in found]


def _abroad(
    party: Party, papers: Sequence[Paper], last_at: datetime | None, at: datetime
) -> Abroad:
    on = tokyo_day(at)
    last = latest((one for one in papers if one.from_ <= on), *CHECKS)
    needs_check = holding(papers, on, _MEASURES) is not None
    return Abroad(
        party=party, name=party.name, ref=party.ref, papers=tuple(papers),
        route=_route(party, papers, at), checked=last.from_ if last else None,
        check_by=check_due(last) if last and needs_check else None,
        last_at=last_at,
    )  # fmt: skip


def _route(party: Party, papers: Sequence[Paper], at: datetime) -> str:
    """Return on which ground it may receive, where the law says that it is (`place`)."""
    where = place(party, ACTS[party.kind], at)
    if where != ABROAD:
        return DESIGNATED if where == DESIGNATED else "stores"
    if measures_of(papers, at):
        return "measures"
    return "consent" if holding(papers, tokyo_day(at), _INFORMATION) else "none"


def _papers(one: Abroad, reader: Reader) -> str:
    return reader.together(
        f"{reader.say(KINDS[paper.kind])} {paper.ref} ({paper.from_.isoformat()}"
        f"{'–' + paper.until.isoformat() if paper.until else ''})"
        for paper in one.papers
    )


FOREIGN = Book(
    name="foreign", record="R07", first="name", key="ref", day_of=lambda one: one.party.since,
    word=Word("外国にある提供先の台帳", "Register of recipients abroad"),
    told=Word(
        "外国にある相手に、どの根拠で渡せるか。書面と確認の日。",
        "On which ground somebody abroad may receive: with papers and the days of checks.",
    ),
    rows=abroad, address=lambda one: f"/console/parties/{one.ref}",
    columns=(
        Told(name="number", word=SHARED["number"], of=lambda one: one.ref),
        Told(name="name", word=SHARED["name"], of=lambda one: one.name, sorts="name"),
        Told(name="country", word=SHARED["country"],
             of=lambda one: ", ".join(sorted(set(one.party.countries) - {JAPAN}))),
        Told(name="route", word=COLUMN["route"], of=lambda one: one.route, words=ROUTE),
        Told(name="papers", word=COLUMN["papers"], of=lambda _: "", phrase=_papers),
        Told(name="checked", word=COLUMN["looked"], of=lambda one: one.checked),
        Told(name="check_by", word=COLUMN["check_by"], of=lambda one: one.check_by),
        Told(name="last", word=COLUMN["last"], of=lambda one: one.last_at),
        Told(name="state", word=SHARED["state"], of=lambda one: one.party.status,
             words=STATUSES),
    ),
)  # fmt: skip
