"""How long what is kept: categories and purposes of which the policy names no period and no event.

A policy that names none at all is found by a row of its own.
"""

from collections.abc import Iterator

from mamoru.policy.lint.passages import Page
from mamoru.policy.lint.raised import Raised
from mamoru.policy.model import Kind, Policy


def keeping(policy: Policy, page: Page) -> Iterator[Raised]:
    """Yield each category that has no period, and each purpose none of whose categories has one.

    What never identifies anybody needs none, nor what may not be collected.
    """
    if not policy.retention:
        return
    kept = {name for one in policy.retention for name in one.data}
    first = page.places[policy.retention[0].id]
    collected = _reached(policy, "collect", None)
    for name in sorted(collected - kept):
        yield Raised(
            code="category-without-period", about="retention", place=first,
            facts={"category": name},
        )  # fmt: skip
    for purpose in policy.purposes.values():
        used = _reached(policy, "use", purpose.id) & collected
        if used and not used & kept:
            yield Raised(
                code="purpose-without-period", about=purpose.cite,
                place=page.places[purpose.cite], facts={"clause": purpose.cite},
            )  # fmt: skip


def _reached(policy: Policy, act: str, purpose: str | None) -> set[str]:
    """Return the categories that identify somebody and that a permit of the act reaches."""
    every = {name for name, one in policy.categories.items() if one.identifies != "never"}
    found: set[str] = set()
    for rule in policy.rules:
        accepts = rule.accepts
        if rule.kind is not Kind.PERMIT or act not in accepts.get("act", ()):
            continue
        if purpose is None or purpose in accepts.get("purpose", ()):
            found |= every & {str(one) for one in accepts.get("data", every)}
    return found
