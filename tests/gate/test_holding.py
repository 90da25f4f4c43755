"""What the law makes the company keep of somebody who is erased, and who may open it until when."""

import logging
from datetime import datetime, timedelta

import pytest
from tests.gate.samples import NOON, Clock, entries, last
from tests.store import Store
from tests.vault.dumps import database_bytes, found_in, home_bytes, written

from mamoru.gate.asking import KEEPER, OFFICER, Wish
from mamoru.gate.create import Given, create
from mamoru.gate.door import Door
from mamoru.gate.erase import Certificate, erase
from mamoru.gate.errors import EvidenceNeededError, HandlingRefusedError
from mamoru.gate.holding.ending import end_some
from mamoru.gate.holding.errors import HoldsFileError, HoldsUnchangedError
from mamoru.gate.holding.open import hold, listed, open_hold
from mamoru.gate.holding.publish import publish
from mamoru.gate.misses import HELD
from mamoru.gate.rotate import rotate
from mamoru.ledger.entries import Handled
from mamoru.vault.errors import UnknownHoldError

RULES = b"""\
mamoru_holds: 1
fiscal_year_ends: "03-31"
return_due_after: P2M
holds:
  tax:
    ja: \xe5\xb8\xb3\xe7\xb0\xbf\xe6\x9b\xb8\xe9\xa1\x9e
    en: books and papers
    clock: hold_tax
    for: charging
    keep: [order, payment]
    naming: [name]
    identifiers: [email]
"""
ARTICLE, AMOUNT = "qqarticle-wvz", "qqamount-31415"
NAME, ADDRESS, MAIL = "Xyzzy Plughvilleska", "qqstreet-7-7", "plugh.xyzzy@example.jp"
LEAVE = Wish(act="dispose")
AUDIT = Wish(act="use", grounds={"by_law": "audit:2027-1"})
ENDS = datetime(2034, 5, 31, 15, tzinfo=NOON.tzinfo)
"""Collected in November 2026: the year ends in March 2027, and the return is due in May."""


def member(door: Door) -> str:
    given = Given(
        whose="member", residence="JP", agreed=True, identifiers={"email": MAIL},
        items={"name": NAME, "address": ADDRESS, "article": ARTICLE},
    )  # fmt: skip
    wish = Wish(act="collect", source="person", grounds={"notice_shown": "notice:1"})
    return create(door, OFFICER, wish, [given])[0].people[0].ref


def left(door: Door) -> Certificate:
    ref = member(door)
    publish(door, OFFICER, RULES)
    return erase(door, OFFICER, LEAVE, ref, has_left=True)[0]


def everywhere(store: Store, log: str = "") -> bytes:
    return database_bytes(store) + home_bytes(store.home) + log.encode()


