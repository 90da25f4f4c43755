"""A visitor turns out to be a member: linked by whoever may say so, on record, and reversible."""

import pytest
from tests.collection.collector.sending import SERVICE, TRUSTED, Site, page, search, send, statuses
from tests.gate.samples import ERASE, TRACE, counted

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.erase import erase
from mamoru.gate.errors import InvalidValueError
from mamoru.gate.observing.history import history
from mamoru.gate.observing.stitch import unlink
from mamoru.gate.read import disclose

MEMBER = "member@example.com"
CORRECT = Wish(
    act="correct",
    grounds={
        "request": "request:3", "identity_verified": "identity:3", "investigated": "inquiry:3"
    },
)  # fmt: skip


def identify(visitor: str = "visitor-1", member: str = MEMBER) -> dict[str, object]:
    return {
        "type": "identify", "anonymousId": visitor, "userId": member,
        "messageId": f"identify-{visitor}", "traits": {"plan": "free"},
    }  # fmt: skip


def events_of(site: Site, ref: str) -> list[tuple[str, bool]]:
    """Return the events in a history, and whether each is the person's own."""
    found = history(site.door, OFFICER, Wish(act="use", purpose=SERVICE), ref)[0]
    return sorted((one.event, one.ref == ref) for one in found.events)


def test_what_was_observed_of_a_visitor_is_in_the_members_history_while_linked(
    site: Site,
) -> None:
    ref = site.member(MEMBER)
    sender = site.sender(scopes=TRUSTED)
    send(sender, search())
    before = events_of(site, ref)
    assert statuses(send(sender, identify())) == ["accepted"]
    [link] = history(site.door, OFFICER, Wish(act="use", purpose=SERVICE), ref)[0].links

    while_linked = events_of(site, ref)
    unlink(site.door, OFFICER, CORRECT, ref, link.reference)

    assert before == []
    assert while_linked == [("identify", True), ("track/Search", False)]
    assert events_of(site, ref) == [("identify", True)]
    assert link.visitor == site.ref()


def test_a_link_and_its_end_are_on_record(site: Site) -> None:
    ref = site.member(MEMBER)
    send(site.sender(scopes=TRUSTED), identify())

    linked = site.handlings()[-2]
    assert (linked.act, linked.outcome, linked.data, linked.count) == (
        "use", "allow", ("cookie",), 2,
    )  # fmt: skip
    [link] = history(site.door, OFFICER, Wish(act="use", purpose=SERVICE), ref)[0].links
    unlink(site.door, OFFICER, CORRECT, ref, link.reference)
    assert site.handlings("officer")[-1].act == "correct"
    with pytest.raises(InvalidValueError):
        unlink(site.door, OFFICER, CORRECT, ref, link.reference)


def test_linking_twice_is_one_link(site: Site) -> None:
    site.member(MEMBER)
    sender = site.sender(scopes=TRUSTED)

    send(sender, identify(), {**identify(), "messageId": "again"})
    send(sender, {**identify(), "messageId": "once more"})

    assert counted("events_link") == 1


def test_an_alias_links_whoever_was_known_before(site: Site) -> None:
    ref = site.member(MEMBER)
    sender = site.sender(scopes=TRUSTED)
    send(sender, search(visitor="before"))

    alias = {"type": "alias", "previousId": "before", "userId": MEMBER, "messageId": "alias"}
    assert statuses(send(sender, alias)) == ["accepted"]

    assert ("track/Search", False) in events_of(site, ref)


def test_a_key_that_a_browser_shows_to_everybody_links_nobody(site: Site) -> None:
    ref = site.member(MEMBER)
    sender = site.sender()

    found = send(
        sender, identify(), search(userId=MEMBER), search(2, userId=MEMBER, anonymousId=None)
    )

    assert statuses(found) == ["accepted", "accepted", "rejected"]
    assert found[2]["reasons"] == ["unproven_member"]
    assert (events_of(site, ref), counted("events_link")) == ([], 0)


def test_a_member_who_is_not_held_is_not_made_up(site: Site) -> None:
    sender = site.sender(scopes=TRUSTED)

    with_visitor, alone = send(
        sender, search(userId="nobody@example.com"),
        search(2, userId="nobody@example.com", anonymousId=None),
    )  # fmt: skip

    assert with_visitor["status"] == "accepted"
    assert (alone["status"], alone["reasons"]) == ("rejected", ["unknown_member"])
    assert counted("vault_person") == 1


def test_erasing_a_member_erases_the_visitors_who_are_linked_to_them(site: Site) -> None:
    ref = site.member(MEMBER)
    sender = site.sender(scopes=TRUSTED)
    send(sender, search(), page(), search(9, visitor="other"), identify())

    certificate, _ = erase(site.door, OFFICER, ERASE, ref)

    assert (certificate.visitors, certificate.events) == (1, 3)
    assert site.ref() is None
    assert [counted(one) for one in ("vault_person", "events_event", "events_link")] == [1, 1, 0]
    assert site.handlings("officer")[-2].act == "erase"


def test_a_disclosure_tells_of_links_and_of_what_linked_visitors_did(site: Site) -> None:
    ref = site.member(MEMBER)
    sender = site.sender(scopes=TRUSTED)
    send(sender, search(), identify())

    answer, _ = disclose(site.door, OFFICER, TRACE, ref)

    assert sorted(one.event for one in answer.events) == ["identify", "track/Search"]
    assert [one.visitor for one in answer.links] == [site.ref()]
