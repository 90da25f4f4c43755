"""Accounts: made when somebody first proves who they are, ended when that ends."""

from collections.abc import Collection
from datetime import datetime, timedelta
from secrets import token_hex

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse

from mamoru.faces.errors import InvalidOfficerError, OfficerAbsentError, OfficerNameTakenError
from mamoru.faces.models import Account
from mamoru.faces.roles import ROLES
from mamoru.gate.clients import NAME
from mamoru.gate.door import Door
from mamoru.gate.still_held import still_held
from mamoru.gate.transaction import Record
from mamoru.ledger.entries import SystemChanged

HANDLE = "officer-"
"""How the ledger's name of an officer begins; no registered system may have such a name."""
AT_ONCE = 500
"""Accounts that are looked at together."""
EVERY = timedelta(hours=1)
"""How long after all were looked at they are looked at again."""


def account_of_person(ref: str, now: datetime) -> Account:
    """Return the account of a person of the vault, made if there is none yet."""
    found = Account.objects.filter(ref=ref).first()
    if found is not None:
        return found
    made = Account(
        username=f"p-{token_hex(12)}", handle=f"person-{token_hex(8)}", ref=ref, created_at=now
    )
    made.set_unusable_password()
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:  # they came in twice at once
        return Account.objects.get(ref=ref)
    return made


def sign_out_everywhere(account: Account) -> None:
    """End every session of an account, this one as well."""
    Account.objects.filter(pk=account.pk).update(generation=F("generation") + 1)


def drop(account: Account) -> None:
    """Delete the account of a person who is held no more, with their passkeys and sessions."""
    account.delete()


class Departed:
    """Deletes the accounts of people who are held no more, some each time it is called.

    Whoever comes with such a session is signed out at once (`guard.for_person`); this is for those
    who never come again.
    """

    def __init__(self) -> None:
        self._last = 0
        self._again: datetime | None = None

    def __call__(self, door: Door) -> int:
        """Look at the next accounts, and return how many were deleted."""
        now = door.clock()
        if self._again is not None and now < self._again:
            return 0
        found = list(
            Account.objects.filter(pk__gt=self._last).exclude(ref=None)
            .order_by("pk").values_list("pk", "ref")[:AT_ONCE]
        )  # fmt: skip
        held = still_held([str(ref) for _, ref in found])
        gone = [pk for pk, ref in found if ref not in held]
        if gone:
            Account.objects.filter(pk__in=gone).delete()
        is_through = len(found) < AT_ONCE
        self._last = 0 if is_through else found[-1][0]
        self._again = now + EVERY if is_through else None
        return len(gone)


def add_officer(door: Door, name: str, roles: Collection[str]) -> str:
    """Register an officer, and return the address at which they choose a password, once.

    Raises `InvalidOfficerError` for a name or role that is none, and `OfficerNameTakenError`.
    """
    _check(name, roles)

    def unit(record: Record) -> Account:
        now = door.clock()
        made = Account(
            username=name, handle=f"{HANDLE}{token_hex(4)}", roles=sorted(roles), created_at=now
        )
        made.set_unusable_password()
        try:
            with transaction.atomic():
                made.save()
        except IntegrityError:
            raise OfficerNameTakenError(name=name) from None
        record.add(SystemChanged(at=now, change="officer_registered", system=made.handle))
        return made

    return entrance(door.writer.run(unit)[0])


def give_roles(door: Door, name: str, roles: Collection[str]) -> None:
    """Give an officer other roles; raises `InvalidOfficerError`, `OfficerAbsentError`."""
    _check(name, roles)

    def unit(record: Record) -> None:
        found = _officer(name)
        Account.objects.filter(pk=found.pk).update(roles=sorted(roles))
        record.add(
            SystemChanged(at=door.clock(), change="officer_roles_given", system=found.handle)
        )

    door.writer.run(unit)


def end_officer(door: Door, name: str) -> None:
    """End an officer's account and every session of it; raises `OfficerAbsentError`."""

    def unit(record: Record) -> None:
        found = _officer(name)
        Account.objects.filter(pk=found.pk).update(is_active=False, generation=found.generation + 1)
        record.add(SystemChanged(at=door.clock(), change="officer_ended", system=found.handle))

    door.writer.run(unit)


def let_in_again(door: Door, name: str) -> str:
    """Return the address at which an officer chooses a new password; second factors go.

    For somebody who lost them: whoever runs this has made sure who asks. Raises
    `OfficerAbsentError`.
    """

    def unit(record: Record) -> Account:
        found = _officer(name)
        Authenticator.objects.filter(user=found).delete()
        found.set_unusable_password()
        found.generation += 1
        found.save(update_fields=["password", "generation"])
        record.add(
            SystemChanged(at=door.clock(), change="officer_let_in_again", system=found.handle)
        )
        return found

    return entrance(door.writer.run(unit)[0])


def entrance(account: Account) -> str:
    """Return the path of the page for a first or new password; it works once, for three days."""
    key = f"{user_pk_to_url_str(account)}-{default_token_generator.make_token(account)}"
    pk, _, token = key.partition("-")
    return reverse("account_reset_password_from_key", kwargs={"uidb36": pk, "key": token})


def _officer(name: str) -> Account:
    found = Account.objects.filter(username=name, ref=None, is_active=True).first()
    if found is None:
        raise OfficerAbsentError
    return found


def _check(name: str, roles: Collection[str]) -> None:
    if not NAME.fullmatch(name):
        raise InvalidOfficerError(what=f"name: {NAME.pattern}")
    if not roles or not set(roles) <= set(ROLES):
        raise InvalidOfficerError(what="roles: " + ", ".join(ROLES))
