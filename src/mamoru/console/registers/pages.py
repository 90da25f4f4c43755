"""The pages of registers: which there are, each as a list by key, and each as a file."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from mamoru.console.exports import attached
from mamoru.console.officers import every_name
from mamoru.console.registers.abroad import FOREIGN
from mamoru.console.registers.book import (
    MOST_ROWS,
    Book,
    Reader,
    Told,
    TooManyRowsError,
    period_said,
)
from mamoru.console.registers.choices import CHOICES
from mamoru.console.registers.disposals import DISPOSALS
from mamoru.console.registers.grounds import GROUNDS
from mamoru.console.registers.ours import OURS
from mamoru.console.registers.sending import SENDING
from mamoru.console.registers.statutory import STATUTORY
from mamoru.console.registers.words import INDEX, ONE
from mamoru.console.worded import Worded, said
from mamoru.errors import Language
from mamoru.faces.frame import page
from mamoru.faces.guard import for_officer
from mamoru.faces.here import account_of, door_of, now_of
from mamoru.faces.language import language_of
from mamoru.faces.listing import Asked, Cell, Column, Listing, Row, listing_page
from mamoru.gate.looking import looking
from mamoru.gate.scopes import Scopes
from mamoru.law.calendar import tokyo_day
from mamoru.law.citing import articles
from mamoru.policy.words import Word
from mamoru.provision.records.sheet import Days
from mamoru.provision.records.writing import FORMS

BOOKS: Mapping[str, Book] = {
    one.name: one for one in (*CHOICES, GROUNDS, *STATUTORY, FOREIGN, DISPOSALS, *SENDING, *OURS)
}
_NAMED = {"csv": "CSV", "xlsx": "Excel", "pdf": "PDF"}


class Taking(Worded):
    """Of which days, in which form."""

    words: Mapping[str, Word] = ONE
    since = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}))
    form = forms.ChoiceField(choices=list(_NAMED.items()))

    def clean(self) -> dict[str, Any]:
        """Return the days, which have an order."""
        given: dict[str, Any] = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and since > until:
            self.add_error("until", said(ONE["wrong_days"], self.language))
        return given


@for_officer(Scopes.RECORDS_READ)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the registers, each with what asks for it and how long it is kept."""
    language, scopes = language_of(request), account_of(request).scopes
    rows = [
        (one, said(one.word, language), said(one.told, language), *_law(request, one, language))
        for one in BOOKS.values()
        if one.scope in scopes
    ]
    return page(request, "console/registers/index.html", INDEX, rows=rows)


@for_officer(Scopes.RECORDS_READ)
@require_safe
def register(request: HttpRequest, name: str) -> HttpResponse:
    """Show a register, a screenful at a time."""
    return _shown(request, _book(request, name), Taking(language=language_of(request)))


@for_officer(Scopes.RECORDS_READ)
@require_POST
def written(request: HttpRequest, name: str) -> HttpResponse:
    """Give a register as a file; that it was taken is on record with its hash."""
    book, language = _book(request, name), language_of(request)
    form = Taking(request.POST, language=language)
    if not form.is_valid():
        return _shown(request, book, form, status=400)
    given, now = form.cleaned_data, now_of(request)
    days = Days(since=given["since"], until=given["until"])
    ending = given["form"]
    reader = _reader(request)
    try:
        with looking():
            sheet = book.written(reader, now, days)
    except TooManyRowsError:
        form.add_error(None, said(ONE["too_many"], language).format(most=MOST_ROWS))
        return _shown(request, book, form, status=400)
    content = FORMS[ending].write(sheet)
    return attached(
        request, content, name=f"{name}-{tokyo_day(now).isoformat()}.{ending}",
        media=FORMS[ending].media, what=name,
    )  # fmt: skip


def _reader(request: HttpRequest) -> Reader:
    language = language_of(request)
    return Reader(policy=door_of(request).policy, language=language, names=every_name(language))


def listing(book: Book, reader: Reader) -> Listing:
    """Return what the page of a register shows."""

    def row(one: Any, _: Asked) -> Row:  # noqa: ANN401 - rows of any room
        return Row(
            address=book.address(one) if book.address else "",
            cells=tuple(_cell(told, one, reader) for told in book.columns),
        )

    return Listing(
        caption=book.word, first=book.first, key=book.key, row=row,
        rows=lambda asked: book.rows(asked.now),
        columns=tuple(
            Column(name=one.name, word=one.word, sorts=one.sorts) for one in book.columns
        ),
    )  # fmt: skip


def _cell(told: Told, one: Any, reader: Reader) -> Cell:  # noqa: ANN401 - as above
    held = "" if told.phrase else told.of(one)
    if isinstance(held, datetime):
        return Cell(at=held)
    return Cell(text=told.text(one, reader) or "–", is_number=isinstance(held, int))


def _book(request: HttpRequest, name: str) -> Book:
    book = BOOKS.get(name)
    if book is None:
        raise Http404
    if book.scope not in account_of(request).scopes:
        raise PermissionDenied
    return book


def _shown(request: HttpRequest, book: Book, form: Taking, status: int = 200) -> HttpResponse:
    language = language_of(request)
    law, period, is_verified = _law(request, book, language)
    answer = listing_page(
        request, listing(book, _reader(request)), "console/registers/one.html", ONE, book=book,
        heading=said(book.word, language), told=said(book.told, language), form=form, law=law,
        how_long=period, is_verified=is_verified,
    )  # fmt: skip
    answer.status_code = status
    return answer


def _law(request: HttpRequest, book: Book, language: Language) -> tuple[str, str, bool]:
    """Return the article that asks for a register, how long it is kept, and whether we know."""
    found = book.law(now_of(request))
    if found is None:
        return "", "", True
    return articles(found.article, language), period_said(found, language), found.validity.verified
