"""Lists of the console: filtered, sorted, gone through by key, with views that an officer keeps.

What a list shows is declared once, as a `Listing`; `listing_page` reads the address, asks for one
screenful and one row more, and shows it. The place to go on from is sealed, and names the last row:
a list costs the same at its end as at its beginning. A list never shows a value of a person.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from mamoru.errors import Language
from mamoru.faces.cursor import Found, Key, Rows, gone_through, key_of, sealed_key
from mamoru.faces.frame import page, said
from mamoru.faces.here import account_of, now_of
from mamoru.faces.language import ASKED, language_of
from mamoru.faces.saved_views import View, views_of
from mamoru.faces.wording import LISTING
from mamoru.policy.words import Word

SORT, AFTER = "sort", "after"
SIZE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column; it sorts where `sorts` names what rows are sorted by, which is never null."""

    name: str
    word: Word
    sorts: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Something to narrow a list by: one of `choices`, or a random name that begins as told.

    Nothing that was written by or about a person may be a filter: it would stand in the address.
    """

    name: str
    word: Word
    choices: tuple[tuple[str, Word], ...] = ()
    unset: Word | None = None
    """What it is called when nothing is chosen; that everything is shown, unless told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in one column of one row: a text, with a colour, or a moment."""

    text: str = ""
    tag: str = ""
    """`good`, `warn`, `bad` or `plain`; empty for no frame around it."""
    at: datetime | None = None
    address: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row; its first cell leads to `address`, or nowhere where that is empty."""

    address: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address asks a list for."""

    chosen: Mapping[str, str]
    """What is chosen by filter; nothing that the listing does not offer."""
    sort: str
    """Name of a column, with `-` before it for the last first."""
    after: Key | None
    now: datetime
    language: Language

    def word(self, word: Word) -> str:
        """Return a word in the language of the page."""
        return word.ja if self.language == "ja" else word.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a list shows."""

    caption: Word
    columns: tuple[Column, ...]
    first: str
    """How it is sorted unless asked otherwise, as in `Asked.sort`."""
    rows: Callable[[Asked], Rows]
    """Returns what `asked.chosen` leaves, in any order: a query, several, or a short list."""
    row: Callable[[Any, Asked], Row]
    key: str = "pk"
    """What tells rows apart that are sorted alike."""
    filters: tuple[Filter, ...] = ()
    size: int = SIZE

    def sorted_by(self, sort: str) -> str:
        """Return what rows are sorted by; empty where no column of that name sorts."""
        name = sort.removeprefix("-")
        return next((one.sorts for one in self.columns if one.name == name), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A column's head, as it is shown."""

    text: str
    address: str
    aria: str
    is_number: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A list, as its template takes it."""

    caption: str
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    filters: tuple[tuple[Filter, str, tuple[tuple[str, str], ...], str], ...]
    """Each with its word, its choices and what is chosen."""
    more: str
    """Address of what follows; empty at the end."""
    start: str
    """Address of the beginning, where this is not it."""
    sort: str
    place: str
    query: str
    """What can be kept as a view."""
    views: tuple[View, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)


def listing_page(
    request: HttpRequest,
    listing: Listing,
    template: str,
    words: Mapping[str, Word],
    **values: Any,  # noqa: ANN401 - a template takes anything
) -> HttpResponse:
    """Return the page of a list; `template` includes `faces/listing.html` where it stands.

    Where htmx asks for what follows, it is the rows alone.
    """
    shown = listed(request, listing)
    if request.headers.get("HX-Request") and AFTER in request.GET:
        return page(request, "faces/listing_rows.html", words, listing=shown)
    return page(request, template, words, listing=shown, **values)


def listed(request: HttpRequest, listing: Listing) -> Shown:
    """Return the part of a list that an address asks for."""
    asked = asked_of(request, listing)
    field_name = listing.sorted_by(asked.sort)
    found = gone_through(
        listing.rows(asked), field_name, listing.key, is_last_first=asked.sort.startswith("-"),
        after=asked.after, size=listing.size,
    )  # fmt: skip
    kept = {name: value for name, value in asked.chosen.items() if value}
    if asked.sort != listing.first:
        kept[SORT] = asked.sort
    return Shown(
        caption=asked.word(listing.caption),
        headings=tuple(_heading(one, asked, kept) for one in listing.columns),
        rows=tuple(listing.row(one, asked) for one in found.rows),
        filters=tuple(_offered(one, asked) for one in listing.filters),
        more=_more(request, found, asked, kept),
        start=_address(kept) if asked.after else "",
        sort="" if asked.sort == listing.first else asked.sort,
        place=request.path_info, query=_query(kept),
        views=views_of(account_of(request), request.path_info, _query(kept)),
        words=said(LISTING, asked.language),
    )  # fmt: skip


def asked_of(request: HttpRequest, listing: Listing) -> Asked:
    """Return what an address asks for; what the listing does not offer counts as not asked."""
    chosen = {}
    for one in listing.filters:
        value = request.GET.get(one.name, "").strip()[:64]
        is_offered = not one.choices or value in dict(one.choices)
        chosen[one.name] = value if is_offered else ""
    sort = request.GET.get(SORT, "")
    sort = sort if listing.sorted_by(sort) else listing.first
    return Asked(
        chosen=chosen, sort=sort, after=key_of(request.GET.get(AFTER, ""), request.path_info, sort),
        now=now_of(request), language=language_of(request),
    )  # fmt: skip


def _heading(column: Column, asked: Asked, kept: Mapping[str, str]) -> Heading:
    ways = {column.name: "ascending", f"-{column.name}": "descending"}
    other = f"-{column.name}" if asked.sort == column.name else column.name
    return Heading(
        text=asked.word(column.word), is_number=column.is_number,
        address=_address({**kept, SORT: other}) if column.sorts else "",
        aria=ways.get(asked.sort, "") if column.sorts else "",
    )  # fmt: skip


def _offered(one: Filter, asked: Asked) -> tuple[Filter, str, tuple[tuple[str, str], ...], str]:
    choices = tuple((value, asked.word(word)) for value, word in one.choices)
    if choices:
        choices = (("", asked.word(one.unset or LISTING["all"])), *choices)
    return one, asked.word(one.word), choices, asked.chosen[one.name]


def _more(request: HttpRequest, found: Found, asked: Asked, kept: Mapping[str, str]) -> str:
    if found.last is None:
        return ""
    return _address({**kept, AFTER: sealed_key(found.last, request.path_info, asked.sort)})


def _address(kept: Mapping[str, str]) -> str:
    return f"?{_query(kept)}"


def _query(kept: Mapping[str, str]) -> str:
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in kept.items() if name != ASKED})
    return query.urlencode()
