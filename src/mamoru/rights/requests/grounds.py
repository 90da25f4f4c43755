"""What a request asks the door for, and what it shows: who asked, each with where that is kept."""

from datetime import datetime

import msgspec

from mamoru.gate.asking import Wish
from mamoru.gate.deciding import TOLD
from mamoru.gate.judge import to_the_person
from mamoru.law.requests import request_rules
from mamoru.policy.decide import decide
from mamoru.policy.handling import Handling, Outcome
from mamoru.policy.model import Policy
from mamoru.policy.rulebook import Rulebook
from mamoru.rights.requests.models import IdentityCheck, MandateShown, Request
from mamoru.rights.requests.state import CHANGED, STOPPED
from mamoru.rights.requests.steps import kind_of


def wish_of(row: Request, policy: Policy, **more: str) -> Wish:
    """Return what is to be done for a request, on its evidence and `more` facts."""
    act = kind_of(row).act
    agents = [name for name, party in policy.parties.items() if party.role == "agent"]
    to_agent = row.by == "agent" and act in TOLD and agents
    return Wish(act=act, recipient=agents[0] if to_agent else None, grounds=grounds_of(row, **more))


def reserves(book: Rulebook, row: Request, ground: str, at: datetime) -> bool:
    """Tell whether the policy reserves a refusal on a ground for what a request asks for.

    That is so where the same handling is allowed without the ground, and not with it.
    """
    fact = request_rules().grounds[ground].fact
    if fact is None:
        return False
    policy = book.policy
    wish = to_the_person(policy, wish_of(row, policy))
    plain = Handling(
        act=wish.act, data=next(iter(policy.categories)), whose=min(policy.natural),
        recipient=wish.recipient, grounds=wish.grounds,
    )  # fmt: skip
    claimed = msgspec.structs.replace(plain, grounds={**wish.grounds, fact: f"{row.ref}/note"})
    return (
        decide(book, plain, at=at).outcome is Outcome.ALLOW
        and decide(book, claimed, at=at).outcome is not Outcome.ALLOW
    )


def grounds_of(row: Request, **more: str) -> dict[str, str | None]:
    """Return the evidence of a request, by which policy and law decide; references only."""
    shown: dict[str, str | None] = {"request": row.ref}
    check = IdentityCheck.objects.filter(request=row, result="passed").order_by("-pk").first()
    if check is not None:
        shown["identity_verified"] = f"{row.ref}/{check.ref}"
    if row.is_mandated and MandateShown.objects.filter(request=row).exists():
        shown["agent_mandate"] = f"{row.ref}/mandate"
    if row.kind in CHANGED + STOPPED:
        shown["investigated"] = f"{row.ref}/note"
    return {**shown, **more}
