"""Views of lists that an officer keeps under a name: a filter and an order, nothing seen."""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import Resolver404, resolve

from mamoru.faces.errors import InvalidViewError
from mamoru.faces.models import Account, SavedView

MOST = 50
"""Of one officer, in all lists together."""
_PLACE = "/console"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A view, as it is offered above its list."""

    number: int
    name: str
    address: str
    is_shown: bool


def views_of(account: Account, place: str, query: str) -> tuple[View, ...]:
    """Return the views that somebody keeps of one list, and which of them is shown."""
    found = SavedView.objects.filter(account=account, place=place).order_by("name")
    return tuple(
        View(number=one.pk, name=one.name, address=f"?{one.query}", is_shown=one.query == query)
        for one in found
    )


def keep_view(account: Account, place: str, query: str, name: str) -> str:
    """Keep a view, over one of the same name, and return its address.

    Raises `InvalidViewError` for a place that is no page of the console, no name, or one too many.
    """
    name = name.strip()
    told = QueryDict(query).urlencode()
    if not (0 < len(name) <= 60 and len(told) <= 500 and _is_ours(place)):
        raise InvalidViewError
    kept = SavedView.objects.filter(account=account)
    if kept.count() >= MOST and not kept.filter(place=place, name=name).exists():
        raise InvalidViewError
    kept.update_or_create(account=account, place=place, name=name, defaults={"query": told})
    return f"{place}?{told}"


def drop_view(account: Account, number: int) -> str:
    """Forget a view of one's own, and return its list's address; that of others stays."""
    found = SavedView.objects.filter(account=account, pk=number).first()
    if found is None:
        return _PLACE
    found.delete()
    return found.place


def _is_ours(place: str) -> bool:
    if place != _PLACE and not place.startswith(f"{_PLACE}/"):
        return False
    try:
        resolve(place)
    except Resolver404:
        return False
    return len(place) <= 100