def test_what_the_law_keeps_is_all_that_is_left_and_it_goes_on_its_last_day(
    shop: Door, store: Store, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    certificate = left(shop)

    (held,) = certificate.held
    assert (held.kind, held.clock, held.until) == ("tax", "hold_tax", ENDS)
    assert held.article == "法人税法126, 法人税法150の2"
    assert held.items == ("name", "email", "article")
    assert found_in(everywhere(store, caplog.text), written(NAME, MAIL, ARTICLE, ADDRESS)) == []
    opened, _ = open_hold(shop, OFFICER, AUDIT, held.ref, kind="tax")
    assert [one.value for one in opened.content] == [NAME, MAIL, ARTICLE]

    clock.now = ENDS - timedelta(seconds=1)
    assert end_some(shop, 10)[:2] == (0, 0)
    clock.now = ENDS
    assert end_some(shop, 10)[:2] == (1, 1)

    with pytest.raises(UnknownHoldError):
        open_hold(shop, OFFICER, AUDIT, held.ref, kind="tax")
    assert held.ref.encode() not in everywhere(store, caplog.text)
    assert (last().act, last().subject, last().caller) == ("dispose", held.pseudonym, KEEPER.system)
    assert last().cites == ("12a", "12b", "12[books][over]")


@pytest.mark.parametrize(
    ("wish", "kind"),
    [
        (AUDIT, "accounts"),
        (Wish(act="use", purpose="delivery", grounds=AUDIT.grounds), "tax"),
        (Wish(act="use", purpose="charging"), "tax"),
        (Wish(act="use", grounds={"by_law": None}), "tax"),
    ],
)
def test_nothing_but_its_own_purpose_and_law_opens_a_hold(
    shop: Door, wish: Wish, kind: str
) -> None:
    (held,) = left(shop).held

    with pytest.raises(HandlingRefusedError) as refused:
        open_hold(shop, OFFICER, wish, held.ref, kind=kind)

    assert refused.value.decision.near == (HELD,)
    assert (last().outcome, last().needs, last().subject) == (
        "refuse", ("named_hold",), held.pseudonym,
    )  # fmt: skip


def test_a_hold_is_seen_with_its_article_and_end_and_without_a_value(shop: Door) -> None:
    (held,) = left(shop).held

    assert listed() == [hold(held.ref)] == [held]


def test_making_a_hold_and_opening_it_are_on_record_under_its_own_name(shop: Door) -> None:
    (held,) = left(shop).held
    open_hold(shop, OFFICER, AUDIT, held.ref, kind="tax")

    about = [one for one in entries() if isinstance(one, Handled) and one.subject == held.pseudonym]

    assert [(one.act, one.outcome) for one in about] == [("hold", "allow"), ("use", "allow")]
    assert about[0].law == ("法人税法126",)
    assert about[1].facts == ("by_law",)


def test_without_a_rule_for_it_what_the_policy_keeps_stops_the_leaving(shop: Door) -> None:
    ref = member(shop)

    with pytest.raises(HandlingRefusedError) as refused:
        erase(shop, OFFICER, LEAVE, ref, has_left=True)

    assert "12[books]" in refused.value.decision.cites
    assert listed() == []


def test_a_hold_opens_after_the_keys_were_renewed(shop: Door) -> None:
    (held,) = left(shop).held

    assert len(rotate(shop).destroyed) == 1

    opened, _ = open_hold(shop, OFFICER, AUDIT, held.ref, kind="tax")
    assert opened.content[0].value == NAME


def test_what_is_older_than_its_period_is_not_held(shop: Door, clock: Clock) -> None:
    ref = member(shop)
    publish(shop, OFFICER, RULES)
    clock.now = ENDS + timedelta(days=1)

    certificate, _ = erase(shop, OFFICER, LEAVE, ref, has_left=True)

    assert certificate.held == ()


def test_an_erasure_that_is_not_allowed_holds_nothing(shop: Door) -> None:
    ref = member(shop)
    publish(shop, OFFICER, RULES)

    with pytest.raises(EvidenceNeededError):
        erase(shop, OFFICER, Wish(act="erase"), ref)

    assert listed() == []


@pytest.mark.parametrize(
    ("line", "changed", "code"),
    [
        ("clock: hold_tax", "clock: hold_nothing", "unknown-clock"),
        ("clock: hold_tax", "clock: breach_final", "clock-not-for-holds"),
        ("clock: hold_tax", "clock: hold_tax\n    record: R02", "clock-or-record"),
        ("for: charging", "for: whatever", "unknown-word"),
        ("keep: [order, payment]", "keep: [orders]", "unknown-word"),
        ("    keep: [order, payment]\n", "", "nothing-kept"),
        ('fiscal_year_ends: "03-31"\n', "", "missing-key"),
        ('"03-31"', '"31-03"', "not-a-month-and-day"),
        ("naming:", "nameing:", "unknown-key"),
    ],
)
def test_a_file_of_holds_is_read_strictly(shop: Door, line: str, changed: str, code: str) -> None:
    text = RULES.decode().replace(line, changed).encode()

    with pytest.raises(HoldsFileError) as refused:
        publish(shop, OFFICER, text)

    assert [finding.code for finding in refused.value.findings] == [code]


def test_the_same_file_is_not_published_twice(shop: Door) -> None:
    publish(shop, OFFICER, RULES)

    with pytest.raises(HoldsUnchangedError):
        publish(shop, OFFICER, RULES)
