"""What the public is told of a joint use: one description, from which page and JSON are made."""

from datetime import date, datetime

import msgspec

from mamoru.gate.editions import editions, in_force
from mamoru.gate.shelf import read
from mamoru.parties import queries
from mamoru.parties.errors import UnknownPartyError
from mamoru.policy.model import Policy
from mamoru.policy.words import Word
from mamoru.provision.joint.publish import PublishedStatement, known
from mamoru.provision.joint.statement import Bilingual


class User(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who uses the data, as the register has them now."""

    name: str
    country: str


class Item(Bilingual, frozen=True, kw_only=True):
    """An item of data, and what it is called."""

    id: str


class Use(msgspec.Struct, frozen=True, kw_only=True):
    """The items of APPI 27(5)(iii) for one joint use, in one version."""

    id: str
    version: int
    title: Bilingual
    fact: bool = True
    """That data is used jointly."""
    data_items: tuple[Item, ...]
    users: tuple[User, ...]
    range: Bilingual
    purposes: tuple[Item, ...]
    responsible_name: Bilingual
    responsible_address: Bilingual
    responsible_representative: Bilingual
    in_force_from: date
    until: date | None
    published_at: datetime
    changed: tuple[str, ...]


class JointUses(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is used jointly now, and what will change."""

    policy: str
    policy_version: str
    in_force: tuple[Use, ...]
    upcoming: tuple[Use, ...]


def joint_uses(at: datetime) -> JointUses | None:
    """Return what the public is told at a moment; `None` where no policy has been published."""
    texts = editions()
    edition = in_force(texts, at) or (texts[0] if texts else None)
    if edition is None:
        return None
    policy = read(edition.text)
    now: list[Use] = []
    later: list[Use] = []
    for present, upcoming in known(at):
        now += [_use(present, policy)] if present else []
        later += [_use(one, policy) for one in upcoming]
    return JointUses(
        policy=policy.id, policy_version=policy.version, in_force=tuple(now), upcoming=tuple(later)
    )


def _use(published: PublishedStatement, policy: Policy) -> Use:
    one = published.statement
    return Use(
        id=one.key, version=published.number, title=one.title,
        data_items=tuple(_item(policy, item) for item in one.items),
        users=tuple(map(_user, one.partners)), range=one.range,
        purposes=tuple(Item(id=each.id, ja=each.ja, en=each.en) for each in one.purposes),
        responsible_name=one.responsible.name, responsible_address=one.responsible.address,
        responsible_representative=one.responsible.representative,
        in_force_from=one.in_force_from, until=one.until, published_at=published.published_at,
        changed=published.changed,
    )  # fmt: skip


def _item(policy: Policy, item: str) -> Item:
    category = policy.categories.get(policy.category_of(item) or "")
    word = category.items[item] if category else Word(item, item)
    return Item(id=item, ja=word.ja, en=word.en)


def _user(ref: str) -> User:
    """Return a user; a party that was merged is told by the name of what it is part of now."""
    try:
        party = queries.party(ref)
        while party.merged_into:
            party = queries.party(party.merged_into)
    except UnknownPartyError:
        return User(name=ref, country="")
    return User(name=party.name, country=party.country)
