"""The numbers of everybody who is held, for what is owed to all of them; nothing else of anybody.

A number is the vault's own and tells nothing; what is then done with each of them is decided for
each of them.
"""

from django.db.models import Max

from mamoru.vault.models import Person


def last_number() -> int:
    """Return the number of whoever was stored last; 0 where nobody is held."""
    return Person.objects.aggregate(last=Max("number"))["last"] or 0


def held() -> int:
    """Return how many people are held."""
    return Person.objects.count()


def held_up_to(last: int) -> int:
    """Return how many of the people with numbers up to `last` are held."""
    return Person.objects.filter(number__lte=last).count()


def numbers_between(after: int, last: int, limit: int) -> list[int]:
    """Return the next `limit` numbers after one, up to and including `last`.

    Whoever deleted their account is left out: what is announced binds them no longer.
    """
    found = Person.objects.filter(number__gt=after, number__lte=last, left_at=None)
    return list(found.order_by("number").values_list("number", flat=True)[:limit])
