"""What was decided can be decided again from the entry alone, with the same answer and reasons."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import msgspec
import pytest
from tests.gate.samples import (
    CLIENT,
    COLLECT,
    ERASE,
    INVESTIGATED,
    NOTICE,
    OFFERS,
    SERVICE,
    TRACE,
    USE,
    Clock,
    entries,
    given,
    last,
    stored,
)
from tests.store import Store

from mamoru.cli.demo import collecting, handing_on, rights, site
from mamoru.cli.demo.stage import Stage, take
from mamoru.consent.choices import Choice, Kind
from mamoru.errors import MamoruError
from mamoru.gate.again import Again, NotAskableError, again
from mamoru.gate.asking import OFFICER, Asker, Wish
from mamoru.gate.change import change, leave, suspend
from mamoru.gate.choose import give, withdraw
from mamoru.gate.consider import consider, handlings_of
from mamoru.gate.create import Given, create
from mamoru.gate.door import Door, opened
from mamoru.gate.erase import erase
from mamoru.gate.lawtexts import law_now
from mamoru.gate.models import LawText
from mamoru.gate.read import disclose, find, read
from mamoru.gate.record import by_the_door
from mamoru.gate.texts import TextNotHeldError, Texts
from mamoru.law.book import Rulebooks, law_hash
from mamoru.law.figures import law_clocks
from mamoru.law.packaged import packaged
from mamoru.law.table import parse_table
from mamoru.ledger.entries import Handled
from mamoru.policy.decide import decide
from mamoru.policy.handling import Handling

HANDLING = Handling(act="provide", data="registration", recipient="other", place="abroad")
SUSPEND = Wish(act="suspend_use", grounds=INVESTIGATED)


def tried(do: Callable[[], object]) -> None:
    """Do something that may be refused: the refusal is on record as well."""
    try:
        do()
    except MamoruError:
        return


def asked_again() -> list[Again]:
    """Decide every handling in the ledger again, but those that the door decided by itself."""
    texts = Texts()
    told = [(at, one) for at, one in enumerate(entries()) if isinstance(one, Handled)]
    assert all(one.asked for _, one in told if not by_the_door(one))
    return [again(texts, one, at) for at, one in told if not by_the_door(one)]


def disagreeing() -> list[tuple[Handled, object]]:
    return [(one.entry, one.decision) for one in asked_again() if not one.agrees]


def test_every_handling_of_the_demonstration_is_answered_again_as_it_was(door: Door) -> None:
    stage = Stage(door)
    for step in (*collecting.STEPS, *handing_on.STEPS, *rights.STEPS, *site.STEPS):
        take(step, stage)

    assert len(asked_again()) > 50
    assert disagreeing() == []


def lived(door: Door, clock: Clock) -> None:
    """Let people with different states be handled in every way that the door has."""
    one, other = stored(door), stored(door, "Betsu no Hito", residence="EEA")
    child = stored(door, "Chiisai Hito", items={"birth_date": "2020-01-01", "name": "x"})
    company = given("Kaisha no Namae", whose="corporation", residence=None)
    mixed = [given("Futari Me"), company, given("Sannin Me", residence="UK")]
    tried(lambda: create(door, OFFICER, COLLECT, mixed))
    tried(lambda: create(door, OFFICER, Wish(act="collect", source="person"), mixed[:1]))
    tried(lambda: create(door, OFFICER, COLLECT, [given()]))
    tried(lambda: create(door, OFFICER, COLLECT, [Given(whose="individual")]))
    tried(lambda: create(door, OFFICER, COLLECT, [given("Hen na", whose="nobody_knows")]))
    opting = Choice(kind=Kind.OPT_IN, purpose=OFFERS)
    give(door, OFFICER, COLLECT, one.ref, opting, data="supplied")
    scope = Choice(kind=Kind.CONSENT, recipient="other", data="registration")
    reference = give(door, OFFICER, COLLECT, one.ref, scope, data="supplied")
    for someone in (one, other, child):
        for wish in wishes():
            tried(partial(read, door, OFFICER, wish, someone.ref))
            tried(partial(read, door, CLIENT, wish, someone.ref, items=["name"]))
        tried(partial(consider, door, OFFICER, stated(), ref=someone.ref))
    consider(door, OFFICER, stated())
    consider(door, Asker(system="x", purposes=frozenset(["2(1)b"])), stated())
    tried(lambda: find(door, OFFICER, USE, "email", "zenbu@example.jp"))
    tried(lambda: find(door, OFFICER, USE, "email", "nobody@example.jp"))
    tried(lambda: find(door, OFFICER, Wish(act="use", purpose=OFFERS), "email", "n@example.jp"))
    withdraw(door, OFFICER, one.ref, reference)
    changed = given(items={"employer": "y"}, identifiers={})
    correct = Wish(act="correct", grounds=INVESTIGATED)
    tried(lambda: change(door, OFFICER, correct, one.ref, changed, expected_version=None))
    tried(lambda: suspend(door, OFFICER, SUSPEND, one.ref))
    tried(lambda: read(door, OFFICER, USE, one.ref))
    tried(lambda: handlings_of(door, OFFICER, TRACE, one.ref))
    tried(lambda: disclose(door, OFFICER, TRACE, one.ref))
    tried(lambda: leave(door, OFFICER, Wish(act="dispose"), one.ref))
    clock.now += timedelta(days=4000)
    disposing = Wish(act="dispose", grounds={"retention_over": "record:1"})
    tried(lambda: erase(door, OFFICER, disposing, one.ref))
    tried(lambda: erase(door, OFFICER, Wish(act="erase"), other.ref))
    tried(lambda: erase(door, OFFICER, ERASE, other.ref))


def wishes() -> list[Wish]:
    shown: dict[str, str | None] = {"consent_prior": "consent:1", "by_law": None}
    return [
        USE,
        Wish(act="use", purpose=OFFERS),
        Wish(act="use", purpose="no such purpose"),
        Wish(act="use", purpose=SERVICE, grounds={"no_such_fact": "x:1"}),
        Wish(act="use", purpose=SERVICE, grounds={"minor": "x:1"}),
        Wish(act="provide", recipient="other", place="JP"),
        Wish(act="provide", recipient="other", place="abroad", grounds=shown),
        Wish(act="provide", recipient="police", place="JP", grounds={"by_law": "order:1"}),
        Wish(act="provide", recipient="nobody known", place="the moon", grounds=shown),
        Wish(act="entrust", recipient="contractor", actor="stranger"),
    ]


def stated() -> list[Handling]:
    return [
        Handling(act="use", data="registration", purpose=SERVICE),
        Handling(act="use", data="registration", purpose=SERVICE, identifying=False),
        Handling(act="collect", data="supplied", source="person", grounds=NOTICE),
        Handling(act="collect", data="supplied", sensitive="race", source="person"),
        Handling(act="collect", data="no such data", sensitive="none such", source="nowhere"),
        Handling(act="use", data="registration", whose="nobody", residence="moon"),
        Handling(act="erase", data="registration", whose="corporation", residence="EEA"),
        Handling(act="dance", data="registration"),
        Handling(act="amend", grounds={"announced": "notice:1"}),
        Handling(act="use", purpose=SERVICE),
    ]


def test_every_handling_of_a_varied_run_is_answered_again_as_it_was(
    door: Door, clock: Clock
) -> None:
    lived(door, clock)

    found = asked_again()
    assert {one.entry.outcome for one in found} == {"allow", "refuse", "needs", "not_covered"}
    assert len(found) > 90
    assert disagreeing() == []


def test_who_is_bound_by_what_they_agreed_to_is_answered_again_under_that(
    shop: Door, clock: Clock
) -> None:
    for residence in ("JP", "EEA", "UK", "other"):
        for agreed in (True, False):
            person = Given(
                whose="member", residence=residence, agreed=agreed,
                identifiers={"email": f"{residence}-{agreed}@example.jp".lower()},
                items={"name": "見本", "birth_date": "2015-01-01"},
            )  # fmt: skip
            tried(partial(create, shop, OFFICER, COLLECT, [person]))
    asked = [
        Handling(act=act, data=data, purpose=purpose, recipient=to)
        for act in ("use", "provide", "entrust")
        for data in list(shop.policy.categories)[:4]
        for purpose in (None, *list(shop.policy.purposes)[:3])
        for to in (None, *list(shop.policy.parties)[:3])
    ]
    consider(shop, OFFICER, asked)

    assert len(asked_again()) > 150
    assert disagreeing() == []


def test_what_is_sensitive_by_nature_is_answered_again_as_it_was(store: Store) -> None:
    clinic = Path(__file__).parents[2] / "policies" / "clinic.yaml"
    asked = [Handling(act="use", data=data, whose="patient") for data in ("medical", "billing")]

    with opened(home=store.home, policy=clinic.read_bytes()) as door:
        consider(door, OFFICER, asked)

        assert [one.questions[0].handling.sensitive for one in asked_again()] == [None, None]
        assert disagreeing() == []


def test_the_entry_holds_the_state_of_the_person_at_its_time(door: Door) -> None:
    one = stored(door)
    give(door, OFFICER, COLLECT, one.ref, Choice(kind=Kind.OPT_IN, purpose=OFFERS), data="supplied")

    read(door, OFFICER, Wish(act="use", purpose=OFFERS), one.ref, items=["name"])

    assert last().asked == ("individual;JP;opted_in;;registration",)


def test_words_that_the_policy_does_not_know_are_not_kept(door: Door) -> None:
    asked = Handling(
        act="use", data="private thing", whose="Tanaka", grounds={"because of him": "x:1"}
    )

    consider(door, OFFICER, [asked])

    assert last().asked == ("?;;;?;?",)


def test_what_the_door_decided_by_itself_is_not_asked_of_the_text(door: Door) -> None:
    consider(door, Asker(system="x", purposes=frozenset(["2(1)b"])), stated()[:1])

    with pytest.raises(NotAskableError) as raised:
        again(Texts(), last(), 7)
    assert raised.value.facts == {"entry": 7}


def test_an_answer_under_a_law_that_is_not_held_is_not_made_up(door: Door) -> None:
    consider(door, OFFICER, stated()[:1])
    other = msgspec.structs.replace(last(), token=f"{last().token}0")

    with pytest.raises(TextNotHeldError) as raised:
        again(Texts(), other, 7)
    assert raised.value.facts == {"token": other.token}


def test_an_entry_that_was_changed_does_not_agree(door: Door) -> None:
    consider(door, OFFICER, stated()[:1])
    changed = msgspec.structs.replace(last(), outcome="refuse")

    assert again(Texts(), last(), 7).agrees
    assert not again(Texts(), changed, 7).agrees


def test_a_decision_is_asked_again_under_the_law_of_then_although_the_table_has_changed_since(
    door: Door, clock: Clock
) -> None:
    then = packaged("table.yaml").replace(
        b'law:\n  id: jp-privacy\n  revision: "2026-11-02"',
        b'law:\n  id: jp-privacy\n  revision: "2025-04-01"',
    )
    law = parse_table(then)
    clocks = packaged("clocks.yaml")
    LawText.objects.create(
        text_hash=law_hash(law.text_hash, law_clocks().text_hash), table=then, clocks=clocks,
        since=clock.now,
    )  # fmt: skip
    book = Rulebooks(door.policy, law).at(clock.now)
    assert "2025-04-01" in book.token

    found = Texts().book(book.token, clock.now)

    assert found.law == book.law
    assert decide(found, HANDLING, at=clock.now) == decide(book, HANDLING, at=clock.now)


def test_the_law_that_is_decided_by_is_kept_once(store: Store) -> None:
    for _ in range(2):
        with opened(home=store.home):
            pass

    (kept,) = LawText.objects.all()
    assert bytes(kept.table) == packaged("table.yaml")
    assert kept.text_hash == law_now()
