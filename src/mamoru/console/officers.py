"""What officers are called on these pages: the ledger has random handles, people have names."""

from collections.abc import Iterable

from mamoru.faces.models import Account


def names_of(handles: Iterable[str | None]) -> dict[str, str]:
    """Return the name of each officer by the handle; anybody else is called as they are."""
    asked = {one for one in handles if one}
    found = Account.objects.filter(handle__in=asked).values_list("handle", "username")
    return {one: one for one in asked} | dict(found)


def every_name() -> dict[str, str]:
    """Return the name of every officer by the handle, also of those who left."""
    return dict(Account.objects.filter(ref=None).values_list("handle", "username"))


def who_may(scope: str) -> dict[str, str]:
    """Return those officers, name by handle, who may do something now."""
    found = Account.objects.filter(ref=None, is_active=True).order_by("username")
    return {one.handle: one.username for one in found if scope in one.scopes}
