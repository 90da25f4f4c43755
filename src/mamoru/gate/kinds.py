"""Which category of the policy a kind of identifier belongs to."""

from mamoru.policy.model import Policy

_ITEMS = {"account": "account_id", "partner_id": "partner_customer_id"}
"""Items by which policies name what the vault finds people by under another name."""


def item_of(kind: str) -> str:
    """Return the item by which policies name a kind of identifier."""
    return _ITEMS.get(kind, kind)


def category_of_name(policy: Policy, name: str) -> str | None:
    """Return the category of an item, or of a kind of identifier; `None` where it has none."""
    return policy.category_of(name) or policy.category_of(item_of(name))
