"""Artificial members who leave a shop, and recipients who have something of them."""

from tests.gate.samples import OFFERS
from tests.gate.test_holding import RULES
from tests.parties.samples import registered
from tests.provision.handing import consented

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.create import Given, create
from mamoru.gate.door import Door
from mamoru.gate.holding.publish import publish
from mamoru.parties.party import Party
from mamoru.provision.records.single import read_or_hand

LEAVE = Wish(act="dispose")
NAME, ADDRESS, MAIL = "Xyzzy Plughvilleska", "qqstreet-7-7", "plugh.xyzzy@example.jp"
ARTICLE = "qqarticle-wvz"
SECRETS = (NAME, ADDRESS, MAIL, ARTICLE)


def member(door: Door, mail: str = MAIL, article: str = ARTICLE) -> str:
    """Store somebody who ordered something, under rules that keep orders."""
    given = Given(
        whose="member", residence="JP", agreed=True, identifiers={"email": mail},
        items={"name": NAME, "address": ADDRESS, "article": article},
    )  # fmt: skip
    wish = Wish(act="collect", source="person", grounds={"notice_shown": "notice:1"})
    return create(door, OFFICER, wish, [given])[0].people[0].ref


def ruled(door: Door) -> None:
    publish(door, OFFICER, RULES)


def handed(door: Door, ref: str) -> Party:
    """Hand somebody's employer to a recipient, by consent, under the reference policy."""
    consented(door, ref)
    party = registered(door)
    wish = Wish(act="provide", purpose=OFFERS, party=party.ref)
    read_or_hand(door, OFFICER, wish, ref, items=["name", "employer"])
    return party
